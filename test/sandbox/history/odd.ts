/** Commits that real repositories have and that break readers; `future` is a date after that of the next commit. */
export function oddCommits(key: string, future: string): { message: string; date?: string | undefined }[] {
  return [
    { message: `${key}-1 The first second of time`, date: '1970-01-01T00:00:01+00:00' },
    { message: `${key}-2 After the last second of 32 bits`, date: '2038-01-19T03:14:08+00:00' },
    { message: `${key}-3 Party 🎉 with 👩‍👩‍👧‍👦 and a \u{1F600}` },
    { message: `${key}-4 ${'A very long message. '.repeat(500)}`.slice(0, 10_000) },
    { message: `Six hundred keys\n\n${Array.from({ length: 600 }, (_, i) => `${key}-${i + 1}`).join(' ')}` },
    { message: `${key}-5 A parent dated after its child`, date: future },
    { message: `${key}-6 Half-hour zone`, date: '2024-02-01T10:00:00+05:30' },
    { message: `  \n\n${key}-7 below blank lines` },
    { message: '' },
    { message: `${key}-8 control \u0007 characters \u000b and "quotes" <b>markup</b> & %41` },
  ];
}

/** Branch names that Git allows. */
export function oddBranchNames(key: string): string[] {
  return [
    `${key}-9/päth/日本語`,
    `${key}-10-🎉`,
    `<b>${key}-11</b>`,
    `a&b=c?${key}-12#d`.replace('?', '!'),
    `per%2Fcent+plus-${key}-13`,
    `quote'and"${key}-14`,
    `${key}-15-${'x'.repeat(200)}`,
    `${key.toLowerCase()}-16-lower-case`,
    '-leading-dash',
  ];
}

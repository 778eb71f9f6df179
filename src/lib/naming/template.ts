/** What a template is filled with. */
export type Issue = { readonly key: string; readonly summary: string };

/** What templates take the place of. */
const places = /\{(key|summary)\}/g;

/** @param template such as `{key}-{summary}` */
export function fillTemplate(template: string, issue: Issue): string {
  return template.replace(places, (_, place: keyof Issue) => issue[place]);
}

/** `key`: it names no issue; `place`: it names something else. */
export function placeFault(template: string): 'key' | 'place' | undefined {
  if (!template.includes('{key}')) return 'key';
  return /[{}]/.test(template.replace(places, '')) ? 'place' : undefined;
}

/**
 * Issues that a template is tried with before it is stored. A summary may say nothing, begin with a digit (which is no
 * key's own beside it) and end in capitals (which are a key's own before an underscore).
 */
export const sampleIssues: readonly Issue[] = [
  { key: 'ABC-123', summary: 'Fix the login page' },
  { key: 'ABC-123', summary: '2FA for SSO' },
  { key: 'ABC-123', summary: '!' },
];

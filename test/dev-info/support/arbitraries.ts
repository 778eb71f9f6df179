import fc from 'fast-check';

/** What GitLab may hold and Jira may not: any text, address and number. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('\ud83d', '\u0000', '🚀', 'x', '\u009f') }),
  fc.nat(11_000).map((length) => 'x'.repeat(length)),
);
export const anyUrl = fc.oneof(
  fc.webUrl(),
  anyText.map((text) => `https://h/p/${text}`),
  anyText,
);
export const anyNumber = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity),
);
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
export const anyKeys = fc.array(
  fc.nat().map((number) => `ABC-${number}`),
  { minLength: 1, maxLength: 600 },
);

export const isTime = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
export const unsupported = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

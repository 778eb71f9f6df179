import type { Key, Text } from '../../lib/words/text.ts';

type Spaced<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Word} ${Spaced<Rest>}`
  : Name;

/** What is read from GitLab, as a request names it in plain words: "merge requests". Each has its text. */
export type Thing = Key extends infer One
  ? One extends `errors.gitlab.what.${infer Name}`
    ? Spaced<Name>
    : never
  : never;

export function thing(what: Thing): Text {
  return { key: `errors.gitlab.what.${what.replaceAll(' ', '-')}` as Key, params: {} };
}

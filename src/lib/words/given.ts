import type { Alternatives, Text, When } from './text.ts';

/** `{repository}` takes words from elsewhere, another text, a time, or a list of texts ("branches, commits and tags"). */
type Simple = string | Text | When | readonly Text[] | Alternatives;

/** Tags that are links: `<gitlab>{name}</gitlab>` is one to the address `gitlab`, plain words where that is absent. */
type LinkTag = 'page' | 'jira' | 'gitlab' | 'top';

/** The words up to the end of the argument that starts here: `count, plural, one {# commit`. */
type Inside<Rest extends string> = Rest extends `${infer Head}}${string}` ? Head : never;

/** What cannot be a name is a branch of a plural: `{# commits}`. */
type Name<Words extends string> = Words extends
  '' | `${string}${' ' | '#' | '{' | '<' | '.' | ',' | '’'}${string}`
  ? never
  : Words;

type Argument<Words extends string> = Words extends `${infer Counted}, ${'plural' | 'number'}${string}`
  ? [Name<Counted>, number]
  : Words extends `${infer Chosen}, select${string}`
    ? [Name<Chosen>, string]
    : [Name<Words>, Simple];

type ArgumentsOf<Message extends string> = Message extends `${string}{${infer Rest}`
  ? Argument<Inside<Rest>> | ArgumentsOf<Rest>
  : never;

type LinksOf<Message extends string> = {
  [Tag in LinkTag]: Message extends `${string}<${Tag}>${string}` ? Tag : never;
}[LinkTag];

/** What an ICU message needs, read from its words: `{read, number} of {total, number}` needs two numbers. */
export type Given<Message extends string> = {
  readonly [A in ArgumentsOf<Message> as A[0]]: A[1];
} & { readonly [Tag in LinksOf<Message>]: string | undefined };

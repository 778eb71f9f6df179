import type { english } from './english.ts';

export type Key = keyof typeof english;

/** What is to be said, in no language yet. Plain data: it can be compared, stored and put into another text. */
export type Text = { readonly key: Key; readonly params: Readonly<Record<string, Value>> };

/** A time in a text: the browser shows it in its own zone, UTC stands there until then. */
export type When = { readonly iso: string; readonly show: 'clock' | 'moment' | 'day' };

/** What may stand in a text besides its words. Strings go through as they are, and are escaped where they are shown. */
export type Value = string | number | Text | When | readonly Text[] | Alternatives | undefined;

/** One of these: "A, B or C". A list alone is all of them: "A, B and C". */
export type Alternatives = { readonly or: readonly Text[] };

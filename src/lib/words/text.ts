import type { english } from './english.ts';
import type { Given, Value } from './given.ts';

export type Key = keyof typeof english;

/** What is to be said, in no language yet. Plain data: it can be compared, stored and put into another text. */
export type Text = { readonly key: Key; readonly params: Readonly<Record<string, Value>> };

/** A time in a text: the browser shows it in its own zone, UTC stands there until then. */
export type When = { readonly iso: string; readonly show: 'clock' | 'moment' };

type GivenTo<K extends Key> = Given<(typeof english)[K]>;

/**
 * `say('sync.importing', { read, total })`: a key that is not there, and a parameter that is missing or of another
 * kind, do not compile. How it is shown: `{{t label}}` in a view; `spoken` elsewhere.
 */
export function say<K extends Key>(
  key: K,
  ...[params]: keyof GivenTo<K> extends never ? [] : [params: GivenTo<K>]
): Text {
  return { key, params: params ?? {} };
}

/** Words that come as they are: from GitLab, from Jira, from a person. */
export function verbatim(words: string): Text {
  return say('words.verbatim', { words });
}

/** The time of a day, as in "until 14:05". @param at epoch ms */
export function clockTime(at: number): When {
  return { iso: new Date(at).toISOString(), show: 'clock' };
}

/** Day and time. @param at epoch ms */
export function dayAndTime(at: number): When {
  return { iso: new Date(at).toISOString(), show: 'moment' };
}

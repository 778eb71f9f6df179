import type { english } from './english.ts';
import type { Given } from './given.ts';
import type { Key, Text, When } from './text.ts';

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

/** A day alone, as in "30 Nov". @param at epoch ms */
export function dayOf(at: number): Text {
  return say('words.day', { day: { iso: new Date(at).toISOString(), show: 'day' } });
}

/** Texts in a row, as in "Done 3, Failed 1". */
export function inARow(texts: readonly [Text, ...Text[]]): Text {
  const [first, ...others] = texts;
  return others.reduce((row, next) => say('words.inARow', { first: row, next }), first);
}

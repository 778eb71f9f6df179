import type { Ending } from '../deed.ts';
import { verbatim } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';

/** What a look at Jira says about an attempt whose answer is not known. */
export type Found =
  | { readonly result: 'found'; readonly ending: Ending }
  /** Jira has surely not done it so far. */
  | { readonly result: 'absent' }
  /** `words`: Jira's own, where it gave some, or why it could not be asked. */
  | { readonly result: 'undecided'; readonly words?: Text | undefined };

/** @param words Jira's own */
export function undecided(words: string | undefined): Found {
  return { result: 'undecided', words: words === undefined ? undefined : verbatim(words) };
}

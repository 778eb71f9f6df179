import type { Ending } from '../deed.ts';

/** What a look at Jira says about an attempt whose answer is not known. */
export type Found =
  | { readonly result: 'found'; readonly ending: Ending }
  /** Jira has surely not done it so far. */
  | { readonly result: 'absent' }
  /** `words`: Jira's own, where it gave some. */
  | { readonly result: 'undecided'; readonly words?: string | undefined };

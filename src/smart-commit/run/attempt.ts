/** A transition as it was about to be made. */
export type AttemptedTransition = {
  readonly id: string;
  readonly to: string;
  readonly toId: string;
  /** Whether it led to the status that the issue had already. */
  readonly isLoop: boolean;
  /** Id of the newest entry of the history before; null where it had none. */
  readonly lastChange: string | null;
  /** Whether the comment goes in it. */
  readonly commentInside: boolean;
};

/** What was about to be asked of Jira: written down before, so that it can be looked for when no answer is known. */
export type Attempt = {
  /** Epoch ms. */
  readonly at: number;
  /** `comment`: the transition is made, and its comment is what remains. */
  readonly step: 'write' | 'comment';
  readonly transition?: AttemptedTransition | undefined;
};

/**
 * Writes are not sent, or no longer waited for, so long after they were written down; later than this Jira is looked at
 * for what came of one. A process that stood still meanwhile sends nothing late.
 */
export const writeMs = 8_000;
export const lookAfterMs = 10_000;
/** Jira may still be at it: what is not there before is not taken for missing. */
export const repeatAfterMs = 30_000;

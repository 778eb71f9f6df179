import type { Command, ReasonCode } from './command.ts';

/** What another try cannot change, for the commit stays as it is. */
const lasting: ReadonlySet<ReasonCode> = new Set(['too_many', 'empty_comment', 'invalid_duration']);

/** Whether another try of a command that has not been done may end otherwise. */
export function isHopeless({ reasonCode }: Pick<Command, 'reasonCode'>): boolean {
  return reasonCode !== null && lasting.has(reasonCode);
}

/** Whether a person may ask for a command to be carried out once more. */
export function canRunAgain({ state, reasonCode }: Pick<Command, 'state' | 'reasonCode'>): boolean {
  const hasEnded = state === 'failed' || state === 'skipped' || state === 'unknown';
  return hasEnded && !isHopeless({ reasonCode });
}

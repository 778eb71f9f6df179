import type { Lane } from '../../../dev-info/entity.ts';
import { countOf, countWords, momentOf, type Moment } from '../../../lib/page-words.ts';
import type { AccountProgress, ImportPace } from './summary.store.ts';

const minuteMs = 60_000;
/** How far back the pace is looked at. */
export const paceMs = 30 * minuteMs;
/** From here on entities are not counted to the last one, so that the page comes within 50 ms whatever there is. */
export const mostCounted = 5_000;

/** What `loadSummary` found. */
export type SummaryFacts = {
  readonly progress: AccountProgress;
  readonly pace: ImportPace;
  readonly pending: Readonly<Record<Lane, number>>;
};

export type Summary = {
  /** Absent where every enabled repository has been imported. */
  readonly bar: { readonly value: number; readonly max: number } | undefined;
  readonly parts: readonly string[];
  readonly failed: string | undefined;
  readonly waitingUntil: Moment | undefined;
  readonly end: Moment | undefined;
};

/** An account as a whole in one line: how many repositories are done, what is read and left to send. */
export function summaryOf(facts: SummaryFacts, now: number): Summary {
  const { enabled, imported, failed, waitingUntil } = facts.progress;
  return {
    bar: imported < enabled && isMoving(facts) ? { value: imported, max: enabled } : undefined,
    parts: partsOf(facts),
    failed: failed === 0 ? undefined : `${countOf(failed, 'repository', 'repositories')} failed`,
    waitingUntil: waitingUntil === null ? undefined : momentOf(waitingUntil),
    end: endOf(facts, now),
  };
}

/** Whether the page should look again: soon while something is read, seldom while all of it waits. */
export function summaryActivity(facts: SummaryFacts): 'moving' | 'waiting' | undefined {
  const { queued, running, waitingUntil } = facts.progress;
  if (queued + running > 0) return waitingUntil === null ? 'moving' : 'waiting';
  return unsentOf(facts) > 0 ? 'waiting' : undefined;
}

function isMoving(facts: SummaryFacts): boolean {
  return summaryActivity(facts) !== undefined;
}

function partsOf(facts: SummaryFacts): string[] {
  const { all, enabled, imported, queued, running, read } = facts.progress;
  const off = all - enabled;
  const parts = [`${countWords(imported)} of ${countOf(enabled, 'repository', 'repositories')} imported`];
  if (off > 0) parts.push(`${countWords(off)} switched off`);
  if (running > 0)
    parts.push(`${countWords(running)} being read, ${countOf(read, 'entry', 'entries')} so far`);
  if (queued > 0) parts.push(`${countWords(queued)} in line`);
  const unsent = unsentOf(facts);
  if (unsent > 0) parts.push(`${atLeast(unsent)} left to send to Jira`);
  return parts;
}

function unsentOf({ pending }: SummaryFacts): number {
  return Math.min(mostCounted, pending.live + pending.import);
}

function atLeast(count: number): string {
  return count >= mostCounted ? `${countWords(count)} or more` : countWords(count);
}

/**
 * When the import ends if it goes on as in the last half hour. Not said while it waits, nor before five repositories
 * have shown how long one takes.
 */
function endOf({ progress, pace }: SummaryFacts, now: number): Moment | undefined {
  const { enabled, imported, queued, running, waitingUntil } = progress;
  const left = Math.min(queued + running, enabled - imported);
  if (left <= 0 || waitingUntil !== null || pace.firstAt === null || pace.count < 5) return undefined;
  const passed = now - pace.firstAt;
  if (passed < minuteMs) return undefined;
  return momentOf(now + (left * passed) / (pace.count - 1));
}

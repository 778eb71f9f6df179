import type { Lane } from '../../../dev-info/entity.ts';
import { clockTime, dayAndTime, say } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';
import type { Discovery } from '../../../repository/discovery.store.ts';
import { listingActivity, pollOf, together, type Activity } from '../activity.ts';
import { roundedRate } from '../pace.ts';
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
  /** Entities of the repositories being read that Jira has, at most `mostCounted`. */
  readonly sent: number;
};

export type Summary = {
  /** Absent where every enabled repository has been imported. */
  readonly bar: { readonly value: number; readonly max: number } | undefined;
  readonly parts: readonly Text[];
  readonly failed: Text | undefined;
  readonly tryingAgain: Text | undefined;
  readonly waiting: Text | undefined;
  readonly end: Text | undefined;
};

/** An account as a whole in one line: how many repositories are done, what is read and left to send. */
export function summaryOf(facts: SummaryFacts, now: number): Summary {
  const { enabled, imported, failed, tryingAgain, waitingUntil } = facts.progress;
  return {
    bar: imported < enabled && isMoving(facts) ? { value: imported, max: enabled } : undefined,
    parts: partsOf(facts),
    failed: failed === 0 ? undefined : say('sync.summary.failed', { count: failed }),
    tryingAgain: tryingAgain === 0 ? undefined : say('sync.summary.tryingAgain', { count: tryingAgain }),
    waiting:
      waitingUntil === null ? undefined : say('sync.waits.gitlabUntil', { until: clockTime(waitingUntil) }),
    end: endOf(facts, now),
  };
}

/** Whether the page should look again: soon while something is read, seldom while all of it waits or is tried again. */
export function summaryActivity(facts: SummaryFacts): Activity {
  const { queued, running, tryingAgain, waitingUntil } = facts.progress;
  if (queued + running > 0) {
    const standsStill = waitingUntil !== null || (running > 0 && tryingAgain === running);
    return standsStill ? 'waiting' : 'moving';
  }
  return unsentOf(facts) > 0 ? 'waiting' : undefined;
}

/** The line alone, as the list of accounts shows it; it looks again by itself while something is under way. */
export function summaryPage(
  facts: SummaryFacts,
  { accountId, discovery, now }: { accountId: string; discovery: Discovery | undefined; now: number },
): Readonly<Record<string, unknown>> {
  const activity = together([listingActivity(discovery), summaryActivity(facts)]);
  return {
    id: accountId,
    summary: summaryOf(facts, now),
    poll: pollOf(activity, `/accounts/${accountId}/summary`),
  };
}

function isMoving(facts: SummaryFacts): boolean {
  return summaryActivity(facts) !== undefined;
}

function partsOf(facts: SummaryFacts): Text[] {
  const { all, enabled, imported, queued, running, read, perMinute } = facts.progress;
  const off = all - enabled;
  const unsent = unsentOf(facts);
  return [
    say('sync.summary.imported', { imported, enabled }),
    ...(off > 0 ? [say('sync.summary.off', { count: off })] : []),
    ...(running > 0 ? [say('sync.summary.running', { count: running, read })] : []),
    ...(running > 0 ? [say('sync.summary.sent', { count: facts.sent, more: moreThan(facts.sent) })] : []),
    ...(perMinute > 0 ? [say('sync.summary.rate', { rate: roundedRate(perMinute) })] : []),
    ...(queued > 0 ? [say('sync.summary.queued', { count: queued })] : []),
    ...(unsent > 0 ? [say('sync.summary.unsent', { count: unsent, more: moreThan(unsent) })] : []),
  ];
}

function unsentOf({ pending }: SummaryFacts): number {
  return Math.min(mostCounted, pending.live + pending.import);
}

/** Counting stops there: whether there may be more. */
function moreThan(count: number): 'yes' | 'no' {
  return count >= mostCounted ? 'yes' : 'no';
}

/**
 * When the import ends if it goes on as in the last half hour. Not said while it waits, nor before five repositories
 * have shown how long one takes.
 */
function endOf({ progress, pace }: SummaryFacts, now: number): Text | undefined {
  const { enabled, imported, queued, running, waitingUntil } = progress;
  const left = Math.min(queued + running, enabled - imported);
  if (left <= 0 || waitingUntil !== null || pace.firstAt === null || pace.count < 5) return undefined;
  const passed = now - pace.firstAt;
  if (passed < minuteMs) return undefined;
  return say('sync.summary.end', { end: dayAndTime(now + (left * passed) / (pace.count - 1)) });
}

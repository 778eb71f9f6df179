import type { RepositoryCounts } from '../../dev-info/ledger.store.ts';
import { countWords, momentOf, type Moment } from '../../lib/page-words.ts';
import { isWaitingForJira, type JiraSide } from './attention.page.ts';
import { paceOf, paceWords } from './pace.ts';
import { countOfStream } from './stream-words.ts';
import type { StreamProgress, SyncState } from '../sync-state.ts';

export type SyncFacts = {
  readonly enabled: boolean;
  /** Absent: never imported. */
  readonly state: SyncState | undefined;
  readonly counts: RepositoryCounts | undefined;
  readonly jira: JiraSide;
  readonly now: number;
};

/** How the import of one repository stands, in words. */
export type SyncCell = {
  readonly label: string;
  readonly kind: 'plain' | 'neutral' | 'info' | 'success' | 'warning' | 'danger';
  readonly waiting?: { readonly whom: string; readonly until: Moment | undefined } | undefined;
  /** Without `max`: under way, nobody knows how far. */
  readonly progress?:
    | { readonly label: 'Import' | 'Sending to Jira'; readonly value?: number; readonly max?: number }
    | undefined;
  readonly read: readonly string[];
  readonly sent?: string | undefined;
  /** How fast, and how long it takes. */
  readonly pace?: string | undefined;
  readonly notes: readonly string[];
  readonly error?: string | undefined;
  readonly rejected?: string | undefined;
  /** When everything that was there had been read. */
  readonly refreshed?: Moment | undefined;
  readonly canRetry: boolean;
  readonly canRefresh: boolean;
};

export function syncCell(facts: SyncFacts): SyncCell {
  const { state, counts } = facts;
  const sum = sumOf(counts);
  const rejected = sum.rejected === 0 ? undefined : `${countWords(sum.rejected)} rejected by Jira`;
  const shared = {
    ...{ read: readWords(state), sent: sentWords(facts), rejected, refreshed: refreshedAt(state) },
    ...{ canRetry: false, canRefresh: state?.state === 'finished' },
  };
  const notes = notesOf(state, sum);
  if (!facts.enabled) {
    return { ...shared, label: 'Off', kind: 'plain', read: [], notes: [], canRefresh: false };
  }
  if (state === undefined || state.state === 'queued') {
    return { ...shared, label: 'Waiting for its turn', kind: 'neutral', notes };
  }
  const waiting = waitingOf(facts);
  if (state.state === 'failed') {
    return { ...shared, label: 'Failed', kind: 'danger', error: state.lastError, notes, canRetry: true };
  }
  if (state.state === 'running') {
    const error = state.lastError;
    if (waiting !== undefined) return { ...shared, label: 'Waiting', kind: 'warning', waiting, notes, error };
    if (state.mode !== 'full') return { ...shared, label: 'Refreshing', kind: 'info', notes, error };
    const pace = paceWords(paceOf(state.streams));
    return { ...shared, label: 'Importing', kind: 'info', progress: progressOf(state), pace, notes, error };
  }
  if (sum.waiting > 0) {
    if (waiting !== undefined) return { ...shared, label: 'Waiting', kind: 'warning', waiting, notes };
    const label = 'Sending to Jira';
    const progress = { label, value: sum.sent, max: sum.sent + sum.waiting } as const;
    return { ...shared, label, kind: 'info', progress, notes };
  }
  return { ...shared, label: 'Imported', kind: 'success', notes };
}

function refreshedAt(state: SyncState | undefined): Moment | undefined {
  if (state?.state !== 'finished' || state.finishedAt === undefined) return undefined;
  return momentOf(state.finishedAt);
}

/** Whether the page should look again: soon while something moves, seldom while all of it waits. */
export function isBusy(facts: SyncFacts): 'moving' | 'waiting' | undefined {
  const { state, enabled } = facts;
  const unsent = sumOf(facts.counts).waiting > 0;
  const reading = enabled && (state === undefined || state.state === 'queued' || state.state === 'running');
  if (!reading && !unsent && state?.isReadingFiles !== true) return undefined;
  return waitingOf(facts) === undefined ? 'moving' : 'waiting';
}

function waitingOf({ state, counts, jira, now }: SyncFacts): SyncCell['waiting'] {
  if (state?.waitingFor !== undefined) {
    const { waitingFor: whom, waitingUntil: until } = state;
    return { whom, until: until === undefined ? undefined : momentOf(until) };
  }
  const isRead = state?.state !== 'running' && state?.state !== 'queued';
  if (!isRead || sumOf(counts).waiting === 0 || !isWaitingForJira(jira, now)) return undefined;
  return { whom: 'Jira', until: jira.waitingUntil === undefined ? undefined : momentOf(jira.waitingUntil) };
}

/** A refresh counts what it looked at, which is little, and says nothing of what there is. */
function readWords(state: SyncState | undefined): string[] {
  if (state?.mode !== 'full') return [];
  return state.streams.flatMap(({ stream, state: of, read, total }) => {
    if (stream === 'files' || of === 'skipped' || (of !== 'finished' && read === 0)) return [];
    const isOpen = of === 'running' && total !== undefined && total > read;
    return [isOpen ? `${countWords(read)} of ${countOfStream(stream, total)}` : countOfStream(stream, read)];
  });
}

/**
 * Only where it is known how much there is of everything that is being read: GitLab never tells it of commits, but what
 * was read before tells it.
 */
function progressOf({ streams }: SyncState): NonNullable<SyncCell['progress']> {
  const label = 'Import';
  const parts = streams.filter(({ stream, state }) => stream !== 'files' && state !== 'skipped');
  const known = (part: StreamProgress) =>
    part.state === 'finished' ? part.read : (part.total ?? part.expected);
  const totals = parts.map(known);
  if (totals.length === 0 || totals.includes(undefined)) return { label };
  const max = totals.reduce<number>((sum, total) => sum + (total ?? 0), 0);
  return max === 0 ? { label } : { label, max, value: parts.reduce((sum, { read }) => sum + read, 0) };
}

function sentWords({ state, counts }: SyncFacts): string | undefined {
  const sum = sumOf(counts);
  if (sum.total === 0 && sum.waiting === 0) {
    return state?.state === 'finished' ? 'Nothing in it names an issue' : undefined;
  }
  const parts = [`${countWords(sum.sent)} sent to Jira`];
  if (sum.waiting > 0) parts.push(`${countWords(sum.waiting)} left`);
  if (sum.held > 0) parts.push(`${countWords(sum.held)} of projects that this Jira does not have`);
  return parts.join(', ');
}

function notesOf(state: SyncState | undefined, { total }: Sum): string[] {
  if (state === undefined) return [];
  return state.isReadingFiles && total > 0
    ? [...state.skipped, 'Changed files are being read']
    : [...state.skipped];
}

type Sum = { total: number; sent: number; waiting: number; held: number; rejected: number };

function sumOf(counts: RepositoryCounts | undefined): Sum {
  const sum = { total: 0, sent: 0, waiting: 0, held: 0, rejected: 0 };
  for (const of of Object.values(counts ?? {})) {
    sum.total += of.total;
    sum.sent += of.sent;
    sum.waiting += of.waiting;
    sum.held += of.held;
    sum.rejected += of.rejected;
  }
  return sum;
}

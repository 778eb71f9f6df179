import type { RepositoryCounts } from '../../dev-info/ledger.store.ts';
import { clockTime, dayAndTime, say } from '../../lib/words/say.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import type { Text, When } from '../../lib/words/text.ts';
import type { Activity } from './activity.ts';
import { isWaitingForJira, type JiraSide } from './attention.page.ts';
import { paceOf, paceWords } from './pace.ts';
import { countOfStream } from './stream-words.ts';
import type { StreamProgress, SyncState } from '../sync-state.ts';

export type SyncFacts = {
  readonly enabled: boolean;
  /** GitLab does not show it any more: nothing is read, and what was is gone. */
  readonly isVanished?: boolean | undefined;
  /** Absent: never imported. */
  readonly state: SyncState | undefined;
  readonly counts: RepositoryCounts | undefined;
  readonly jira: JiraSide;
  readonly now: number;
};

const none: RepositoryCounts = { sent: 0, waiting: 0, held: 0, rejected: 0, isAny: false };

/** How the import of one repository stands, in words. */
export type SyncCell = {
  readonly label: Text;
  readonly kind: 'plain' | 'neutral' | 'info' | 'success' | 'warning' | 'danger';
  readonly waiting?: Text | undefined;
  /** Without `max`: under way, nobody knows how far. */
  readonly progress?:
    { readonly isSending: boolean; readonly value?: number; readonly max?: number } | undefined;
  readonly read: readonly Text[];
  readonly sent?: Text | undefined;
  /** How fast, and how long it takes. */
  readonly pace?: Text | undefined;
  readonly notes: readonly Text[];
  readonly error?: Text | undefined;
  readonly rejected?: Text | undefined;
  /** When everything that was there had been read. */
  readonly refreshed?: When | undefined;
  readonly canRetry: boolean;
  readonly canRefresh: boolean;
};

export function syncCell(facts: SyncFacts): SyncCell {
  const { state, counts } = facts;
  const sum = counts ?? none;
  const rejected = sum.rejected === 0 ? undefined : say('sync.rejected', { count: sum.rejected });
  const shared = {
    ...{ read: readWords(state), sent: sentWords(facts), rejected, refreshed: refreshedAt(state) },
    ...{ canRetry: false, canRefresh: state?.state === 'finished' },
  };
  const notes = notesOf(state, sum);
  if (facts.isVanished === true) {
    return {
      ...shared,
      label: say('sync.cell.vanished'),
      kind: 'warning',
      read: [],
      notes: [],
      canRefresh: false,
    };
  }
  if (!facts.enabled) {
    return { ...shared, label: say('sync.cell.off'), kind: 'plain', read: [], notes: [], canRefresh: false };
  }
  if (state === undefined || state.state === 'queued') {
    return { ...shared, label: say('sync.cell.queued'), kind: 'neutral', notes };
  }
  const waiting = waitingOf(facts);
  if (state.state === 'failed') {
    const error = errorOf(state);
    return { ...shared, label: say('sync.cell.failed'), kind: 'danger', error, notes, canRetry: true };
  }
  if (state.state === 'running') {
    const error = errorOf(state);
    if (waiting !== undefined) return { ...shared, ...waits, waiting, notes, error };
    if (state.isTriedAgain) {
      return { ...shared, label: say('sync.cell.tryingAgain'), kind: 'warning', notes, error };
    }
    if (state.mode !== 'full') {
      return { ...shared, label: say('sync.cell.refreshing'), kind: 'info', notes, error };
    }
    const pace = paceWords(paceOf(state.streams));
    const progress = progressOf(state);
    return { ...shared, label: say('sync.cell.importing'), kind: 'info', progress, pace, notes, error };
  }
  if (sum.waiting > 0) {
    if (waiting !== undefined) return { ...shared, ...waits, waiting, notes };
    const progress = { isSending: true, value: sum.sent, max: sum.sent + sum.waiting };
    return { ...shared, label: say('sync.cell.sending'), kind: 'info', progress, notes };
  }
  return { ...shared, label: say('sync.cell.imported'), kind: 'success', notes };
}

const waits = { label: say('sync.cell.waiting'), kind: 'warning' } as const;

function errorOf({ lastError }: SyncState): Text | undefined {
  return lastError === undefined ? undefined : textOfStored(lastError);
}

function refreshedAt(state: SyncState | undefined): When | undefined {
  if (state?.state !== 'finished' || state.finishedAt === undefined) return undefined;
  return dayAndTime(state.finishedAt);
}

/** Whether the page should look again: soon while something moves, seldom while all of it waits, or is tried again. */
export function isBusy(facts: SyncFacts): Activity {
  const { state, enabled } = facts;
  if (facts.isVanished === true) return undefined;
  const unsent = (facts.counts ?? none).waiting > 0;
  const reading = enabled && (state === undefined || state.state === 'queued' || state.state === 'running');
  if (!reading && !unsent && state?.isReadingFiles !== true) return undefined;
  return waitingOf(facts) === undefined && state?.isTriedAgain !== true ? 'moving' : 'waiting';
}

function waitingOf({ state, counts, jira, now }: SyncFacts): SyncCell['waiting'] {
  if (state?.waitingFor !== undefined) {
    const { waitingUntil: until } = state;
    return until === undefined
      ? say('sync.waits.gitlab')
      : say('sync.waits.gitlabUntil', { until: clockTime(until) });
  }
  const isRead = state?.state !== 'running' && state?.state !== 'queued';
  if (!isRead || (counts ?? none).waiting === 0 || !isWaitingForJira(jira, now)) return undefined;
  return say('sync.waits.jiraUntil', { until: clockTime(jira.waitingUntil ?? now) });
}

/** A refresh counts what it looked at, which is little, and says nothing of what there is. */
function readWords(state: SyncState | undefined): Text[] {
  if (state?.mode !== 'full') return [];
  return state.streams.flatMap(({ stream, state: of, read, total }) => {
    if (stream === 'files' || of === 'skipped' || (of !== 'finished' && read === 0)) return [];
    const isOpen = of === 'running' && total !== undefined && total > read;
    const all = countOfStream(stream, isOpen ? total : read);
    return [isOpen ? say('sync.readOf', { read, all }) : all];
  });
}

/**
 * Only where it is known how much there is of everything that is being read: GitLab never tells it of commits, but what
 * was read before tells it.
 */
function progressOf({ streams }: SyncState): NonNullable<SyncCell['progress']> {
  const isSending = false;
  const parts = streams.filter(({ stream, state }) => stream !== 'files' && state !== 'skipped');
  const known = (part: StreamProgress) =>
    part.state === 'finished' ? part.read : (part.total ?? part.expected);
  const totals = parts.map(known);
  if (totals.length === 0 || totals.includes(undefined)) return { isSending };
  const max = totals.reduce<number>((sum, total) => sum + (total ?? 0), 0);
  return max === 0
    ? { isSending }
    : { isSending, max, value: parts.reduce((sum, { read }) => sum + read, 0) };
}

function sentWords({ state, counts }: SyncFacts): Text | undefined {
  const { isAny, sent, waiting, held } = counts ?? none;
  if (!isAny && waiting === 0) return state?.state === 'finished' ? say('sync.nothingNamed') : undefined;
  return say('sync.sent', { sent, waiting, held });
}

function notesOf(state: SyncState | undefined, { isAny }: RepositoryCounts): Text[] {
  if (state === undefined) return [];
  const skipped = state.skipped.map(textOfStored);
  return state.isReadingFiles && isAny ? [...skipped, say('sync.readingFiles')] : skipped;
}

import { describe, expect, it } from '@jest/globals';
import type { RepositoryCounts } from '../../src/dev-info/ledger.store.ts';
import {
  isBusy,
  syncCell as cellOf,
  type SyncCell,
  type SyncFacts,
} from '../../src/sync/pages/sync-cell.page.ts';
import { said } from '../support/said.ts';
import type { StreamProgress, SyncState } from '../../src/sync/sync-state.ts';

const now = Date.UTC(2026, 10, 22, 14, 0);
const syncCell = (given: SyncFacts) => said(cellOf(given)) as Record<keyof SyncCell, unknown>;
const soon = now + 5 * 60_000;

const stream = (given: Partial<StreamProgress> & Pick<StreamProgress, 'stream'>): StreamProgress => ({
  ...{ state: 'running', read: 0, keyed: 0, total: undefined, expected: undefined, requests: 0 },
  ...{ activeMs: 0, error: undefined },
  ...given,
});

const imported: SyncState = {
  state: 'finished',
  runId: 'run',
  mode: 'full',
  streams: [
    stream({ stream: 'branches', state: 'finished', read: 1 }),
    stream({ stream: 'commits', state: 'finished', read: 20_722 }),
    stream({ stream: 'merge_requests', state: 'finished', read: 17_596 }),
  ],
  isReadingFiles: false,
  isTriedAgain: false,
  waitingFor: undefined,
  waitingUntil: undefined,
  lastError: undefined,
  skipped: [],
  queuedAt: now,
  startedAt: now,
  finishedAt: now,
};

function counts(given: Partial<RepositoryCounts>): RepositoryCounts {
  return { isAny: true, sent: 0, waiting: 0, held: 0, rejected: 0, ...given };
}

const facts = (given: Partial<SyncFacts>): SyncFacts => ({
  enabled: true,
  state: imported,
  counts: counts({ sent: 3 }),
  jira: { waitingUntil: undefined, needsAttention: false, lastError: undefined },
  now,
  ...given,
});

describe('the sync state of a repository in words', () => {
  it('says that it refreshes, not that it imports, and when it was refreshed last', () => {
    const soft: SyncState = { ...imported, mode: 'soft', state: 'running' };
    expect(syncCell(facts({ state: soft }))).toMatchObject({
      label: 'Refreshing',
      kind: 'info',
      read: [],
      canRefresh: false,
    });
    expect(syncCell(facts({ state: soft })).refreshed).toBeUndefined();
    expect(syncCell(facts({ state: { ...soft, state: 'finished' } }))).toMatchObject({
      label: 'Imported',
      read: [],
      sent: '3 sent to Jira',
      refreshed: { iso: '2026-11-22T14:00:00.000Z' },
      canRefresh: true,
    });
    expect(syncCell(facts({ enabled: false })).canRefresh).toBe(false);
  });

  it('says what was read and sent when it is over, and polls no more', () => {
    const given = facts({});
    expect(syncCell(given)).toMatchObject({
      label: 'Imported',
      read: ['1 branch', '20,722 commits', '17,596 merge requests'],
      sent: '3 sent to Jira',
      canRetry: false,
    });
    expect(isBusy(given)).toBeUndefined();
  });

  it('knows how far it is only where GitLab told the total of everything', () => {
    const parts = [
      stream({ stream: 'branches', state: 'finished', read: 35 }),
      stream({ stream: 'merge_requests', read: 100, total: 2426 }),
    ];
    const state: SyncState = { ...imported, state: 'running', streams: parts };
    expect(syncCell(facts({ state }))).toMatchObject({
      label: 'Importing',
      progress: { isSending: false, value: 135, max: 2461 },
      read: ['35 branches', '100 of 2,426 merge requests'],
    });
    const commits = stream({ stream: 'commits', read: 1200 });
    const unknown = syncCell(facts({ state: { ...state, streams: [...parts, commits] } }));
    expect(unknown.progress).toEqual({ isSending: false });
    // A repository that was read before has as many commits as then, at least.
    const again = [...parts, { ...commits, expected: 1500 }];
    expect(syncCell(facts({ state: { ...state, streams: again } })).progress).toEqual({
      ...{ isSending: false, value: 1335, max: 3961 },
    });
  });

  it('says how fast it is read, and how long that takes', () => {
    const minutes = (n: number) => n * 60_000;
    const branches = stream({ stream: 'branches', state: 'finished', read: 35, activeMs: 20_000 });
    const requests = stream({ stream: 'merge_requests', read: 965, total: 2965, activeMs: minutes(1) });
    const paceOf = (streams: StreamProgress[]) =>
      syncCell(facts({ state: { ...imported, state: 'running', streams } })).pace;
    expect(paceOf([branches, requests])).toBe('About 1,000 entries a minute, done in about 2 minutes');
    const later = stream({ stream: 'pipelines', state: 'waiting' });
    expect(paceOf([branches, requests, later])).toBe('About 1,000 entries a minute');
    expect(paceOf([branches, requests, { ...later, expected: 90_000 }])).toBe(
      'About 1,000 entries a minute, done in about 2 hours',
    );
    // Pipelines are read after the others: their time comes on top.
    const followed = { ...later, state: 'running', read: 1000, total: 15_000, activeMs: minutes(1) } as const;
    expect(paceOf([branches, { ...requests, state: 'finished' }, followed])).toBe(
      'About 1,000 entries a minute, done in about 15 minutes',
    );
    // The first seconds say nothing.
    expect(paceOf([branches, { ...requests, activeMs: 5000 }].slice(1))).toBeUndefined();
  });

  it('shows how much of what was read has gone to Jira', () => {
    const cell = syncCell(facts({ counts: counts({ sent: 7, waiting: 3 }) }));
    expect(cell).toMatchObject({
      label: 'Sending to Jira',
      progress: { isSending: true, value: 7, max: 10 },
    });
  });

  it('says for whom it waits and until when, and asks seldom meanwhile', () => {
    const state: SyncState = { ...imported, state: 'running', waitingFor: 'GitLab', waitingUntil: soon };
    expect(syncCell(facts({ state })).waiting).toBe('Waiting for GitLab until 14:05 UTC');
    expect(isBusy(facts({ state }))).toBe('waiting');

    const jira = { waitingUntil: soon, needsAttention: false, lastError: undefined };
    const unsent = facts({ jira, counts: counts({ sent: 1, waiting: 2 }) });
    expect(syncCell(unsent)).toMatchObject({
      waiting: 'Waiting for Jira until 14:05 UTC',
      sent: '1 sent to Jira, 2 left',
    });
    expect(isBusy(unsent)).toBe('waiting');
    expect(isBusy({ ...unsent, now: soon })).toBe('moving');
  });

  it('tells what is held back and what was rejected', () => {
    const cell = syncCell(facts({ counts: counts({ sent: 3, held: 4, rejected: 2 }) }));
    expect(cell.sent).toBe('3 sent to Jira, 4 of projects that this Jira does not have');
    expect(cell.rejected).toBe('2 rejected by Jira');
  });

  it('offers to go on after a failure, with the reason', () => {
    const state: SyncState = { ...imported, state: 'failed', lastError: 'GitLab says no. Ask its owner.' };
    expect(syncCell(facts({ state }))).toMatchObject({
      label: 'Failed',
      error: 'GitLab says no. Ask its owner.',
      canRetry: true,
    });
  });

  it('says that it tries again, not that it imports, while nothing can be read', () => {
    const state: SyncState = {
      ...imported,
      state: 'running',
      isTriedAgain: true,
      lastError: 'GitLab is down.',
    };
    expect(syncCell(facts({ state }))).toMatchObject({
      ...{ label: 'Trying again', kind: 'warning', error: 'GitLab is down.', canRetry: false },
    });
    // Whatever the outage lasts, its end is seen soon enough.
    expect(isBusy(facts({ state }))).toBe('waiting');
  });

  it('is another thing where GitLab does not show it: nothing is read, sent or offered', () => {
    const given = facts({ isVanished: true, state: undefined, counts: counts({ waiting: 2 }) });
    expect(syncCell(given)).toMatchObject({
      label: 'Not shown by GitLab',
      canRetry: false,
      canRefresh: false,
    });
    expect(isBusy(given)).toBeUndefined();
  });

  it('says nothing of a repository that is switched off, whatever it was doing', () => {
    const state: SyncState = { ...imported, state: 'running', lastError: 'old' };
    const given = facts({ state, enabled: false });
    expect(syncCell(given)).toMatchObject({ label: 'Off', read: [] });
    expect(syncCell(given).error).toBeUndefined();
    expect(isBusy(given)).toBeUndefined();
  });
});

import { countWords, momentOf, type Moment } from '../../lib/page-words.ts';
import { durationWords } from '../pages/duration.ts';
import { countOfStream, streamLabel } from '../pages/stream-words.ts';
import { streams, type RunMode, type RunState, type Stream } from '../stream.ts';
import type { PastRun } from './runs.store.ts';

/** Runs on one page of the list. */
export const runsShown = 10;

type Lozenge = { readonly label: string; readonly kind: string };

type Row = {
  readonly mode: string;
  readonly state: Lozenge;
  readonly at: Moment;
  readonly isQueued: boolean;
  readonly duration: string;
  readonly read: readonly string[];
  readonly requests: string;
  readonly errors: readonly string[];
  readonly notes: readonly string[];
};

const modes: Readonly<Record<RunMode, string>> = { full: 'Full', soft: 'Soft', rotation: 'Daily' };

const states: Readonly<Record<RunState, Lozenge>> = {
  queued: { label: 'In line', kind: 'neutral' },
  running: { label: 'Under way', kind: 'info' },
  stopped: { label: 'Stopped', kind: 'neutral' },
  failed: { label: 'Failed', kind: 'danger' },
  finished: { label: 'Finished', kind: 'success' },
};

export type RunsView = {
  readonly rows: readonly Row[];
  readonly newerUrl: string | undefined;
  readonly olderUrl: string | undefined;
};

/** The runs of a repository in words. @param runs one more than is shown, if there is more */
export function runsView(
  runs: readonly PastRun[],
  { page, now, urlOf }: { page: number; now: number; urlOf: (page: number) => string },
): RunsView {
  return {
    rows: runs.slice(0, runsShown).map((run) => rowOf(run, now)),
    newerUrl: page > 1 ? urlOf(page - 1) : undefined,
    olderUrl: runs.length > runsShown ? urlOf(page + 1) : undefined,
  };
}

function rowOf(run: PastRun, now: number): Row {
  const { mode, state, startedAt, finishedAt, counts } = run;
  const of = streams.flatMap((stream) => {
    const count = counts[stream];
    return count === undefined ? [] : [{ stream, ...count }];
  });
  const wrong = of.filter((one) => one.state === 'failed' || one.state === 'running');
  const hidden = of.filter((one) => one.state === 'skipped');
  return {
    mode: modes[mode],
    state: states[state],
    at: momentOf(startedAt ?? run.queuedAt),
    isQueued: startedAt === null,
    duration: startedAt === null ? '' : durationWords(Math.max(0, (finishedAt ?? now) - startedAt)),
    read: of.flatMap(({ stream, read }) => readWords(stream, read)),
    requests: countWords(of.reduce((sum, { requests }) => sum + requests, 0)),
    errors: run.error === null ? reasons(wrong) : [run.error],
    notes: reasons(hidden),
  };
}

function readWords(stream: Stream, read: number): string[] {
  return stream === 'files' || read === 0 ? [] : [countOfStream(stream, read)];
}

/** Each reason once, with what it is about. */
function reasons(some: readonly { readonly stream: Stream; readonly error: string | null }[]): string[] {
  const about = new Map<string, string[]>();
  for (const { stream, error } of some) {
    if (error !== null) about.set(error, [...(about.get(error) ?? []), streamLabel(stream)]);
  }
  return [...about].map(([error, labels]) => `${labels.join(', ')}: ${error}`);
}

import { dayAndTime, say } from '../../lib/words/say.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import type { Text, When } from '../../lib/words/text.ts';
import { durationWords } from '../pages/duration.ts';
import { countOfStream, streamLabel } from '../pages/stream-words.ts';
import { streams, type RunState, type Stream } from '../stream.ts';
import type { PastRun } from './runs.store.ts';

/** Runs on one page of the list. */
export const runsShown = 10;

type Lozenge = { readonly label: Text; readonly kind: string };

type Row = {
  readonly mode: Text;
  readonly state: Lozenge;
  readonly at: When;
  readonly isQueued: boolean;
  readonly duration: Text | undefined;
  readonly read: readonly Text[];
  readonly requests: number;
  readonly errors: readonly Text[];
  readonly notes: readonly Text[];
};

const states: Readonly<Record<RunState, Lozenge>> = {
  queued: { label: say('sync.run.queued'), kind: 'neutral' },
  running: { label: say('sync.run.running'), kind: 'info' },
  stopped: { label: say('sync.run.stopped'), kind: 'neutral' },
  failed: { label: say('sync.run.failed'), kind: 'danger' },
  finished: { label: say('sync.run.finished'), kind: 'success' },
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
  const { mode, state, startedAt, counts } = run;
  const isQueued = state === 'queued';
  const of = streams.flatMap((stream) => {
    const count = counts[stream];
    return count === undefined ? [] : [{ stream, ...count }];
  });
  const wrong = of.filter((one) => one.state === 'failed' || one.state === 'running');
  const hidden = of.filter((one) => one.state === 'skipped');
  return {
    mode: say(`sync.mode.${mode}`),
    state: states[state],
    at: dayAndTime(isQueued ? run.queuedAt : (startedAt ?? run.queuedAt)),
    isQueued,
    duration: isQueued || startedAt === null ? undefined : durationWords(atWork(run, now)),
    read: of.flatMap(({ stream, read }) => readWords(stream, read)),
    requests: of.reduce((sum, { requests }) => sum + requests, 0),
    errors: run.error === null ? reasons(wrong) : [textOfStored(run.error)],
    notes: reasons(hidden),
  };
}

/** Without what it stood in line, or was switched off. */
function atWork({ workedMs, turnAt }: PastRun, now: number): number {
  return workedMs + (turnAt === null ? 0 : Math.max(0, now - turnAt));
}

function readWords(stream: Stream, read: number): Text[] {
  return stream === 'files' || read === 0 ? [] : [countOfStream(stream, read)];
}

/** Each reason once, with what it is about. */
function reasons(some: readonly { readonly stream: Stream; readonly error: string | null }[]): Text[] {
  const about = new Map<string, Text[]>();
  for (const { stream, error } of some) {
    if (error !== null) about.set(error, [...(about.get(error) ?? []), streamLabel(stream)]);
  }
  return [...about].map(([error, streams]) =>
    say('sync.run.reason', { streams, reason: textOfStored(error) }),
  );
}

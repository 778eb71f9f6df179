/**
 * What is read of a repository, each with a cursor of its own. `pipelines` and `deployments` wait for commits and merge
 * requests, for these say which issues they belong to; `files` are read last, and in nobody's way.
 */
export const streams = [
  'branches',
  'commits',
  'merge_requests',
  'pipelines',
  'deployments',
  'feature_flags',
  'files',
] as const;
export type Stream = (typeof streams)[number];

/** `waiting`: for another stream. `skipped`: GitLab does not show it, and says why. */
export type StreamState = 'waiting' | 'running' | 'skipped' | 'failed' | 'finished';

/**
 * `full`: everything is read again and swapped. `soft`: what has changed since the marks. `rotation`: as `soft`, and
 * everything that can change or vanish without a trace is listed anew.
 */
export type RunMode = 'full' | 'soft' | 'rotation';

/** What people wait for goes to Jira before what is merely read again. */
export function laneOf(mode: RunMode): 'live' | 'import' {
  return mode === 'soft' ? 'live' : 'import';
}

export type RunState = 'queued' | 'running' | 'stopped' | 'failed' | 'finished';

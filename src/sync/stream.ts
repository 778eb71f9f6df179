/** What is read of a repository, each with a cursor of its own. `files` are read last, and in nobody's way. */
export const streams = ['branches', 'commits', 'merge_requests', 'files'] as const;
export type Stream = (typeof streams)[number];

/** `waiting`: for another stream. `skipped`: GitLab does not show it, and says why. */
export type StreamState = 'waiting' | 'running' | 'skipped' | 'failed' | 'finished';

export type RunMode = 'full';
export type RunState = 'queued' | 'running' | 'stopped' | 'failed' | 'finished';

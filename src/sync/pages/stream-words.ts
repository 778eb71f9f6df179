import { countOf } from '../../lib/page-words.ts';
import type { Stream } from '../stream.ts';

const words: Readonly<Record<Exclude<Stream, 'files'>, readonly [one: string, many: string]>> = {
  branches: ['branch', 'branches'],
  commits: ['commit', 'commits'],
  merge_requests: ['merge request', 'merge requests'],
  pipelines: ['pipeline', 'pipelines'],
  deployments: ['deployment', 'deployments'],
  feature_flags: ['feature flag', 'feature flags'],
};

/** `commits`, 2 -> "2 commits". */
export function countOfStream(stream: Exclude<Stream, 'files'>, count: number): string {
  return countOf(count, ...words[stream]);
}

const labels: Readonly<Record<Stream, string>> = {
  branches: 'Branches',
  commits: 'Commits',
  merge_requests: 'Merge requests',
  pipelines: 'Pipelines',
  deployments: 'Deployments',
  feature_flags: 'Feature flags',
  files: 'Changed files',
};

export function streamLabel(stream: Stream): string {
  return labels[stream];
}

import type { Pipeline, PipelineStatus, TestCounts } from '../ci.ts';
import type { MergeRequest, Project, User } from '../model.ts';
import type { WorldState } from '../state.ts';
import { ciOf } from './tables.ts';

export interface NewPipeline {
  /** A branch, or a tag (which needs `sha`). */
  readonly ref?: string | undefined;
  /** Instead of `ref`: a pipeline of this merge request, of its head unless `sha` is given. */
  readonly mergeRequest?: MergeRequest | undefined;
  /** What of the merge request is built: its head (default), its merged result, or its place in a merge train. */
  readonly of?: 'head' | 'merge' | 'train' | undefined;
  readonly sha?: string | undefined;
  /** Default: `push`, or `merge_request_event`. `parent_pipeline` makes a child, which lists leave out. */
  readonly source?: string | undefined;
  readonly user?: User | undefined;
  readonly name?: string | undefined;
  readonly tag?: boolean | undefined;
  /** Default: `pending`. With `created` nobody is told of the pipeline yet. */
  readonly status?: PipelineStatus | undefined;
  /** Epoch ms, for what happened before the test began; default: now. */
  readonly at?: number | undefined;
}

/** Starts a pipeline. The project's `last_activity_at` does not move, as in GitLab. */
export function runPipeline(state: WorldState, project: Project, given: NewPipeline): Pipeline {
  const pipeline = addPipeline(state, project, given);
  setPipelineStatus(state, pipeline, given.status ?? 'pending');
  return pipeline;
}

/** The bare row in the state `created`: nobody is told. */
export function addPipeline(state: WorldState, project: Project, given: NewPipeline): Pipeline {
  const { mergeRequest } = given;
  const ref =
    mergeRequest === undefined ? given.ref : `refs/merge-requests/${mergeRequest.iid}/${given.of ?? 'head'}`;
  if (ref === undefined) throw new Error('A pipeline needs a ref or a merge request.');
  const sha = given.sha ?? mergeRequest?.sha ?? project.repository.branches.get(ref);
  if (sha === undefined) throw new Error(`There is no branch ${ref} to run a pipeline on.`);
  const at = given.at ?? state.clock.now();
  const { pipelines } = ciOf(project);
  return pipelines.add({
    id: state.nextId('pipeline'),
    iid: pipelines.nextIid(),
    project,
    sha,
    ref,
    tag: given.tag ?? false,
    mergeRequest: mergeRequest ?? null,
    source: given.source ?? (mergeRequest === undefined ? 'push' : 'merge_request_event'),
    name: given.name ?? null,
    user: given.user ?? null,
    createdAt: at,
    status: 'created',
    updatedAt: at,
    startedAt: null,
    finishedAt: null,
    tests: null,
  });
}

const finished: readonly PipelineStatus[] = ['success', 'failed', 'canceled'];

/** Each change is told; one to the state it is in is none. */
export function setPipelineStatus(state: WorldState, pipeline: Pipeline, status: PipelineStatus): void {
  if (pipeline.status === status) return;
  movePipeline(pipeline, status, state.clock.now());
  state.emit({ kind: 'pipeline', pipeline });
}

/** The change alone: nobody is told. */
export function movePipeline(pipeline: Pipeline, status: PipelineStatus, at: number): void {
  pipeline.status = status;
  pipeline.updatedAt = at;
  if (status === 'running') pipeline.startedAt ??= at;
  if (finished.includes(status)) pipeline.finishedAt = at;
  ciOf(pipeline.project).pipelines.changed();
}

/** What the jobs report of their tests. Reports come with jobs: the pipeline's own times stay. */
export function setTests(pipeline: Pipeline, counts: Partial<TestCounts>): void {
  const { success = 0, failed = 0, skipped = 0, error = 0 } = counts;
  const total = counts.total ?? success + failed + skipped + error;
  pipeline.tests = { total, success, failed, skipped, error };
}

/** Leaves nothing behind and nobody is told; deployments of its jobs stay, without a job. */
export function deletePipeline(pipeline: Pipeline): void {
  const { pipelines, deployments } = ciOf(pipeline.project);
  pipelines.remove(pipeline.id);
  for (const row of deployments.all()) if (row.pipeline === pipeline) row.pipeline = null;
}

/**
 * The pipelines that a merge request shows: its own, and those of its source branch for commits of its own
 * (GitLab's Ci::PipelinesForMergeRequestFinder). Its own come first, then the newest.
 */
export function pipelinesOf(row: MergeRequest, shas: ReadonlySet<string>): Pipeline[] {
  const ofBranch = (one: Pipeline): boolean =>
    one.mergeRequest === null &&
    !one.tag &&
    one.source !== 'parent_pipeline' &&
    row.sourceProjectId === one.project.id &&
    one.ref === row.sourceBranch &&
    shas.has(one.sha);
  const shown = [...ciOf(row.project).pipelines.all()].filter(
    (one) => one.mergeRequest === row || ofBranch(one),
  );
  const own = (one: Pipeline): number => (one.source === 'merge_request_event' ? 0 : 1);
  return shown.sort((a, b) => own(a) - own(b) || b.id - a.id);
}

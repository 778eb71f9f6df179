import type { MergeRequest, Project, ReviewState, User } from './model.ts';
import { addCommit } from './push.ts';
import type { WorldState } from './state.ts';

export interface NewMergeRequest {
  readonly sourceBranch: string;
  readonly title: string;
  readonly author: User;
  readonly description?: string | null | undefined;
  /** Default: the default branch. */
  readonly targetBranch?: string | undefined;
  readonly reviewers?: readonly User[] | undefined;
  /** Default: the same project. */
  readonly sourceProject?: Project | undefined;
}

export function openMergeRequest(state: WorldState, project: Project, given: NewMergeRequest): MergeRequest {
  const source = given.sourceProject ?? project;
  const sha = source.repository.branches.get(given.sourceBranch);
  if (sha === undefined) throw new Error(`There is no branch ${given.sourceBranch} to merge.`);
  const now = state.clock.now();
  const mergeRequest: MergeRequest = {
    id: state.nextId('merge_request'),
    iid: project.mergeRequests.nextIid(),
    project,
    author: given.author,
    sourceBranch: given.sourceBranch,
    sourceProjectId: source.id,
    createdAt: now,
    title: given.title,
    description: given.description ?? null,
    targetBranch: given.targetBranch ?? project.defaultBranch ?? 'main',
    state: 'opened',
    sha,
    mergeCommitSha: null,
    updatedAt: now,
    mergedAt: null,
    mergedBy: null,
    closedAt: null,
    closedBy: null,
    notes: 0,
    reviewers: (given.reviewers ?? []).map((user) => ({ user, state: 'unreviewed', createdAt: now })),
    approvals: [],
  };
  project.mergeRequests.add(mergeRequest);
  project.repository.mergeRequestHeads.set(mergeRequest.iid, sha);
  state.touch(project);
  return mergeRequest;
}

export interface MergeRequestChanges {
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly targetBranch?: string | undefined;
}

export function updateMergeRequest(state: WorldState, row: MergeRequest, changes: MergeRequestChanges): void {
  if (changes.title !== undefined) row.title = changes.title;
  if (changes.description !== undefined) row.description = changes.description;
  if (changes.targetBranch !== undefined) row.targetBranch = changes.targetBranch;
  moved(state, row);
}

export interface Merge {
  readonly by: User;
  readonly message?: string | undefined;
  readonly deleteSourceBranch?: boolean | undefined;
}

/** Merges with a merge commit and returns its sha. */
export function merge(state: WorldState, row: MergeRequest, given: Merge): string {
  const { project } = row;
  const target = project.repository.branches.get(row.targetBranch);
  if (row.state !== 'opened' || target === undefined) throw new Error(`!${row.iid} cannot be merged.`);
  const message =
    given.message ?? `Merge branch '${row.sourceBranch}' into '${row.targetBranch}'\n\n${row.title}`;
  const author = { authorName: given.by.name, authorEmail: given.by.email };
  const sha = addCommit(state, project, {
    commit: { message, ...author, parents: [target, row.sha] },
    parent: undefined,
  });
  project.repository.branches.set(row.targetBranch, sha);
  if (given.deleteSourceBranch === true) project.repository.branches.delete(row.sourceBranch);
  row.state = 'merged';
  row.mergeCommitSha = sha;
  row.mergedAt = state.clock.now();
  row.mergedBy = given.by;
  moved(state, row);
  return sha;
}

export function closeMergeRequest(state: WorldState, row: MergeRequest, by: User): void {
  row.state = 'closed';
  row.closedAt = state.clock.now();
  row.closedBy = by;
  moved(state, row);
}

export function reopenMergeRequest(state: WorldState, row: MergeRequest): void {
  row.state = 'opened';
  row.closedAt = null;
  row.closedBy = null;
  moved(state, row);
}

export function requestReview(state: WorldState, row: MergeRequest, user: User): void {
  if (!row.reviewers.some((reviewer) => reviewer.user === user)) {
    row.reviewers.push({ user, state: 'unreviewed', createdAt: state.clock.now() });
  }
  moved(state, row);
}

/** A review that is no approval: `reviewed` or `requested_changes`. Who reviews becomes a reviewer. */
export function review(state: WorldState, row: MergeRequest, given: { by: User; state: ReviewState }): void {
  requestReview(state, row, given.by);
  const reviewer = row.reviewers.find(({ user }) => user === given.by);
  if (reviewer !== undefined) reviewer.state = given.state;
}

/** Anyone may approve; only where that user is a reviewer does the reviewer's state follow. */
export function approve(state: WorldState, row: MergeRequest, by: User): void {
  if (!row.approvals.some(({ user }) => user === by)) row.approvals.push({ user: by, at: state.clock.now() });
  const reviewer = row.reviewers.find(({ user }) => user === by);
  if (reviewer !== undefined) reviewer.state = 'approved';
  moved(state, row);
}

export function unapprove(state: WorldState, row: MergeRequest, by: User): void {
  const at = row.approvals.findIndex(({ user }) => user === by);
  if (at >= 0) row.approvals.splice(at, 1);
  const reviewer = row.reviewers.find(({ user }) => user === by);
  if (reviewer !== undefined) reviewer.state = 'unapproved';
  moved(state, row);
}

export function comment(state: WorldState, row: MergeRequest): void {
  row.notes += 1;
  moved(state, row);
}

/** Leaves nothing behind: GitLab sends no event for it either. */
export function deleteMergeRequest(row: MergeRequest): void {
  row.project.mergeRequests.remove(row.iid);
}

function moved(state: WorldState, row: MergeRequest): void {
  row.updatedAt = state.clock.now();
  row.project.mergeRequests.changed();
  state.touch(row.project);
}

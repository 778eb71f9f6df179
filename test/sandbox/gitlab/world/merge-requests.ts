import { noCommit } from './events.ts';
import type { Change, MergeRequestChanged } from './events.ts';
import { isDraft } from './model.ts';
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
  state.emit({
    kind: 'merge_request',
    mergeRequest,
    user: given.author,
    action: 'open',
    changes: { merge_status: { previous: 'preparing', current: 'checking' } },
  });
  return mergeRequest;
}

export interface MergeRequestChanges {
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly targetBranch?: string | undefined;
  /** Writes `Draft: ` before the title, or takes it away: GitLab keeps no other mark. */
  readonly draft?: boolean | undefined;
  /** Default: the author. */
  readonly by?: User | undefined;
}

export function updateMergeRequest(state: WorldState, row: MergeRequest, changes: MergeRequestChanges): void {
  const before = { title: row.title, description: row.description, target: row.targetBranch };
  const wasDraft = isDraft(row);
  if (changes.title !== undefined) row.title = changes.title;
  if (changes.draft !== undefined && changes.draft !== isDraft(row)) {
    row.title = changes.draft
      ? `Draft: ${row.title}`
      : row.title.replace(/^\s*(\[draft\]|\(draft\)|draft:)\s*/i, '');
  }
  if (changes.description !== undefined) row.description = changes.description;
  if (changes.targetBranch !== undefined) row.targetBranch = changes.targetBranch;
  moved(state, row, {
    user: changes.by ?? row.author,
    action: 'update',
    changes: {
      ...changed('title', before.title, row.title),
      ...changed('draft', wasDraft, isDraft(row)),
      ...changed('description', before.description, row.description),
      ...changed('target_branch', before.target, row.targetBranch),
    },
  });
}

export interface Merge {
  readonly by: User;
  readonly message?: string | undefined;
  readonly deleteSourceBranch?: boolean | undefined;
}

/** Merges with a merge commit and returns its sha. */
export function merge(state: WorldState, row: MergeRequest, given: Merge): string {
  const { project } = row;
  const { branches } = project.repository;
  const target = branches.get(row.targetBranch);
  if (row.state !== 'opened' || target === undefined) throw new Error(`!${row.iid} cannot be merged.`);
  const message =
    given.message ?? `Merge branch '${row.sourceBranch}' into '${row.targetBranch}'\n\n${row.title}`;
  const author = { authorName: given.by.name, authorEmail: given.by.email };
  const sha = addCommit(state, project, {
    commit: { message, ...author, parents: [target, row.sha] },
    parent: undefined,
  });
  branches.set(row.targetBranch, sha);
  row.state = 'merged';
  row.mergeCommitSha = sha;
  row.mergedAt = state.clock.now();
  row.mergedBy = given.by;
  const push = { kind: 'push', project, user: given.by } as const;
  state.emit({ ...push, ref: `refs/heads/${row.targetBranch}`, before: target, after: sha });
  moved(state, row, { user: given.by, action: 'merge', changes: changed('state_id', 4, 3) });
  const source = branches.get(row.sourceBranch);
  if (given.deleteSourceBranch === true && source !== undefined) {
    branches.delete(row.sourceBranch);
    state.emit({ ...push, ref: `refs/heads/${row.sourceBranch}`, before: source, after: noCommit });
  }
  return sha;
}

export function closeMergeRequest(state: WorldState, row: MergeRequest, by: User): void {
  row.state = 'closed';
  row.closedAt = state.clock.now();
  row.closedBy = by;
  moved(state, row, { user: by, action: 'close', changes: changed('state_id', 1, 2) });
}

export function reopenMergeRequest(state: WorldState, row: MergeRequest, by: User = row.author): void {
  row.state = 'opened';
  row.closedAt = null;
  row.closedBy = null;
  moved(state, row, { user: by, action: 'reopen', changes: changed('state_id', 2, 1) });
}

export function requestReview(state: WorldState, row: MergeRequest, user: User): void {
  const before = reviewersOf(row);
  if (!row.reviewers.some((reviewer) => reviewer.user === user)) {
    row.reviewers.push({ user, state: 'unreviewed', createdAt: state.clock.now() });
  }
  moved(state, row, { user: row.author, action: 'update', changes: reviewersChanged(row, before) });
}

/** A review that is no approval: `reviewed` or `requested_changes`. Who reviews becomes a reviewer. */
export function review(state: WorldState, row: MergeRequest, given: { by: User; state: ReviewState }): void {
  const before = reviewersOf(row);
  const reviewer = row.reviewers.find(({ user }) => user === given.by);
  if (reviewer !== undefined) reviewer.state = given.state;
  else row.reviewers.push({ user: given.by, state: given.state, createdAt: state.clock.now() });
  moved(state, row, { user: given.by, action: 'update', changes: reviewersChanged(row, before) });
}

/**
 * Anyone may approve; only where that user is a reviewer does the reviewer's state follow. The hook says `approved`
 * once no rule wants another approval, and `approval` before that.
 */
export function approve(state: WorldState, row: MergeRequest, given: { by: User; last?: boolean }): void {
  const { by } = given;
  if (!row.approvals.some(({ user }) => user === by)) row.approvals.push({ user: by, at: state.clock.now() });
  const reviewer = row.reviewers.find(({ user }) => user === by);
  if (reviewer !== undefined) reviewer.state = 'approved';
  moved(state, row, { user: by, action: given.last === false ? 'approval' : 'approved' });
}

export function unapprove(state: WorldState, row: MergeRequest, by: User): void {
  const at = row.approvals.findIndex(({ user }) => user === by);
  if (at >= 0) row.approvals.splice(at, 1);
  const reviewer = row.reviewers.find(({ user }) => user === by);
  if (reviewer !== undefined) reviewer.state = 'unapproved';
  moved(state, row, { user: by, action: 'unapproved' });
}

/** A comment has a hook of its own, and none of the merge request. */
export function comment(state: WorldState, row: MergeRequest, by: User = row.author): void {
  row.notes += 1;
  changedNow(state, row);
  state.emit({ kind: 'note', mergeRequest: row, user: by });
}

/** Leaves nothing behind: GitLab sends no event for it either. */
export function deleteMergeRequest(row: MergeRequest): void {
  row.project.mergeRequests.remove(row.iid);
}

function moved(
  state: WorldState,
  row: MergeRequest,
  told: Pick<MergeRequestChanged, 'user' | 'action' | 'changes'>,
): void {
  const previous = row.updatedAt;
  changedNow(state, row);
  const changes = { ...told.changes, ...changed('updated_at', previous, row.updatedAt) };
  state.emit({ kind: 'merge_request', mergeRequest: row, ...told, changes });
}

function changedNow(state: WorldState, row: MergeRequest): void {
  row.updatedAt = state.clock.now();
  row.project.mergeRequests.changed();
  state.touch(row.project);
}

function changed(name: string, previous: unknown, current: unknown): Record<string, Change> {
  return previous === current ? {} : { [name]: { previous, current } };
}

function reviewersOf(row: MergeRequest): MergeRequest['reviewers'] {
  return row.reviewers.map((reviewer) => ({ ...reviewer }));
}

function reviewersChanged(row: MergeRequest, previous: MergeRequest['reviewers']): Record<string, Change> {
  return { reviewers: { previous, current: reviewersOf(row) } };
}

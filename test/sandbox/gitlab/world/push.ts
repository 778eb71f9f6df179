import { createHash } from 'node:crypto';
import type { HistoryCommit, HistoryFile } from '../../history/history.ts';
import { noCommit } from './events.ts';
import type { RefMoved } from './events.ts';
import type { Project, User } from './model.ts';
import { actionOf, recordBulkPush } from './push-events.ts';
import type { WorldState } from './state.ts';

export interface NewCommit {
  readonly message: string;
  readonly authorName?: string | undefined;
  readonly authorEmail?: string | undefined;
  /** Epoch ms; default: now. */
  readonly authoredAt?: number | undefined;
  /** Epoch ms; default: `authoredAt`. */
  readonly committedAt?: number | undefined;
  /** Default: the commit before it. */
  readonly parents?: readonly string[] | undefined;
  readonly files?: readonly HistoryFile[] | undefined;
}

/** Adds commits on top of a branch, making the branch (from the default one) where it is not there. Returns shas. */
export function push(state: WorldState, project: Project, to: Push): string[] {
  const { shas, moved } = movedBranch(state, project, to);
  state.emit(moved);
  moveMergeRequests(state, moved);
  return shas;
}

/** What one push does to one of its branches. Without commits the branch is only made, from the default one. */
export type PushedBranch =
  | { readonly branch: string; readonly commits?: readonly NewCommit[] | undefined }
  | { readonly branch: string; readonly remove: true };

/** More branches than this with the same action in one push, and no push hook is sent for any of them. */
const pushEventHooksLimit = 3;

/** One push of several branches (app/services/git/process_ref_changes_service.rb). */
export function pushMany(
  state: WorldState,
  project: Project,
  { branches, by }: { branches: readonly PushedBranch[]; by?: User | undefined },
): void {
  const events = branches.map((to) =>
    'remove' in to
      ? removedBranch(state, project, to.branch)
      : movedBranch(state, project, { branch: to.branch, commits: to.commits ?? [], by }).moved,
  );
  for (const action of ['created', 'removed', 'pushed'] as const) {
    const alike = events.filter((event) => actionOf(event) === action);
    const user = by ?? alike.find((event) => event.user !== null)?.user ?? null;
    // The feed's limit, push_event_activities_limit, has the same default.
    if (alike.length > pushEventHooksLimit)
      recordBulkPush(state, { project, user, action, refCount: alike.length });
  }
  for (const event of events) {
    const alike = events.filter((other) => actionOf(other) === actionOf(event));
    if (alike.length <= pushEventHooksLimit) state.emit(event);
    // Merge requests are updated by jobs of their own, which have no such limit.
    if (event.after !== noCommit) moveMergeRequests(state, event);
  }
}

function movedBranch(state: WorldState, project: Project, to: Push): { shas: string[]; moved: RefMoved } {
  const { repository } = project;
  const before = repository.branches.get(to.branch);
  let head = to.onto ?? before ?? repository.branches.get(project.defaultBranch ?? '');
  const shas: string[] = [];
  for (const commit of to.commits) {
    head = addCommit(state, project, { commit, parent: head });
    shas.push(head);
  }
  if (head === undefined) throw new Error(`A push to the new branch ${to.branch} needs a commit.`);
  repository.branches.set(to.branch, head);
  project.defaultBranch ??= to.branch;
  state.touch(project);
  const author = to.commits.at(-1)?.authorEmail;
  const user = to.by ?? (author === undefined ? null : (userWith(state, author) ?? null));
  const ref = `refs/heads/${to.branch}`;
  return { shas, moved: { kind: 'push', project, user, ref, before: before ?? noCommit, after: head } };
}

/** The user who has confirmed this address. */
export function userWith(state: WorldState, email: string): User | undefined {
  for (const user of state.users.values()) if (user.email === email) return user;
  return undefined;
}

export interface Push {
  readonly branch: string;
  readonly commits: readonly NewCommit[];
  /** The sha that the branch is moved to first (a forced push). */
  readonly onto?: string | undefined;
  /** Who pushes. Default: the user whose address the last commit's author has, where there is one. */
  readonly by?: User | undefined;
}

export function createBranch(
  state: WorldState,
  project: Project,
  at: { branch: string; from?: string; by?: User | undefined },
): void {
  const from = at.from ?? project.defaultBranch ?? '';
  const commit = project.repository.resolve(from, project.defaultBranch);
  if (commit === undefined) throw new Error(`There is no ${from} to branch from.`);
  const after = project.repository.store.record(commit).id;
  project.repository.branches.set(at.branch, after);
  state.touch(project);
  const ref = `refs/heads/${at.branch}`;
  state.emit({ kind: 'push', project, user: at.by ?? null, ref, before: noCommit, after });
}

/** GitLab's API has no tags here: only the hook that tells of one. */
export function pushTag(state: WorldState, project: Project, at: { tag: string; from?: string }): void {
  const commit = project.repository.resolve(at.from ?? 'HEAD', project.defaultBranch);
  if (commit === undefined) throw new Error(`There is no commit to tag with ${at.tag}.`);
  const after = project.repository.store.record(commit).id;
  state.touch(project);
  state.emit({ kind: 'tag_push', project, user: null, ref: `refs/tags/${at.tag}`, before: noCommit, after });
}

/** The commits stay: merge-request and keep-around refs hold them. */
export function deleteBranch(state: WorldState, project: Project, branch: string): void {
  state.emit(removedBranch(state, project, branch));
}

function removedBranch(state: WorldState, project: Project, branch: string): RefMoved {
  const before = project.repository.branches.get(branch);
  if (before === undefined) throw new Error(`There is no branch ${branch}.`);
  project.repository.branches.delete(branch);
  state.touch(project);
  return { kind: 'push', project, user: null, ref: `refs/heads/${branch}`, before, after: noCommit };
}

/** Adds one commit that no branch names yet. */
export function addCommit(
  state: WorldState,
  project: Project,
  given: { commit: NewCommit; parent: string | undefined },
): string {
  const { commit, parent } = given;
  const now = state.clock.now();
  const parents = commit.parents ?? (parent === undefined ? [] : [parent]);
  const authoredAt = commit.authoredAt ?? now;
  const name = commit.authorName ?? 'Sidney Jones';
  const email = commit.authorEmail ?? 'sidney@example.com';
  const files = commit.files ?? [{ path: 'README.md', status: 'modified' }];
  const record: HistoryCommit = {
    id: createHash('sha1')
      .update(`${project.id} ${parents.join(' ')} ${project.repository.store.size} ${commit.message}`)
      .digest('hex'),
    parent_ids: parents,
    author_name: name,
    author_email: email,
    authored_date: isoSeconds(authoredAt),
    committer_name: name,
    committer_email: email,
    committed_date: isoSeconds(commit.committedAt ?? authoredAt),
    message: commit.message,
    file_count: files.length,
    files: files.slice(0, 10),
  };
  project.repository.add(record);
  return record.id;
}

// A push to the source branch of an open merge request moves its head.
function moveMergeRequests(state: WorldState, { project, user, ref, after }: RefMoved): void {
  const branch = ref.replace(/^refs\/heads\//, '');
  for (const row of project.mergeRequests.all()) {
    if (row.state !== 'opened' || row.sourceBranch !== branch || row.sourceProjectId !== project.id) continue;
    const { sha: oldrev, updatedAt: previous } = row;
    if (oldrev === after) continue;
    row.sha = after;
    row.updatedAt = state.clock.now();
    project.repository.mergeRequestHeads.set(row.iid, after);
    project.mergeRequests.changed();
    const changes = { updated_at: { previous, current: row.updatedAt } };
    const by = user ?? row.author;
    state.emit({ kind: 'merge_request', mergeRequest: row, user: by, action: 'update', oldrev, changes });
  }
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

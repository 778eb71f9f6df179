import { createHash } from 'node:crypto';
import type { HistoryCommit, HistoryFile } from '../../history/history.ts';
import type { Project } from './model.ts';
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
  const { repository } = project;
  const from = repository.branches.get(to.branch) ?? repository.branches.get(project.defaultBranch ?? '');
  let head = to.onto ?? from;
  const shas: string[] = [];
  for (const commit of to.commits) {
    head = addCommit(state, project, { commit, parent: head });
    shas.push(head);
  }
  if (head === undefined) throw new Error(`A push to the new branch ${to.branch} needs a commit.`);
  repository.branches.set(to.branch, head);
  project.defaultBranch ??= to.branch;
  moveMergeRequests(state, project, { branch: to.branch, head });
  state.touch(project);
  return shas;
}

export interface Push {
  readonly branch: string;
  readonly commits: readonly NewCommit[];
  /** The sha that the branch is moved to first (a forced push). */
  readonly onto?: string | undefined;
}

export function createBranch(
  state: WorldState,
  project: Project,
  at: { branch: string; from?: string },
): void {
  const ref = at.from ?? project.defaultBranch ?? '';
  const commit = project.repository.resolve(ref, project.defaultBranch);
  if (commit === undefined) throw new Error(`There is no ${ref} to branch from.`);
  project.repository.branches.set(at.branch, project.repository.store.record(commit).id);
  state.touch(project);
}

/** The commits stay: merge-request and keep-around refs hold them. */
export function deleteBranch(state: WorldState, project: Project, branch: string): void {
  if (!project.repository.branches.delete(branch)) throw new Error(`There is no branch ${branch}.`);
  state.touch(project);
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
function moveMergeRequests(state: WorldState, project: Project, to: { branch: string; head: string }): void {
  for (const row of project.mergeRequests.all()) {
    if (row.state !== 'opened' || row.sourceBranch !== to.branch || row.sourceProjectId !== project.id)
      continue;
    row.sha = to.head;
    row.updatedAt = state.clock.now();
    project.repository.mergeRequestHeads.set(row.iid, to.head);
    project.mergeRequests.changed();
  }
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

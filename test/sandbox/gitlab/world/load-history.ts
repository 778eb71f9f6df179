import type { History, HistoryMergeRequest } from '../../history/history.ts';
import { CommitStore } from '../git/commit-store.ts';
import { GitRepository } from '../git/repository.ts';
import { addUser } from './build.ts';
import type { MergeRequest, Project, User } from './model.ts';
import type { WorldState } from './state.ts';

const stores = new WeakMap<History, CommitStore>();

/**
 * Fills a project with a history. What the history does not tell of a merge request (author, times, reviewers,
 * comments) is derived from its commits and number, always in the same way.
 */
export function loadHistory(state: WorldState, project: Project, history: History): void {
  const store = stores.get(history) ?? CommitStore.of(history.commits);
  stores.set(history, store);
  const repository = new GitRepository(store);
  project.repository = repository;
  project.defaultBranch = history.defaultBranch;
  for (const branch of history.branches) repository.branches.set(branch.name, branch.commit_id);
  const authors = authorsOf(state, history);
  const times = timesOf(store, history);
  history.mergeRequests.forEach((row, i) => {
    repository.mergeRequestHeads.set(row.iid, row.sha);
    const head = store.find(row.sha);
    const email = head === undefined ? undefined : store.record(head).author_email;
    const author = (email === undefined ? undefined : authors.byEmail.get(email)) ?? authors.pick(row.iid);
    project.mergeRequests.add(
      mergeRequestOf(state, { row, project, author, pick: authors.pick, at: times[i] ?? 0 }),
    );
  });
  const newest = store.dates.reduce((max, date) => Math.max(max, date * 1000), project.createdAt);
  project.lastActivityAt = Math.min(newest, state.clock.now());
}

interface Derived {
  readonly row: HistoryMergeRequest;
  readonly project: Project;
  readonly author: User;
  readonly pick: (n: number) => User;
  /** Epoch ms of the head commit, or of a neighbour where the head is not known. */
  readonly at: number;
}

function mergeRequestOf(state: WorldState, { row, project, author, pick, at }: Derived): MergeRequest {
  const mergedAt = row.merged_at === null ? null : Date.parse(row.merged_at);
  const createdAt = Math.max(0, Math.min(at, mergedAt ?? at) - 3_600_000 + (row.iid % 1000));
  const ended = mergedAt ?? createdAt + (1 + (row.iid % 20)) * 3_600_000;
  const reviewer = pick(row.iid * 7 + 1);
  const second = pick(row.iid * 11 + 3);
  const approved = row.state === 'merged' || row.iid % 5 === 0;
  return {
    id: state.nextId('merge_request'),
    iid: row.iid,
    project,
    author,
    sourceBranch: row.source_branch,
    sourceProjectId: project.id,
    createdAt,
    title: row.title,
    description: row.description ?? null,
    targetBranch: row.target_branch,
    state: row.state,
    sha: row.sha,
    mergeCommitSha: row.merge_commit_sha,
    updatedAt: row.updated_at === undefined ? ended + (row.iid % 997) : Date.parse(row.updated_at),
    mergedAt,
    mergedBy: mergedAt === null ? null : reviewer,
    closedAt: row.state === 'closed' ? ended : null,
    closedBy: row.state === 'closed' ? reviewer : null,
    notes: (row.iid * 13) % 21,
    reviewers: [
      { user: reviewer, state: approved ? 'approved' : 'unreviewed', createdAt },
      ...(row.iid % 3 === 0 && second !== reviewer
        ? [{ user: second, state: 'requested_changes' as const, createdAt }]
        : []),
    ],
    approvals: approved ? [{ user: reviewer, at: ended }] : [],
  };
}

/** One GitLab user for each author of commits; every second one shows an address, the others show none. */
function authorsOf(
  state: WorldState,
  history: History,
): { byEmail: Map<string, User>; pick: (n: number) => User } {
  const byEmail = new Map<string, User>();
  for (const user of state.users.values()) byEmail.set(user.email, user);
  const list: User[] = [];
  const seen = new Set<string>();
  for (const commit of history.commits) {
    if (seen.has(commit.author_email)) continue;
    seen.add(commit.author_email);
    const known =
      byEmail.get(commit.author_email) ?? addAuthor(state, commit.author_name, commit.author_email);
    byEmail.set(commit.author_email, known);
    list.push(known);
  }
  const [first] = list.length > 0 ? list : state.users.values();
  return {
    byEmail,
    pick: (n) => {
      const user = list[n % Math.max(1, list.length)] ?? first;
      if (user === undefined) throw new Error('A history with merge requests needs commits or users.');
      return user;
    },
  };
}

function addAuthor(state: WorldState, name: string, email: string): User {
  const stem = email.replace(/@.*/, '').replace(/[^A-Za-z0-9_.-]/g, '') || 'author';
  let username = stem;
  for (let n = 2; state.userNamed(username) !== undefined; n += 1) username = `${stem}${n}`;
  return addUser(state, { username, name, email, publicEmail: state.users.size % 2 === 0 ? email : null });
}

/** Epoch ms for each merge request: its head's date, else when it was merged, else that of the one before it. */
function timesOf(store: CommitStore, history: History): number[] {
  let last = (store.dates[0] ?? 0) * 1000;
  return history.mergeRequests.map((row) => {
    const head = store.find(row.sha);
    if (head !== undefined) last = (store.dates[head] ?? 0) * 1000;
    else if (row.merged_at !== null) last = Date.parse(row.merged_at);
    return last;
  });
}

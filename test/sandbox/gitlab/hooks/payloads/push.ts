import type { HistoryCommit, HistoryFile } from '../../../history/history.ts';
import { avatarOf } from '../../rest/shapes.ts';
import { noCommit } from '../../world/events.ts';
import type { RefMoved } from '../../world/events.ts';
import type { Project, User } from '../../world/model.ts';
import { commitBlock, projectBlock, repositoryBlock } from './blocks.ts';
import type { Block } from './blocks.ts';

/** GitLab's ProcessCommitWorker looks at the newest 20 of a push. */
const told = 20;

/** A push or tag push (lib/gitlab/data_builder/push.rb). `user` stands in where the event does not say who. */
export function pushPayload(url: string, event: RefMoved, user: User): Block {
  const { project } = event;
  const commits = event.kind === 'push' ? commitsOf(event) : [];
  const repository = projectBlock(url, project);
  return {
    object_kind: event.kind,
    event_name: event.kind,
    before: event.before,
    after: event.after,
    ref: event.ref,
    ref_protected: event.ref === `refs/heads/${project.defaultBranch ?? ''}`,
    checkout_sha: event.after === noCommit ? null : event.after,
    message: event.kind === 'tag_push' && event.after !== noCommit ? '' : null,
    user_id: user.id,
    user_name: user.name,
    user_username: user.username,
    user_email: user.publicEmail ?? '',
    user_avatar: avatarOf(url, user),
    project_id: project.id,
    project: repository,
    commits: newest(project, commits).map((commit) => ({
      ...commitBlock(url, project, commit),
      added: paths(commit, ['added']),
      modified: paths(commit, ['modified', 'renamed']),
      removed: paths(commit, ['deleted']),
    })),
    total_commits_count: commits.length,
    push_options: {},
    repository: {
      ...repositoryBlock(url, project),
      git_http_url: repository['git_http_url'],
      git_ssh_url: repository['git_ssh_url'],
      visibility_level: repository['visibility_level'],
    },
  };
}

/** Numbers of the commits that the push brought, newest first. */
function commitsOf(event: RefMoved): ArrayLike<number> {
  const { repository, defaultBranch } = event.project;
  const { store } = repository;
  const head = store.find(event.after);
  if (head === undefined) return [];
  const isDefault = event.ref === `refs/heads/${defaultBranch ?? ''}`;
  // What a new branch brings is what the default branch has not.
  const base =
    event.before === noCommit
      ? isDefault
        ? undefined
        : repository.resolve('HEAD', defaultBranch)
      : store.find(event.before);
  if (base === undefined) return store.walk({ heads: [head] });
  return straight(event.project, head, base) ?? store.walk({ heads: [head], exclude: [base] });
}

// Most pushes put a few commits on top of what was there: no need to walk the whole history for them.
function straight(project: Project, head: number, base: number): number[] | undefined {
  const { parents } = project.repository.store;
  const found: number[] = [];
  for (let at = head; at !== base;) {
    const [parent, ...others] = parents[at] ?? [];
    if (parent === undefined || others.length > 0 || found.length > 1000) return undefined;
    found.push(at);
    at = parent;
  }
  return found;
}

function newest(project: Project, commits: ArrayLike<number>): HistoryCommit[] {
  const { store } = project.repository;
  return Array.from({ length: Math.min(told, commits.length) }, (_, i) =>
    store.record(commits[i] ?? 0),
  ).reverse();
}

function paths(commit: HistoryCommit, statuses: readonly HistoryFile['status'][]): string[] {
  return commit.files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
}

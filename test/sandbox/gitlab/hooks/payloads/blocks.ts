import type { HistoryCommit } from '../../../history/history.ts';
import { avatarOf, commitTitle, projectWebUrl } from '../../rest/shapes.ts';
import { fullPath } from '../../world/model.ts';
import type { Project, User } from '../../world/model.ts';

export type Block = Record<string, unknown>;

const visibilityLevels = { private: 0, internal: 10, public: 20 } as const;

/** `2026-01-16 05:56:22 UTC`, as times stand in most attributes of hooks. */
export function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** The actor; an address is told only where the user made one public. */
export function userBlock(url: string, user: User): Block {
  return {
    id: user.id,
    name: user.name,
    username: user.username,
    avatar_url: avatarOf(url, user),
    email: user.publicEmail ?? '[REDACTED]',
  };
}

/** `hook_attrs(backward: true)`: with the names of long ago. */
export function projectBlock(url: string, project: Project): Block {
  const block = projectShort(url, project);
  const { web_url: homepage, git_ssh_url: ssh, git_http_url: http } = block;
  return { ...block, homepage, url: ssh, ssh_url: ssh, http_url: http };
}

/** `hook_attrs(backward: false)` */
export function projectShort(url: string, project: Project): Block {
  const web = projectWebUrl(url, project);
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    web_url: web,
    avatar_url: null,
    git_ssh_url: `git@${new URL(url).host}:${fullPath(project)}.git`,
    git_http_url: `${web}.git`,
    namespace: project.namespace.name,
    visibility_level: visibilityLevels[project.visibility],
    path_with_namespace: fullPath(project),
    default_branch: project.defaultBranch,
    ci_config_path: null,
  };
}

/** The short `repository` that pushes, merge requests and notes still carry. */
export function repositoryBlock(url: string, project: Project): Block {
  const { name, url: ssh, description, homepage } = projectBlock(url, project);
  return { name, url: ssh, description, homepage };
}

export function commitBlock(url: string, project: Project, commit: HistoryCommit): Block {
  return {
    id: commit.id,
    message: commit.message,
    title: commitTitle(commit.message),
    timestamp: commit.authored_date,
    url: `${projectWebUrl(url, project)}/-/commit/${commit.id}`,
    author: { name: commit.author_name, email: commit.author_email },
  };
}

/** The commit that a project's repository has, as a block; null where it has none. */
export function commitNamed(url: string, project: Project, sha: string): Block | null {
  const { store } = project.repository;
  const found = store.find(sha);
  return found === undefined ? null : commitBlock(url, project, store.record(found));
}

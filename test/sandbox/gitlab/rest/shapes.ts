import type { HistoryCommit } from '../../history/history.ts';
import { fullName, fullPath, isDraft } from '../world/model.ts';
import type { Feature, MergeRequest, Namespace, Project, User } from '../world/model.ts';

/** GitLab's REST times: milliseconds, UTC. */
export function isoMs(ms: number): string {
  return new Date(ms).toISOString();
}

export function userBasic(url: string, user: User): Record<string, unknown> {
  return {
    id: user.id,
    username: user.username,
    public_email: user.publicEmail,
    name: user.name,
    state: user.state,
    locked: false,
    avatar_url: avatarOf(url, user),
    web_url: `${url}/${user.username}`,
  };
}

export function avatarOf(url: string, user: User): string | null {
  return user.id % 3 === 0 ? null : `${url}/uploads/-/system/user/avatar/${user.id}/avatar.png`;
}

function namespaceWebUrl(url: string, namespace: Namespace): string {
  return namespace.kind === 'user' ? `${url}/${namespace.path}` : `${url}/groups/${fullPath(namespace)}`;
}

export function namespaceBasic(url: string, namespace: Namespace): Record<string, unknown> {
  return {
    id: namespace.id,
    name: namespace.name,
    path: namespace.path,
    kind: namespace.kind,
    full_path: fullPath(namespace),
    parent_id: namespace.parent?.id ?? null,
    avatar_url: null,
    web_url: namespaceWebUrl(url, namespace),
  };
}

export function groupDetail(url: string, group: Namespace): Record<string, unknown> {
  return {
    id: group.id,
    web_url: namespaceWebUrl(url, group),
    name: group.name,
    path: group.path,
    description: '',
    visibility: group.visibility,
    share_with_group_lock: false,
    require_two_factor_authentication: false,
    project_creation_level: 'developer',
    subgroup_creation_level: 'maintainer',
    lfs_enabled: true,
    archived: false,
    avatar_url: null,
    request_access_enabled: true,
    full_name: fullName(group),
    full_path: fullPath(group),
    created_at: isoMs(group.createdAt),
    parent_id: group.parent?.id ?? null,
    organization_id: 1,
    shared_with_groups: [],
    marked_for_deletion_on: null,
  };
}

export function projectWebUrl(url: string, project: Project): string {
  return `${url}/${fullPath(project)}`;
}

/** What `simple=true` gives. */
export function projectSimple(url: string, project: Project, canReadCode: boolean): Record<string, unknown> {
  const path = fullPath(project);
  const host = new URL(url).host;
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: fullName(project),
    path: project.path,
    path_with_namespace: path,
    created_at: isoMs(project.createdAt),
    // Only those who may read the code are told the default branch.
    ...(canReadCode ? { default_branch: project.defaultBranch } : {}),
    tag_list: [],
    topics: [],
    ssh_url_to_repo: `git@${host}:${path}.git`,
    http_url_to_repo: `${url}/${path}.git`,
    web_url: `${url}/${path}`,
    readme_url: null,
    forks_count: 0,
    avatar_url: null,
    star_count: 0,
    last_activity_at: isoMs(project.lastActivityAt),
    visibility: project.visibility,
    namespace: namespaceBasic(url, project.namespace),
  };
}

export function projectFull(url: string, project: Project, canReadCode: boolean): Record<string, unknown> {
  const level = (feature: Feature) => (project.disabled.has(feature) ? 'disabled' : 'enabled');
  return {
    ...projectSimple(url, project, canReadCode),
    marked_for_deletion_at: project.markedForDeletionOn,
    marked_for_deletion_on: project.markedForDeletionOn,
    empty_repo: project.repository.branches.size === 0,
    archived: project.archived,
    repository_object_format: 'sha1',
    issues_enabled: true,
    merge_requests_enabled: !project.disabled.has('merge_requests'),
    repository_access_level: level('repository'),
    merge_requests_access_level: level('merge_requests'),
    builds_access_level: level('builds'),
    environments_access_level: level('environments'),
    feature_flags_access_level: level('feature_flags'),
    creator_id: project.creatorId,
    import_status: 'none',
    open_issues_count: 0,
    updated_at: isoMs(project.updatedAt),
    shared_with_groups: project.sharedWith.map(({ group, level }) => ({
      group_id: group.id,
      group_name: group.name,
      group_full_path: fullPath(group),
      group_access_level: level,
      expires_at: null,
    })),
  };
}

export function commitBasic(projectUrl: string, commit: HistoryCommit): Record<string, unknown> {
  return {
    id: commit.id,
    short_id: commit.id.slice(0, 8),
    created_at: commitTime(commit.committed_date),
    parent_ids: commit.parent_ids,
    title: commitTitle(commit.message),
    message: commit.message,
    author_name: commit.author_name,
    author_email: commit.author_email,
    authored_date: commitTime(commit.authored_date),
    committer_name: commit.committer_name,
    committer_email: commit.committer_email,
    committed_date: commitTime(commit.committed_date),
    trailers: {},
    extended_trailers: {},
    web_url: `${projectUrl}/-/commit/${commit.id}`,
  };
}

// A commit's times keep their own offset: 2021-09-20T09:06:12.000+03:00.
function commitTime(iso: string): string {
  return iso.length > 19 && iso[19] !== '.' ? `${iso.slice(0, 19)}.000${iso.slice(19)}` : iso;
}

/** The first line, cut after 80 characters at a space once it has 100 or more (GitLab's Commit#title). */
export function commitTitle(message: string): string {
  if (message.trim() === '') return 'No commit message';
  const line = message.split(/[\r\n]/, 1)[0] ?? '';
  if (line.length < 100) return line;
  const space = line.lastIndexOf(' ', 78);
  return `${line.slice(0, space > 0 ? space : 78)}...`;
}

export function mergeRequestBasic(url: string, row: MergeRequest): Record<string, unknown> {
  const user = (of: User | null) => (of === null ? null : userBasic(url, of));
  const reference = `!${row.iid}`;
  return {
    id: row.id,
    iid: row.iid,
    project_id: row.project.id,
    title: row.title,
    description: row.description,
    state: row.state,
    created_at: isoMs(row.createdAt),
    updated_at: isoMs(row.updatedAt),
    merged_by: user(row.mergedBy),
    merge_user: user(row.mergedBy),
    merged_at: row.mergedAt === null ? null : isoMs(row.mergedAt),
    closed_by: user(row.closedBy),
    closed_at: row.closedAt === null ? null : isoMs(row.closedAt),
    target_branch: row.targetBranch,
    source_branch: row.sourceBranch,
    user_notes_count: row.notes,
    upvotes: 0,
    downvotes: 0,
    author: userBasic(url, row.author),
    assignees: [],
    assignee: null,
    reviewers: row.reviewers.map((reviewer) => userBasic(url, reviewer.user)),
    source_project_id: row.sourceProjectId,
    target_project_id: row.project.id,
    labels: [],
    draft: isDraft(row),
    imported: false,
    imported_from: 'none',
    work_in_progress: isDraft(row),
    milestone: null,
    merge_when_pipeline_succeeds: false,
    merge_status: row.state === 'opened' ? 'can_be_merged' : 'not_open',
    detailed_merge_status: row.state === 'opened' ? 'mergeable' : 'not_open',
    merge_after: null,
    sha: row.sha,
    merge_commit_sha: row.mergeCommitSha,
    squash_commit_sha: null,
    discussion_locked: null,
    should_remove_source_branch: null,
    force_remove_source_branch: null,
    prepared_at: isoMs(row.createdAt),
    references: { short: reference, relative: reference, full: `${fullPath(row.project)}${reference}` },
    web_url: `${projectWebUrl(url, row.project)}/-/merge_requests/${row.iid}`,
    time_stats: {
      time_estimate: 0,
      total_time_spent: 0,
      human_time_estimate: null,
      human_total_time_spent: null,
    },
    squash: false,
    squash_on_merge: false,
    task_completion_status: { count: 0, completed_count: 0 },
    has_conflicts: false,
    blocking_discussions_resolved: true,
  };
}

import { projectWebUrl } from '../../rest/shapes.ts';
import type { Commented, MergeRequestChanged } from '../../world/events.ts';
import { isDraft } from '../../world/model.ts';
import type { MergeRequest, Project } from '../../world/model.ts';
import { commitNamed, projectBlock, repositoryBlock, userBlock, utcTime } from './blocks.ts';
import type { Block } from './blocks.ts';

/** Where the payload is made: the instance's address and the project that the source branch is in. */
export interface Origin {
  readonly url: string;
  readonly source: Project;
}

const stateIds = { opened: 1, closed: 2, merged: 3, locked: 4 } as const;

/** lib/gitlab/data_builder and Gitlab::HookData::MergeRequestBuilder: no approvals, no number of comments. */
export function mergeRequestPayload(origin: Origin, event: MergeRequestChanged): Block {
  const { mergeRequest } = event;
  const { url } = origin;
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: userBlock(url, event.user),
    project: projectBlock(url, mergeRequest.project),
    object_attributes: {
      ...attributes(origin, mergeRequest),
      system: event.systemAction !== undefined,
      ...(event.systemAction === undefined ? {} : { system_action: event.systemAction }),
      action: event.action,
      ...(event.oldrev === undefined ? {} : { oldrev: event.oldrev }),
    },
    labels: [],
    changes: changesOf(url, event),
    repository: repositoryBlock(url, mergeRequest.project),
    ...(mergeRequest.reviewers.length === 0 ? {} : { reviewers: reviewersOf(url, mergeRequest.reviewers) }),
  };
}

function attributes({ url, source }: Origin, row: MergeRequest): Block {
  const open = row.state === 'opened';
  return {
    assignee_id: null,
    author_id: row.author.id,
    created_at: utcTime(row.createdAt),
    description: row.description ?? '',
    draft: isDraft(row),
    head_pipeline_id: null,
    id: row.id,
    iid: row.iid,
    last_edited_at: null,
    last_edited_by_id: null,
    merge_commit_sha: row.mergeCommitSha,
    merge_error: null,
    merge_params: { force_remove_source_branch: '0' },
    merge_status: open ? 'checking' : 'can_be_merged',
    merge_user_id: row.mergedBy?.id ?? null,
    merge_when_pipeline_succeeds: false,
    milestone_id: null,
    source_branch: row.sourceBranch,
    source_project_id: row.sourceProjectId,
    state_id: stateIds[row.state],
    target_branch: row.targetBranch,
    target_project_id: row.project.id,
    time_estimate: 0,
    title: row.title,
    updated_at: utcTime(row.updatedAt),
    updated_by_id: null,
    prepared_at: utcTime(row.createdAt),
    assignee_ids: [],
    blocking_discussions_resolved: true,
    detailed_merge_status: open ? 'checking' : 'not_open',
    first_contribution: false,
    human_time_change: null,
    human_time_estimate: null,
    human_total_time_spent: null,
    labels: [],
    last_commit: commitNamed(url, source, row.sha) ?? commitNamed(url, row.project, row.sha),
    reviewer_ids: row.reviewers.map(({ user }) => user.id),
    source: projectBlock(url, source),
    state: row.state,
    target: projectBlock(url, row.project),
    time_change: 0,
    total_time_spent: 0,
    url: `${projectWebUrl(url, row.project)}/-/merge_requests/${row.iid}`,
    work_in_progress: isDraft(row),
    approval_rules: [],
  };
}

function reviewersOf(url: string, reviewers: MergeRequest['reviewers']): Block[] {
  return reviewers.map(({ user, state }) => ({ ...userBlock(url, user), state, re_requested: false }));
}

function changesOf(url: string, { changes }: MergeRequestChanged): Block {
  const shown = (name: string, value: unknown): unknown => {
    if (name === 'reviewers') return reviewersOf(url, value as MergeRequest['reviewers']);
    return name.endsWith('_at') && typeof value === 'number' ? utcTime(value) : value;
  };
  return Object.fromEntries(
    Object.entries(changes ?? {}).map(([name, { previous, current }]) => [
      name,
      { previous: shown(name, previous), current: shown(name, current) },
    ]),
  );
}

/** A comment on a merge request; GitLab tells of none that is deleted. */
export function notePayload(origin: Origin, event: Commented, note: { id: number; now: number }): Block {
  const { url } = origin;
  const { mergeRequest, user } = event;
  const { project } = mergeRequest;
  return {
    object_kind: 'note',
    event_type: 'note',
    user: userBlock(url, user),
    project_id: project.id,
    project: projectBlock(url, project),
    repository: repositoryBlock(url, project),
    object_attributes: {
      id: note.id,
      internal: false,
      note: event.note ?? 'Looks good.',
      noteable_type: 'MergeRequest',
      author_id: user.id,
      created_at: utcTime(note.now),
      updated_at: utcTime(note.now),
      project_id: project.id,
      attachment: null,
      line_code: null,
      commit_id: '',
      noteable_id: mergeRequest.id,
      system: false,
      st_diff: null,
      action: 'create',
      url: `${projectWebUrl(url, project)}/-/merge_requests/${mergeRequest.iid}#note_${note.id}`,
    },
    merge_request: { ...attributes(origin, mergeRequest), assignee: null, position: 0 },
  };
}

import type { Answer, Call } from '../http/exchange.ts';
import { choice, countedPage, flag, pageRequest, pagingParameters, time } from '../http/paging.ts';
import type { Endpoint } from '../http/router.ts';
import { mergeRequestCommits } from '../world/merge-request-commits.ts';
import type { MergeRequest } from '../world/model.ts';
import { mergeRequestOf, projectWith } from './find.ts';
import { commitBasic, isoMs, mergeRequestBasic, projectWebUrl, userBasic } from './shapes.ts';

const times = ['created_after', 'created_before', 'updated_after', 'updated_before'] as const;
const narrow = ['state', 'scope', 'iids', 'source_branch', 'target_branch', 'view'] as const;

export const mergeRequestEndpoints: readonly Endpoint[] = [
  {
    name: 'project.merge_requests',
    method: 'GET',
    path: '/api/v4/projects/:id/merge_requests',
    query: [...narrow, ...times, 'order_by', 'sort', ...pagingParameters],
    access: 'anyone',
    handle: listMergeRequests,
  },
  {
    name: 'project.merge_request',
    method: 'GET',
    path: '/api/v4/projects/:id/merge_requests/:iid',
    query: ['include_diverged_commits_count', 'include_rebase_in_progress', 'render_html'],
    access: 'anyone',
    handle: oneMergeRequest,
  },
  {
    name: 'project.merge_request.approvals',
    method: 'GET',
    path: '/api/v4/projects/:id/merge_requests/:iid/approvals',
    access: 'anyone',
    handle: approvals,
  },
  {
    name: 'project.merge_request.reviewers',
    method: 'GET',
    path: '/api/v4/projects/:id/merge_requests/:iid/reviewers',
    access: 'anyone',
    handle: reviewers,
  },
  {
    name: 'project.merge_request.commits',
    method: 'GET',
    path: '/api/v4/projects/:id/merge_requests/:iid/commits',
    query: pagingParameters,
    access: 'anyone',
    handle: commits,
  },
];

function listMergeRequests(call: Call): Answer {
  const project = projectWith(call, 'merge_requests');
  const { query } = call;
  const by =
    choice(query, 'order_by', ['created_at', 'updated_at']) === 'created_at' ? 'createdAt' : 'updatedAt';
  const ordered = project.mergeRequests.inOrder(by, choice(query, 'sort', ['desc', 'asc']));
  const keep = filterOf(call);
  const rows = ordered.filter(keep);
  const page = pageRequest(query);
  const simple = query.get('view') === 'simple';
  const shown = rows.slice(page.offset, page.offset + page.perPage).map((row) => {
    const whole = mergeRequestBasic(call.sandbox.url, row);
    return simple ? simpleView(whole) : whole;
  });
  return countedPage(call, page, { total: rows.length, rows: shown });
}

function simpleView(whole: Record<string, unknown>): Record<string, unknown> {
  const kept = [
    'id',
    'iid',
    'project_id',
    'title',
    'description',
    'state',
    'created_at',
    'updated_at',
    'web_url',
  ];
  return Object.fromEntries(kept.map((name) => [name, whole[name]]));
}

function filterOf(call: Call): (row: MergeRequest) => boolean {
  const { query, user } = call;
  const state = choice(query, 'state', ['all', 'opened', 'closed', 'locked', 'merged']);
  const mine = choice(query, 'scope', ['all', 'created_by_me']) === 'created_by_me';
  const iids = new Set(query.getAll('iids[]').map(Number));
  const source = query.get('source_branch');
  const target = query.get('target_branch');
  // Both ends belong to the span.
  const createdAfter = time(query, 'created_after') ?? -Infinity;
  const createdBefore = time(query, 'created_before') ?? Infinity;
  const updatedAfter = time(query, 'updated_after') ?? -Infinity;
  const updatedBefore = time(query, 'updated_before') ?? Infinity;
  return (row) =>
    (state === 'all' || row.state === state) &&
    (!mine || row.author === user) &&
    (iids.size === 0 || iids.has(row.iid)) &&
    (source === null || row.sourceBranch === source) &&
    (target === null || row.targetBranch === target) &&
    row.createdAt >= createdAfter &&
    row.createdAt <= createdBefore &&
    row.updatedAt >= updatedAfter &&
    row.updatedAt <= updatedBefore;
}

function oneMergeRequest(call: Call): Answer {
  const row = mergeRequestOf(call);
  const diverged = flag(call.query, 'include_diverged_commits_count', false)
    ? { diverged_commits_count: 0 }
    : {};
  return {
    status: 200,
    json: {
      ...mergeRequestBasic(call.sandbox.url, row),
      subscribed: false,
      changes_count: '1',
      latest_build_started_at: null,
      latest_build_finished_at: null,
      first_deployed_to_production_at: null,
      pipeline: null,
      head_pipeline: null,
      diff_refs: { base_sha: row.sha, head_sha: row.sha, start_sha: row.sha },
      merge_error: null,
      first_contribution: false,
      user: { can_merge: true },
      ...diverged,
    },
  };
}

function approvals(call: Call): Answer {
  const row = mergeRequestOf(call);
  return {
    status: 200,
    json: {
      user_has_approved: row.approvals.some(({ user }) => user === call.user),
      user_can_approve: false,
      approved: row.approvals.length > 0,
      approved_by: row.approvals.map(({ user, at }) => ({
        user: userBasic(call.sandbox.url, user),
        approved_at: isoMs(at),
      })),
    },
  };
}

function reviewers(call: Call): Answer {
  const rows = mergeRequestOf(call).reviewers.map(({ user, state, createdAt }) => ({
    user: userBasic(call.sandbox.url, user),
    state,
    created_at: isoMs(createdAt),
  }));
  return { status: 200, json: rows };
}

function commits(call: Call): Answer {
  const row = mergeRequestOf(call);
  const page = pageRequest(call.query);
  const all = mergeRequestCommits(row);
  const url = projectWebUrl(call.sandbox.url, row.project);
  const { store } = row.project.repository;
  const rows = [...all.subarray(page.offset, page.offset + page.perPage)].map((commit) =>
    commitBasic(url, store.record(commit)),
  );
  return countedPage(call, page, { total: all.length, rows });
}

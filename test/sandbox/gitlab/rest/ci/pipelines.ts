import type { Answer, Call } from '../../http/exchange.ts';
import { refuse, violate } from '../../http/exchange.ts';
import { choice, countedPage, pageRequest, pagingParameters, time } from '../../http/paging.ts';
import type { Endpoint } from '../../http/router.ts';
import type { Pipeline } from '../../world/ci.ts';
import { pipelinesOf } from '../../world/ci/pipelines.ts';
import type { RowTable } from '../../world/ci/tables.ts';
import { mergeRequestCommits } from '../../world/merge-request-commits.ts';
import { mergeRequestOf } from '../find.ts';
import { projectWithCi, rowOf } from './find.ts';
import { pipelineBasic, pipelineDetail, pipelineRow } from './shapes.ts';

const times = ['created_after', 'created_before', 'updated_after', 'updated_before'] as const;
const filters = ['scope', 'status', 'ref', 'sha', 'source', 'username', 'name', 'yaml_errors'] as const;
const one = '/api/v4/projects/:id/pipelines/:pipeline_id';

export const pipelineEndpoints: readonly Endpoint[] = [
  {
    name: 'project.pipelines',
    method: 'GET',
    path: '/api/v4/projects/:id/pipelines',
    query: [...filters, ...times, 'order_by', 'sort', ...pagingParameters],
    access: 'anyone',
    handle: listPipelines,
  },
  { name: 'project.pipeline', method: 'GET', path: one, access: 'anyone', handle: onePipeline },
  {
    name: 'project.pipeline.test_report_summary',
    method: 'GET',
    path: `${one}/test_report_summary`,
    access: 'anyone',
    handle: testReportSummary,
  },
  {
    name: 'project.merge_request.pipelines',
    method: 'GET',
    path: '/api/v4/projects/:id/merge_requests/:iid/pipelines',
    query: pagingParameters,
    access: 'anyone',
    handle: ofMergeRequest,
  },
];

function listPipelines(call: Call): Answer {
  const { tables } = projectWithCi(call, 'builds');
  for (const name of ['scope', 'yaml_errors'])
    if (call.query.has(name)) violate(call, `${name} is not served here`);
  const rows = ordered(call, tables.pipelines).filter(filterOf(call));
  return pageOf(call, rows, pipelineRow);
}

const orders = ['id', 'status', 'ref', 'updated_at', 'user_id'] as const;

/** GitLab orders by the one column and no second one: the newest id goes first here among equals. */
function ordered(call: Call, pipelines: RowTable<Pipeline>): readonly Pipeline[] {
  const by = choice(call.query, 'order_by', orders);
  const direction = choice(call.query, 'sort', ['desc', 'asc']);
  const sign = direction === 'asc' ? 1 : -1;
  return pipelines.inOrder(`${by} ${direction}`, (a, b) => sign * compare(a, b, by) || b.id - a.id);
}

function compare(a: Pipeline, b: Pipeline, by: (typeof orders)[number]): number {
  if (by === 'status' || by === 'ref') return a[by] < b[by] ? -1 : Number(a[by] > b[by]);
  if (by === 'id') return a.id - b.id;
  return by === 'updated_at' ? a.updatedAt - b.updatedAt : (a.user?.id ?? 0) - (b.user?.id ?? 0);
}

/** Children of other pipelines are left out unless they are asked for. Both ends belong to a span of time. */
function filterOf(call: Call): (row: Pipeline) => boolean {
  const { query } = call;
  const equal = (name: string, value: string | null): boolean => {
    const wanted = query.get(name);
    return wanted === null || wanted === '' || wanted === value;
  };
  const child = query.get('source') === 'parent_pipeline';
  const created = within(call, 'created');
  const updated = within(call, 'updated');
  return (row) =>
    (child || row.source !== 'parent_pipeline') &&
    equal('source', row.source) &&
    equal('status', row.status) &&
    equal('sha', row.sha) &&
    equal('name', row.name) &&
    equal('username', row.user?.username ?? null) &&
    // A branch brings the pipelines of its merge requests along (PipelineRefFilterIncludingReservedRefNames).
    (equal('ref', row.ref) || (row.mergeRequest !== null && equal('ref', row.mergeRequest.sourceBranch))) &&
    created(row.createdAt) &&
    updated(row.updatedAt);
}

function within(call: Call, name: string): (at: number) => boolean {
  const after = time(call.query, `${name}_after`) ?? -Infinity;
  const before = time(call.query, `${name}_before`) ?? Infinity;
  return (at) => at >= after && at <= before;
}

function ofMergeRequest(call: Call): Answer {
  const row = mergeRequestOf(call);
  projectWithCi(call, 'builds');
  const { store } = row.project.repository;
  const shas = new Set([...mergeRequestCommits(row)].map((commit) => store.record(commit).id));
  return pageOf(call, pipelinesOf(row, shas), pipelineBasic);
}

function pageOf(call: Call, rows: readonly Pipeline[], shape: typeof pipelineBasic): Answer {
  const page = pageRequest(call.query);
  const shown = rows.slice(page.offset, page.offset + page.perPage);
  return countedPage(call, page, {
    total: rows.length,
    rows: shown.map((row) => shape(call.sandbox.url, row)),
  });
}

function pipelineOf(call: Call): Pipeline {
  const { tables } = projectWithCi(call, 'builds');
  if (!/^\d+$/.test(call.params['pipeline_id'] ?? '')) refuse(400, 'pipeline_id is invalid');
  return rowOf(call, tables.pipelines, 'pipeline_id');
}

function onePipeline(call: Call): Answer {
  return { status: 200, json: pipelineDetail(call.sandbox.url, pipelineOf(call)) };
}

/** A pipeline without reports answers zeros. */
function testReportSummary(call: Call): Answer {
  const { tests } = pipelineOf(call);
  const counts = tests ?? { total: 0, success: 0, failed: 0, skipped: 0, error: 0 };
  const { total: count, ...rest } = counts;
  const suite = {
    name: 'test',
    total_time: count / 10,
    total_count: count,
    success_count: rest.success,
    failed_count: rest.failed,
    skipped_count: rest.skipped,
    error_count: rest.error,
    suite_error: null,
    build_ids: [],
  };
  return {
    status: 200,
    json: {
      total: { time: count / 10, count, ...rest, suite_error: null },
      test_suites: tests === null ? [] : [suite],
    },
  };
}

import type { Answer, Call } from '../../http/exchange.ts';
import { refuse } from '../../http/exchange.ts';
import { choice, countedPage, pageRequest, pagingParameters, time } from '../../http/paging.ts';
import type { Endpoint } from '../../http/router.ts';
import type { Deployment } from '../../world/ci.ts';
import type { RowTable } from '../../world/ci/tables.ts';
import { mergeRequestBasic } from '../shapes.ts';
import { projectWithCi, rowOf } from './find.ts';
import { deploymentBasic } from './shapes.ts';

const times = ['updated_after', 'updated_before', 'finished_after', 'finished_before'] as const;
const one = '/api/v4/projects/:id/deployments/:deployment_id';

export const deploymentEndpoints: readonly Endpoint[] = [
  {
    name: 'project.deployments',
    method: 'GET',
    path: '/api/v4/projects/:id/deployments',
    query: [...times, 'order_by', 'sort', 'environment', 'status', ...pagingParameters],
    access: 'anyone',
    handle: listDeployments,
  },
  { name: 'project.deployment', method: 'GET', path: one, access: 'anyone', handle: oneDeployment },
  {
    name: 'project.deployment.merge_requests',
    method: 'GET',
    path: `${one}/merge_requests`,
    query: ['state', 'order_by', 'sort', ...pagingParameters],
    access: 'anyone',
    handle: shippedMergeRequests,
  },
];

const orders = ['id', 'iid', 'created_at', 'updated_at', 'ref', 'finished_at'] as const;
const statuses = ['', 'created', 'running', 'success', 'failed', 'canceled', 'skipped', 'blocked'] as const;

function listDeployments(call: Call): Answer {
  const { tables } = projectWithCi(call, 'environments');
  const { query } = call;
  checkPairs(call);
  const environment = query.get('environment');
  const status = choice(query, 'status', statuses);
  const updated = within(call, 'updated');
  const finished = within(call, 'finished');
  const rows = ordered(call, tables.deployments).filter(
    (row) =>
      (environment === null || row.environment.name === environment) &&
      (status === '' || row.status === status) &&
      updated(row.updatedAt) &&
      finished(row.finishedAt),
  );
  const page = pageRequest(query);
  const shown = rows.slice(page.offset, page.offset + page.perPage);
  return countedPage(call, page, {
    total: rows.length,
    rows: shown.map((row) => deploymentBasic(call.sandbox.url, row)),
  });
}

/** A filter by a time needs the order by that time (GitLab's DeploymentsFinder). */
function checkPairs({ query }: Call): void {
  const has = (name: string): boolean => query.has(`${name}_after`) || query.has(`${name}_before`);
  const order = query.get('order_by');
  const bad = (text: string): never => refuse(400, `400 Bad request - ${text}`);
  if (has('updated') && has('finished'))
    bad('Both `updated_at` filter and `finished_at` filter can not be specified');
  if (has('updated') && order !== 'updated_at') bad('`updated_at` filter requires `updated_at` sort');
  if (has('finished') !== (order === 'finished_at'))
    bad('`finished_at` filter and `finished_at` sorting must be paired');
  if (has('finished') && query.get('status') !== 'success')
    bad('`finished_at` filter must be combined with `success` status filter.');
}

/** Rising by id unless told; the newest id goes first among those updated at one time, whatever the direction. */
function ordered(call: Call, deployments: RowTable<Deployment>): readonly Deployment[] {
  const by = choice(call.query, 'order_by', orders);
  const direction = choice(call.query, 'sort', ['asc', 'desc']);
  const sign = direction === 'asc' ? 1 : -1;
  return deployments.inOrder(`${by} ${direction}`, (a, b) => sign * compare(a, b, by) || b.id - a.id);
}

function compare(a: Deployment, b: Deployment, by: (typeof orders)[number]): number {
  if (by === 'ref') return a.ref < b.ref ? -1 : Number(a.ref > b.ref);
  if (by === 'updated_at') return a.updatedAt - b.updatedAt;
  if (by === 'finished_at') return (a.finishedAt ?? 0) - (b.finishedAt ?? 0);
  return a.id - b.id;
}

/** Both ends belong to the span. */
function within(call: Call, name: string): (at: number | null) => boolean {
  const after = time(call.query, `${name}_after`);
  const before = time(call.query, `${name}_before`);
  if (after === undefined && before === undefined) return () => true;
  return (at) => at !== null && at >= (after ?? -Infinity) && at <= (before ?? Infinity);
}

function deploymentOf(call: Call): Deployment {
  return rowOf(call, projectWithCi(call, 'environments').tables.deployments, 'deployment_id');
}

function oneDeployment(call: Call): Answer {
  return { status: 200, json: deploymentBasic(call.sandbox.url, deploymentOf(call)) };
}

/** Empty until the deployment succeeded. Where merge requests are switched off the finder finds none. */
function shippedMergeRequests(call: Call): Answer {
  const { project, mergeRequests } = deploymentOf(call);
  const { query } = call;
  const state = choice(query, 'state', ['all', 'opened', 'closed', 'locked', 'merged']);
  const by =
    choice(query, 'order_by', ['created_at', 'updated_at']) === 'updated_at' ? 'updatedAt' : 'createdAt';
  const sign = choice(query, 'sort', ['desc', 'asc']) === 'asc' ? 1 : -1;
  const rows = mergeRequests
    .filter((row) => !project.disabled.has('merge_requests') && project.mergeRequests.get(row.iid) === row)
    .filter((row) => state === 'all' || row.state === state)
    .sort((a, b) => sign * (a[by] - b[by]) || b.id - a.id);
  const page = pageRequest(query);
  const shown = rows.slice(page.offset, page.offset + page.perPage);
  return countedPage(call, page, {
    total: rows.length,
    rows: shown.map((row) => mergeRequestBasic(call.sandbox.url, row)),
  });
}

import type { Answer, Call } from '../../http/exchange.ts';
import { violate } from '../../http/exchange.ts';
import { choice, countedPage, pageRequest, pagingParameters } from '../../http/paging.ts';
import type { Endpoint } from '../../http/router.ts';
import { ciOf } from '../../world/ci/tables.ts';
import { projectWithCi, rowOf } from './find.ts';
import { deploymentBasic, environmentFull } from './shapes.ts';

export const environmentEndpoints: readonly Endpoint[] = [
  {
    name: 'project.environments',
    method: 'GET',
    path: '/api/v4/projects/:id/environments',
    query: ['name', 'search', 'states', ...pagingParameters],
    access: 'anyone',
    handle: listEnvironments,
  },
  {
    name: 'project.environment',
    method: 'GET',
    path: '/api/v4/projects/:id/environments/:environment_id',
    access: 'anyone',
    handle: oneEnvironment,
  },
];

function listEnvironments(call: Call): Answer {
  const { tables } = projectWithCi(call, 'environments');
  const { query } = call;
  const name = query.get('name');
  const search = query.get('search');
  if (name !== null && search !== null) violate(call, 'name and search exclude each other');
  if (search !== null && search.length < 3) violate(call, 'search needs at least three characters');
  const state = choice(query, 'states', ['', 'available', 'stopped', 'stopping']);
  const rows = [...tables.environments.all()].filter(
    (row) =>
      (name === null || row.name === name) &&
      (search === null || row.name.includes(search)) &&
      (state === '' || row.state === state),
  );
  const page = pageRequest(query);
  const shown = rows.slice(page.offset, page.offset + page.perPage);
  return countedPage(call, page, {
    total: rows.length,
    rows: shown.map((row) => environmentFull(call.sandbox.url, row, true)),
  });
}

/** Alone it tells its newest deployment as well. */
function oneEnvironment(call: Call): Answer {
  const { project, tables } = projectWithCi(call, 'environments');
  const row = rowOf(call, tables.environments, 'environment_id');
  const last = [...ciOf(project).deployments.all()].filter(({ environment }) => environment === row).at(-1);
  const { url } = call.sandbox;
  return {
    status: 200,
    json: {
      ...environmentFull(url, row, true),
      last_deployment: last === undefined ? null : deploymentBasic(url, last),
    },
  };
}

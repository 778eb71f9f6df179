import type { Answer, Call } from '../../http/exchange.ts';
import { refuse } from '../../http/exchange.ts';
import { choice, countedPage, pageRequest, pagingParameters } from '../../http/paging.ts';
import type { Endpoint } from '../../http/router.ts';
import type { FeatureFlag } from '../../world/ci.ts';
import { isoMs } from '../shapes.ts';
import { projectWithFlags } from './find.ts';

export const featureFlagEndpoints: readonly Endpoint[] = [
  {
    name: 'project.feature_flags',
    method: 'GET',
    path: '/api/v4/projects/:id/feature_flags',
    query: ['scope', ...pagingParameters],
    access: 'user',
    handle: listFlags,
  },
  {
    name: 'project.feature_flag',
    method: 'GET',
    path: '/api/v4/projects/:id/feature_flags/:name',
    access: 'user',
    handle: oneFlag,
  },
];

function listFlags(call: Call): Answer {
  const { tables } = projectWithFlags(call);
  const scope = choice(call.query, 'scope', ['', 'enabled', 'disabled']);
  const rows = tables.featureFlags
    .inOrder('name', (a, b) => (a.name < b.name ? -1 : 1))
    .filter((row) => scope === '' || row.active === (scope === 'enabled'));
  const page = pageRequest(call.query);
  const shown = rows.slice(page.offset, page.offset + page.perPage);
  return countedPage(call, page, { total: rows.length, rows: shown.map(shape) });
}

function oneFlag(call: Call): Answer {
  const { tables } = projectWithFlags(call);
  for (const row of tables.featureFlags.all())
    if (row.name === call.params['name']) return { status: 200, json: shape(row) };
  return refuse(404, '404 Not found');
}

/** GitLab tells neither id nor iid of a flag. */
function shape(row: FeatureFlag): Record<string, unknown> {
  return {
    name: row.name,
    description: row.description,
    active: row.active,
    version: 'new_version_flag',
    created_at: isoMs(row.createdAt),
    updated_at: isoMs(row.updatedAt),
    scopes: [],
    strategies: row.strategies.map(({ id, name, parameters, scopes, userList }) => ({
      id,
      name,
      parameters,
      scopes: scopes.map((scope) => ({ id: scope.id, environment_scope: scope.environmentScope })),
      user_list: userList === null ? null : { id, iid: id, name: userList, user_xids: 'user1,user2' },
    })),
  };
}

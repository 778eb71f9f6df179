import { violate } from '../http/api-call.ts';
import { devopsError } from '../http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../http/exchange.ts';
import { dataScope } from '../provider/provides.ts';
import type { ConnectScope } from '../provider/provides.ts';
import { acceptBulk } from './accept.ts';
import type { BulkRequest } from './entities.ts';
import type { EntityKind } from './schema.ts';

const BASE = '/rest/devinfo/0.10';
const UP_TO = '_updateSequenceId';

const KIND_OF: Record<string, EntityKind> = {
  commit: 'commits',
  branch: 'branches',
  pull_request: 'pullRequests',
};

/** Development information. Source: Jira Software Cloud REST API, "Development information". */
export const DEVINFO_ROUTES: ApiRoute[] = [
  devInfoRoute({
    method: 'POST',
    path: '/bulk',
    endpoint: 'devinfo.bulk',
    scope: 'WRITE',
    query: [],
    handle: bulk,
  }),
  devInfoRoute({
    method: 'GET',
    path: '/existsByProperties',
    endpoint: 'devinfo.existsByProperties',
    scope: 'READ',
    query: isPropertyParameter,
    handle: existsByProperties,
  }),
  devInfoRoute({
    method: 'DELETE',
    path: '/bulkByProperties',
    endpoint: 'devinfo.bulkByProperties',
    scope: 'DELETE',
    query: isPropertyParameter,
    handle: deleteByProperties,
  }),
  devInfoRoute({
    method: 'GET',
    path: '/repository/:repositoryId',
    endpoint: 'devinfo.repository.get',
    scope: 'READ',
    query: [],
    handle: getRepository,
  }),
  devInfoRoute({
    method: 'DELETE',
    path: '/repository/:repositoryId',
    endpoint: 'devinfo.repository.delete',
    scope: 'DELETE',
    burst: 200,
    query: [UP_TO],
    handle: deleteRepository,
  }),
  devInfoRoute({
    method: 'DELETE',
    path: '/repository/:repositoryId/:entityType/:entityId',
    endpoint: 'devinfo.entity.delete',
    scope: 'DELETE',
    query: [UP_TO],
    handle: deleteEntity,
  }),
];

function devInfoRoute(
  route: Omit<ApiRoute, 'kind' | 'provides' | 'forgeScope' | 'appOnly'> & { scope: ConnectScope },
): ApiRoute {
  const forgeScope = dataScope('devInfo', route.scope);
  return { kind: 'api', provides: 'devInfo', forgeScope, appOnly: true, ...route, path: BASE + route.path };
}

function isPropertyParameter(name: string): boolean {
  return name === UP_TO || !name.startsWith('_');
}

function bulk(exchange: Exchange, { app }: Caller): Reply {
  const { cloud, site } = exchange;
  const text = exchange.body.toString('utf8');
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    violate(exchange, 'the body is no JSON');
    return devopsError(400, ['Invalid JSON']);
  }
  const errors = cloud.validateDevInfo(request, text);
  if (errors.length > 0) {
    for (const error of errors) violate(exchange, error);
    return devopsError(400, errors);
  }
  return {
    status: 202,
    body: acceptBulk({ cloud, site, app }, request as BulkRequest, exchange.body.length),
  };
}

function getRepository({ params }: Exchange, { app }: Caller): Reply {
  const repository = app.devInfo.describe(params['repositoryId'] ?? '');
  if (repository === undefined) return devopsError(404, ['No repository with this ID was found']);
  return { status: 200, body: repository, objects: 1 };
}

function deleteRepository(exchange: Exchange, { app }: Caller): Reply {
  const upTo = sequenceLimit(exchange);
  if (upTo === undefined) return badSequence(exchange);
  app.devInfo.removeRepository(exchange.params['repositoryId'] ?? '', upTo);
  return { status: 202 };
}

function deleteEntity(exchange: Exchange, { app }: Caller): Reply {
  const { repositoryId = '', entityType = '', entityId = '' } = exchange.params;
  const kind = KIND_OF[entityType];
  if (kind === undefined) {
    violate(exchange, `the entity type "${entityType}" is not documented`);
    return devopsError(400, [`Unknown entity type ${entityType}`]);
  }
  const upTo = sequenceLimit(exchange);
  if (upTo === undefined) return badSequence(exchange);
  app.devInfo.removeEntity(repositoryId, kind, { id: entityId, upTo });
  return { status: 202 };
}

function existsByProperties(exchange: Exchange, { app }: Caller): Reply {
  const properties = propertiesOf(exchange);
  if (properties === undefined) return noProperties(exchange);
  const upTo = sequenceLimit(exchange);
  if (upTo === undefined) return badSequence(exchange);
  const found = app.devInfo.withProperties(properties).some(({ fields }) => fields.updateSequenceId <= upTo);
  return { status: 200, body: { hasDataMatchingProperties: found }, objects: 1 };
}

function deleteByProperties(exchange: Exchange, { app }: Caller): Reply {
  const properties = propertiesOf(exchange);
  if (properties === undefined) return noProperties(exchange);
  const upTo = sequenceLimit(exchange);
  if (upTo === undefined) return badSequence(exchange);
  for (const { fields } of app.devInfo.withProperties(properties))
    app.devInfo.removeRepository(fields.id, upTo);
  return { status: 202 };
}

/** Infinity without the parameter, undefined where it is no whole number. */
function sequenceLimit({ query }: Exchange): number | undefined {
  const text = query.get(UP_TO);
  if (text === null) return Infinity;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function propertiesOf({ query }: Exchange): Record<string, string> | undefined {
  const pairs = [...query].filter(([name]) => name !== UP_TO);
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function badSequence(exchange: Exchange): Reply {
  violate(exchange, `${UP_TO} is no whole number`);
  return devopsError(400, [`${UP_TO} must be a number`]);
}

function noProperties(exchange: Exchange): Reply {
  violate(exchange, 'no property is given');
  return devopsError(400, ['At least one property must be specified']);
}

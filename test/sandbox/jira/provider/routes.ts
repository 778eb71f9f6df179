import { BUILDS } from '../builds/builds.ts';
import { DEPLOYMENTS } from '../deployments/deployments.ts';
import { FEATURE_FLAGS } from '../feature-flags/feature-flags.ts';
import { violate } from '../http/api-call.ts';
import { devopsError } from '../http/exchange.ts';
import type { ApiRoute, Caller, Exchange, Reply } from '../http/exchange.ts';
import { acceptProviderBulk } from './accept.ts';
import type { Provider, ProviderRequest } from './provider.ts';
import { dataScope } from './provides.ts';
import type { ConnectScope } from './provides.ts';

/** Builds, deployments and feature flags: four calls each. */
export const PROVIDER_ROUTES: ApiRoute[] = [BUILDS, DEPLOYMENTS, FEATURE_FLAGS].flatMap(routesOf);

function routesOf(provider: Provider): ApiRoute[] {
  const upTo = `_${provider.sequence}`;
  const shared = (scope: ConnectScope) =>
    ({
      kind: 'api',
      provides: provider.name,
      appOnly: true,
      scope,
      forgeScope: dataScope(provider.name, scope),
    }) as const;
  const { base, endpoint, burstByProperties } = provider;
  return [
    {
      ...shared('WRITE'),
      method: 'POST',
      path: `${base}/bulk`,
      endpoint: `${endpoint}.bulk`,
      query: [],
      handle: (exchange, caller) => bulk(provider, exchange, caller),
    },
    {
      ...shared('DELETE'),
      method: 'DELETE',
      path: `${base}/bulkByProperties`,
      endpoint: `${endpoint}.bulkByProperties`,
      query: (name) => name === upTo || !name.startsWith('_'),
      ...(burstByProperties === undefined ? {} : { burst: burstByProperties }),
      handle: (exchange, caller) => deleteByProperties(provider, exchange, caller),
    },
    {
      ...shared('READ'),
      method: 'GET',
      path: base + provider.keyPath,
      endpoint: `${endpoint}.entity.get`,
      query: [],
      handle: (exchange, caller) => getEntity(provider, exchange, caller),
    },
    {
      ...shared('DELETE'),
      method: 'DELETE',
      path: base + provider.keyPath,
      endpoint: `${endpoint}.entity.delete`,
      query: [upTo],
      handle: (exchange, caller) => deleteEntity(provider, exchange, caller),
    },
  ];
}

function bulk(provider: Provider, exchange: Exchange, { app }: Caller): Reply {
  const { cloud, site } = exchange;
  const text = exchange.body.toString('utf8');
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    violate(exchange, 'the body is no JSON');
    return devopsError(400, ['Invalid JSON']);
  }
  const errors = cloud.validateProvided[provider.name](request, text);
  if (errors.length > 0) {
    for (const error of errors) violate(exchange, error);
    return devopsError(400, errors);
  }
  const at = { provider, cloud, site, app };
  return { status: 202, body: acceptProviderBulk(at, request as ProviderRequest, exchange.body.length) };
}

function getEntity(provider: Provider, exchange: Exchange, { app }: Caller): Reply {
  const entity = app.provided[provider.name].entities.get(keyIn(provider, exchange));
  if (entity === undefined || entity.issueKeys.length === 0) return devopsError(404, ['No data found']);
  return { status: 200, body: entity.payload, objects: 1 };
}

function deleteEntity(provider: Provider, exchange: Exchange, { app }: Caller): Reply {
  const upTo = sequenceLimit(provider, exchange);
  if (upTo === undefined) return badSequence(provider, exchange);
  app.provided[provider.name].remove(keyIn(provider, exchange), upTo);
  return { status: 202 };
}

function deleteByProperties(provider: Provider, exchange: Exchange, { app }: Caller): Reply {
  const pairs = [...exchange.query].filter(([name]) => name !== `_${provider.sequence}`);
  if (pairs.length === 0) {
    violate(exchange, 'no property is given');
    return devopsError(400, ['At least one property must be specified']);
  }
  const upTo = sequenceLimit(provider, exchange);
  if (upTo === undefined) return badSequence(provider, exchange);
  app.provided[provider.name].removeByProperties(Object.fromEntries(pairs), upTo);
  return { status: 202 };
}

function keyIn({ keyPath }: Provider, { params }: Exchange): string {
  const names = [...keyPath.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  return names.map((name) => params[name] ?? '').join('/');
}

/** Infinity without the parameter, undefined where it is no whole number. */
function sequenceLimit({ sequence }: Provider, { query }: Exchange): number | undefined {
  const text = query.get(`_${sequence}`);
  if (text === null) return Infinity;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function badSequence({ sequence }: Provider, exchange: Exchange): Reply {
  violate(exchange, `_${sequence} is no whole number`);
  return devopsError(400, [`_${sequence} must be a number`]);
}

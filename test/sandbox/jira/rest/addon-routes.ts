import type { ConnectApp } from '../cloud/installed-app.ts';
import { jsonBody, operationMessage } from '../http/exchange.ts';
import type { ApiRoute, Exchange, Reply } from '../http/exchange.ts';

const BASE = '/rest/atlassian-connect/1/addons/:appKey';
const LONGEST_KEY = 127;
const LONGEST_VALUE = 32_768;

/** A Connect app about itself: licence and app properties. Source: Connect REST API, "App properties". */
export const ADDON_ROUTES: ApiRoute[] = [
  addonRoute({ method: 'GET', path: BASE, endpoint: 'addon.get', handle: describeApp }),
  addonRoute({
    method: 'GET',
    path: `${BASE}/properties`,
    endpoint: 'addon.properties',
    handle: listProperties,
  }),
  addonRoute({
    method: 'GET',
    path: `${BASE}/properties/:propertyKey`,
    endpoint: 'addon.property.get',
    handle: getProperty,
  }),
  addonRoute({
    method: 'PUT',
    path: `${BASE}/properties/:propertyKey`,
    endpoint: 'addon.property.put',
    handle: putProperty,
  }),
  addonRoute({
    method: 'DELETE',
    path: `${BASE}/properties/:propertyKey`,
    endpoint: 'addon.property.delete',
    handle: deleteProperty,
  }),
];

type AddonRoute = Pick<ApiRoute, 'method' | 'path' | 'endpoint'> & {
  handle(exchange: Exchange, app: ConnectApp): Reply;
};

function addonRoute(route: AddonRoute): ApiRoute {
  return {
    kind: 'api',
    query: [],
    appOnly: true,
    ...route,
    handle(exchange, { app }) {
      if (app.kind !== 'connect' || exchange.params['appKey'] !== app.key) {
        return operationMessage(401, 'Access to this resource must be authenticated as an app.');
      }
      return route.handle(exchange, app);
    },
  };
}

function describeApp({ site }: Exchange, app: ConnectApp): Reply {
  return {
    status: 200,
    objects: 1,
    body: {
      key: app.key,
      version: '1.0.0',
      state: 'ENABLED',
      host: { product: 'jira', contacts: [] },
      license: { active: app.licenseActive, type: 'COMMERCIAL', evaluation: false },
      links: { self: [{ href: `${site.url}/rest/atlassian-connect/1/addons/${app.key}` }] },
    },
  };
}

function listProperties({ site }: Exchange, app: ConnectApp): Reply {
  const keys = [...app.properties.keys()].map((key) => ({ self: propertyUrl(site.url, app.key, key), key }));
  return { status: 200, body: { keys }, objects: keys.length };
}

function getProperty({ site, params }: Exchange, app: ConnectApp): Reply {
  const key = params['propertyKey'] ?? '';
  if (key.length > LONGEST_KEY) return keyTooLong();
  if (!app.properties.has(key)) return operationMessage(404, `Property with key ${key} not found.`);
  return {
    status: 200,
    objects: 1,
    body: { self: propertyUrl(site.url, app.key, key), key, value: app.properties.get(key) },
  };
}

function putProperty(exchange: Exchange, app: ConnectApp): Reply {
  const key = exchange.params['propertyKey'] ?? '';
  if (key.length > LONGEST_KEY) return keyTooLong();
  if (exchange.body.toString('utf8').length > LONGEST_VALUE) {
    return operationMessage(400, `The property value cannot be longer than ${LONGEST_VALUE} characters.`);
  }
  const value = jsonBody(exchange);
  if (value === undefined) return operationMessage(400, 'The property value is not valid JSON.');
  const existed = app.properties.has(key);
  app.properties.set(key, value);
  return existed ? operationMessage(200, 'Property updated.') : operationMessage(201, 'Property created.');
}

function deleteProperty({ params }: Exchange, app: ConnectApp): Reply {
  const key = params['propertyKey'] ?? '';
  if (key.length > LONGEST_KEY) return keyTooLong();
  if (!app.properties.delete(key)) return operationMessage(404, `Property with key ${key} not found.`);
  return { status: 204 };
}

function keyTooLong(): Reply {
  return operationMessage(400, `The property key cannot be longer than ${LONGEST_KEY} characters.`);
}

function propertyUrl(siteUrl: string, appKey: string, key: string): string {
  return `${siteUrl}/rest/atlassian-connect/1/addons/${appKey}/properties/${encodeURIComponent(key)}`;
}

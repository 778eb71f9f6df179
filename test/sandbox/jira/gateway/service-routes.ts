import { violate } from '../http/api-call.ts';
import { jsonBody } from '../http/exchange.ts';
import type { Exchange, Reply, ServiceRoute } from '../http/exchange.ts';
import { tokenFor } from './credentials.ts';

/**
 * What OAuth credentials need beside the gateway itself. Source: "Integrate Jira Software Cloud with on-premises tools"
 * (January 2026).
 */
export const CREDENTIALS_ROUTES: ServiceRoute[] = [
  {
    kind: 'service',
    method: 'GET',
    path: '/_edge/tenant_info',
    endpoint: 'tenant-info',
    handle: ({ site }) => ({ status: 200, body: { cloudId: site.cloudId } }),
  },
  { kind: 'service', method: 'POST', path: '/oauth/token', endpoint: 'oauth.token', handle: issueToken },
];

const FIELDS = ['audience', 'grant_type', 'client_id', 'client_secret'];

function issueToken(exchange: Exchange): Reply {
  if (exchange.headers['content-type']?.startsWith('application/json') !== true)
    return refused(exchange, 'the body must be JSON');
  const body = jsonBody(exchange);
  if (typeof body !== 'object' || body === null) return refused(exchange, 'the body is no object');
  const given = body as Record<string, unknown>;
  const extra = Object.keys(given).filter((name) => !FIELDS.includes(name));
  if (extra.length > 0) return refused(exchange, `${extra.join(', ')} is not documented`);
  if (given['audience'] !== 'api.atlassian.com')
    return refused(exchange, 'the audience is api.atlassian.com');
  if (given['grant_type'] !== 'client_credentials') return refused(exchange, 'client_credentials is wanted');
  const issued = tokenFor(exchange.cloud, {
    clientId: given['client_id'],
    clientSecret: given['client_secret'],
  });
  if (issued === undefined) {
    return { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } };
  }
  return {
    status: 200,
    body: { access_token: issued.token, expires_in: issued.seconds, token_type: 'Bearer' },
  };
}

/** What the documentation rules out, and so a violation as well. */
function refused(exchange: Exchange, description: string): Reply {
  violate(exchange, description);
  return { status: 400, body: { error: 'invalid_request', error_description: description } };
}

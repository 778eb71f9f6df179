import type { Authentication } from '../connect/authenticate.ts';
import type { Exchange } from '../http/exchange.ts';

/** Who calls through `/jira/<api>/0.1/cloud/<cloudId>`: `Authorization: Bearer …` of OAuth credentials. */
export function authenticateCredentials({ cloud, site, headers }: Exchange): Authentication {
  const [scheme, text] = (headers['authorization'] ?? '').split(' ');
  if (scheme !== 'Bearer' || text === undefined)
    return { reason: 'OAuth credentials send a bearer token', violation: true };
  const token = cloud.credentialsTokens.get(text);
  if (token === undefined) return { reason: 'The token is unknown' };
  if (token.expiresAt <= cloud.clock.now()) return { reason: 'The token has expired' };
  const user = site.users.get(token.app.accountId);
  // Credentials are made in one site and are for no other.
  if (token.site !== site || user === undefined)
    return { reason: 'The token is for another site', status: 403 };
  return { caller: { app: token.app, user, actsAsUser: false, scopes: new Set() } };
}

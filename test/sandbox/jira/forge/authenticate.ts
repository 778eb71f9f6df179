import type { Authentication } from '../connect/authenticate.ts';
import type { Exchange } from '../http/exchange.ts';
import { findToken } from './tokens.ts';

/** Who calls through `/ex/jira/<cloudId>`: `Authorization: Bearer …` with a token for this very site. */
export function authenticateForge(exchange: Exchange): Authentication {
  const [scheme, text] = (exchange.headers['authorization'] ?? '').split(' ');
  if (scheme !== 'Bearer' || text === undefined)
    return { reason: 'A Forge app sends a bearer token', violation: true };
  const token = findToken(exchange.cloud, text);
  if (typeof token === 'string') return { reason: token };
  if (token.site !== exchange.site) return { reason: 'The token is for another site', violation: true };
  const user = exchange.site.users.get(token.accountId);
  if (user === undefined) return { reason: 'The account is gone' };
  return { caller: { app: token.app, user, actsAsUser: token.kind !== 'system', scopes: token.scopes } };
}

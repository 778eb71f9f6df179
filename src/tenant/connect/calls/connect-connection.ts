import { createQueryStringHash, encodeSymmetric, SymmetricAlgorithm } from 'atlassian-jwt';
import type { Context } from '../../../context.ts';
import type { SiteConnection, JiraRequest } from '../../../jira/connection.ts';
import { answerOfJira } from '../../calls/jira-answer.ts';
import { sendToJira } from '../../calls/send-to-jira.ts';
import { noteAnswer } from '../../vanished/note-answer.ts';
import { connectSite, type ConnectSite } from './connect-site.ts';
import { dropUserToken, userToken } from './user-token.client.ts';

/** Atlassian refuses tokens that live longer (Connect, "Understanding JWT"). Seconds. */
const lifeSeconds = 180;
const kind = 'connect';

/**
 * A Connect site: each call carries a JWT signed with the shared secret and bound to method, path and query; a call as
 * a user carries a Bearer token of Atlassian's authorization server (scope ACT_AS_USER).
 */
export function connectConnection(ctx: Context, tenantId: string): SiteConnection {
  return {
    tenantId,
    async call(request) {
      const site = await connectSite(ctx, tenantId);
      const authorization = `JWT ${signCall(ctx, site, request)}`;
      const response = await sendToJira(ctx, { ...site, kind, request, authorization });
      await noteAnswer(ctx, site, { request, status: response.status });
      return answerOfJira(ctx, { tenantId, kind, request, response });
    },
    async callAs(accountId, request) {
      const site = await connectSite(ctx, tenantId);
      const asked = { site, accountId, scope: scopeOf(request.method) };
      const once = async () => {
        const authorization = `Bearer ${await userToken(ctx, asked)}`;
        return sendToJira(ctx, { ...site, kind, request, authorization });
      };
      const first = await once();
      // A token can be revoked before its end (re-installation, password change): one new one, then Jira means it.
      if (first.status !== 401) return answerOfJira(ctx, { tenantId, kind, request, response: first });
      dropUserToken(ctx, asked);
      return answerOfJira(ctx, { tenantId, kind, request, response: await once() });
    },
  };
}

function signCall(ctx: Context, site: ConnectSite, { method, path, query }: JiraRequest): string {
  const iat = Math.floor(ctx.clock.now() / 1000);
  // The path is hashed relative to the site's base address, as Jira does.
  const qsh = createQueryStringHash({ method, pathname: path, query: { ...query } }, false);
  const claims = { iss: ctx.config.appKey, iat, exp: iat + lifeSeconds, qsh };
  return encodeSymmetric(claims, site.sharedSecret, SymmetricAlgorithm.HS256);
}

/** Connect's scopes do not contain each other in a token: what is needed is asked for, and no more. */
function scopeOf(method: JiraRequest['method']): string {
  if (method === 'GET') return 'READ';
  return method === 'DELETE' ? 'READ WRITE DELETE' : 'READ WRITE';
}

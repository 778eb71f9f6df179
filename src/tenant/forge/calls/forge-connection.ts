import type { Context } from '../../../context.ts';
import type { JiraAnswer, SiteConnection, JiraRequest } from '../../../jira/connection.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import { answerOfJira } from '../../calls/jira-answer.ts';
import { sendToJira } from '../../calls/send-to-jira.ts';
import { noteAnswer } from '../../vanished/note-answer.ts';
import { isFresh, waitsForToken } from '../system-token.ts';
import { forgeSite, type ForgeSite } from './forge-site.ts';
import { dropOfflineUserToken, offlineUserToken } from './offline-user-token.client.ts';

/**
 * A site that has the app through Forge: a call carries the system token that Forge brought last, one as a user the
 * token that Atlassian gives out for a person who is not there. A token that may have ended is not sent: what needs it
 * waits for the next hourly call.
 *
 * @param options.isProbe whether the site is asked even so, to see if it is there at all
 */
export function forgeConnection(
  ctx: Context,
  tenantId: string,
  { isProbe = false }: { isProbe?: boolean } = {},
): SiteConnection {
  return {
    tenantId,
    async call(request) {
      const site = await forgeSite(ctx, tenantId);
      if (isProbe && site.isUnheard) return probe(ctx, site, request);
      const systemToken = usableToken(ctx, site);
      const response = await sendToJira(ctx, { ...site, request, authorization: `Bearer ${systemToken}` });
      if (response.status === 401) refuseOldToken(ctx, site);
      await noteAnswer(ctx, site, { request, status: response.status });
      return answerOfJira(ctx, { ...site, request, response });
    },
    async callAs(accountId, request) {
      const site = await forgeSite(ctx, tenantId);
      const asked = { site, systemToken: usableToken(ctx, site), accountId };
      const once = async () => {
        const authorization = `Bearer ${await offlineUserToken(ctx, asked)}`;
        return sendToJira(ctx, { ...site, request, authorization });
      };
      const first = await once();
      // A token can be revoked before its end (permissions, password change): one new one, then Jira means it.
      if (first.status !== 401) return answerOfJira(ctx, { ...site, request, response: first });
      dropOfflineUserToken(ctx, asked);
      return answerOfJira(ctx, { ...site, request, response: await once() });
    },
  };
}

function usableToken(ctx: Context, { systemToken, systemTokenAt, isUnheard }: ForgeSite): string {
  if (systemToken === undefined || isUnheard) throw waitsForToken(systemTokenAt, ctx.clock.now());
  return systemToken;
}

/** 401 to a token that another should have replaced says nothing about the installation. */
function refuseOldToken(ctx: Context, { systemTokenAt = 0 }: ForgeSite): void {
  const now = ctx.clock.now();
  if (!isFresh(systemTokenAt, now)) throw waitsForToken(systemTokenAt, now);
}

/**
 * Asks a site that has stopped to call: with a token that has ended, since there is no other. A site that answers is
 * there; one that refuses may have uninstalled the app.
 */
async function probe(ctx: Context, site: ForgeSite, request: JiraRequest): Promise<JiraAnswer> {
  const { systemToken } = site;
  const response = systemToken
    ? await sendToJira(ctx, { ...site, request, authorization: `Bearer ${systemToken}` })
    : undefined;
  const verdict = await noteAnswer(ctx, site, { request, status: response?.status ?? 401 });
  if (response === undefined || verdict === 'gone') {
    throw new AppError('needs_authorization', say('tenant.stoppedCalling'));
  }
  return answerOfJira(ctx, { ...site, request, response });
}

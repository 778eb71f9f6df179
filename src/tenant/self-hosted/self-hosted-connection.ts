import type { Context } from '../../context.ts';
import type { JiraAnswer, JiraRequest, SiteConnection } from '../../jira/connection.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { sendToJira } from '../calls/send-to-jira.ts';
import { getTenant } from '../tenant.store.ts';
import { answerOfServer } from './server-answer.ts';
import { accessTokenOf, personalWords } from './tokens/access-token.ts';
import { readTokens, type Holder } from './tokens/token.store.ts';

const kind = 'self-hosted';

/**
 * A Jira that somebody runs by themselves. Calls as the app carry the token of the user whom its administrator has
 * authorized, calls as a person the token of what that person has authorized: nobody can be acted for otherwise. Until
 * the site has let the app in, what would be sent waits.
 */
export function selfHostedConnection(ctx: Context, tenantId: string): SiteConnection {
  return {
    tenantId,
    call: (request) => callWith(ctx, { tenantId, holder: 'service', request }),
    async callAs(accountId, request) {
      const holder: Holder = `user ${accountId}`;
      if (!(await isAuthorized(ctx, { tenantId, holder }))) {
        throw new AppError('forbidden', say('selfHosted.personNotAuthorized'));
      }
      return callWith(ctx, { tenantId, holder, request });
    },
    async actorFor(accountId) {
      if (await isAuthorized(ctx, { tenantId, holder: `user ${accountId}` }))
        return { accountId, isThemselves: true };
      const service = await readTokens(ctx.db, { tenantId, holder: 'service' }, ctx.sealer);
      return { accountId: service?.accountId ?? '', isThemselves: false };
    },
  };
}

type Asked = { readonly tenantId: string; readonly holder: Holder };

async function isAuthorized(ctx: Context, key: Asked): Promise<boolean> {
  const tokens = await readTokens(ctx.db, key, ctx.sealer);
  return tokens !== undefined && tokens.problem === undefined;
}

async function callWith(
  ctx: Context,
  { request, ...key }: Asked & { readonly request: JiraRequest },
): Promise<JiraAnswer> {
  const { tenantId } = key;
  const { baseUrl } = await getTenant(ctx.db, tenantId);
  const once = async (refused?: string) => {
    const token = await accessTokenOf(ctx, key, refused);
    const authorization = `Bearer ${token.accessToken}`;
    return { token, response: await sendToJira(ctx, { tenantId, kind, baseUrl, request, authorization }) };
  };
  const first = await once();
  if (first.response.status !== 401) {
    return answerOfServer(ctx, { tenantId, kind, request, response: first.response });
  }
  if (first.token.refreshToken === undefined) throw new AppError('needs_authorization', personalWords);
  // Revoked before its end, or Jira was restored from a backup: one new one, if Jira gives it (else it is noted).
  const second = await once(first.token.pairId);
  if (second.response.status === 401) {
    throw new AppError('needs_authorization', say('selfHosted.refusesFresh'));
  }
  return answerOfServer(ctx, { tenantId, kind, request, response: second.response });
}

import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { answerOfJira } from '../calls/jira-answer.ts';
import { sendToJira } from '../calls/send-to-jira.ts';
import type { Tenant } from '../tenant.store.ts';
import type { Viewer } from '../viewer.ts';
import type { Invocation } from './invocation.ts';

/**
 * The person who looks at a page of the Forge app. An invocation token proves the app and the site; what the person may
 * do is asked of Jira with the user token that came with this very request and is kept nowhere (Forge Remote,
 * "Essentials": `principal`, header `x-forge-oauth-user`).
 *
 * @throws AppError `unauthorized` where the invocation is for nobody, as those of triggers are
 */
export function forgeViewer(ctx: Context, invocation: Invocation, tenant: Tenant): Viewer {
  const { accountId, userToken, apiBaseUrl } = invocation;
  if (accountId === undefined || userToken === undefined) {
    throw new AppError('unauthorized', say('tenant.nobodyOpens'));
  }
  return {
    tenant,
    accountId,
    async ask(asked) {
      const request = { lane: 'person', ...asked } as const;
      const call = { tenantId: tenant.id, kind: tenant.kind, baseUrl: apiBaseUrl, request };
      const response = await sendToJira(ctx, { ...call, authorization: `Bearer ${userToken}` });
      if (response.status === 401) {
        throw new AppError('unauthorized', say('tenant.notVouchedForYou'));
      }
      return answerOfJira(ctx, { ...call, response });
    },
  };
}

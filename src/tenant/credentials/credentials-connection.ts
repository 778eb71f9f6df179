import type { Context } from '../../context.ts';
import type { JiraAnswer, SiteConnection, JiraRequest } from '../../jira/connection.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { answerOfJira } from '../calls/jira-answer.ts';
import { sendToJira } from '../calls/send-to-jira.ts';
import { noteAnswer } from '../vanished/note-answer.ts';
import { credentialsToken, dropCredentialsToken, howToReplace } from './credentials-token.client.ts';
import { findCredentials, type StoredCredentials } from './credentials.store.ts';
import { gatewayPath, permissionOf } from './gateway-path.ts';

const kind = 'credentials';

/**
 * A Jira Cloud site with OAuth credentials and no app: Atlassian's gateway takes the four bulk APIs for it, and
 * nothing else of Jira.
 */
export function credentialsConnection(ctx: Context, tenantId: string): SiteConnection {
  return {
    tenantId,
    async call(request) {
      const stored = await storedCredentials(ctx, tenantId);
      const to = gatewayPath(request, stored.cloudId);
      if (to === undefined) throw notOpened();
      const first = await ask(ctx, { stored, request, path: to.path });
      // A token can be revoked before its end, with the credentials or by Atlassian: one new one, then it is meant.
      if (first.status === 401) dropCredentialsToken(ctx, stored);
      const response = first.status === 401 ? await ask(ctx, { stored, request, path: to.path }) : first;
      await noteAnswer(ctx, stored, { request, status: response.status });
      if (response.status === 401) throw notAccepted();
      if (response.status === 403) throw notAllowed(permissionOf(to.api));
      if (response.status === 404 && neverMissing(request)) throw notThere();
      return answerOfJira(ctx, { tenantId, kind, request, response });
    },
    callAs(): Promise<JiraAnswer> {
      return Promise.reject(notOpened());
    },
  };
}

async function storedCredentials(ctx: Context, tenantId: string): Promise<StoredCredentials> {
  const stored = await findCredentials(ctx.db, tenantId);
  if (stored !== undefined && stored.state !== 'uninstalled') return stored;
  throw new AppError('needs_authorization', say('credentials.removed'));
}

type Ask = { readonly stored: StoredCredentials; readonly request: JiraRequest; readonly path: string };

async function ask(ctx: Context, { stored, request, path }: Ask) {
  const authorization = `Bearer ${await credentialsToken(ctx, stored)}`;
  const { tenantId } = stored;
  return sendToJira(ctx, {
    tenantId,
    kind,
    baseUrl: ctx.config.atlassianApiUrl,
    path,
    request,
    authorization,
  });
}

function notOpened(): AppError {
  return new AppError('feature_disabled', say('credentials.notOpened'));
}

function notAccepted(): AppError {
  return new AppError('needs_authorization', say('credentials.notAccepted', { replace: howToReplace }));
}

function notAllowed(permission: Text): AppError {
  return new AppError('forbidden', say('credentials.lacksPermission', { permission }));
}

/** These addresses have no answer 404 of their own. */
function neverMissing({ method, path }: JiraRequest): boolean {
  return method !== 'DELETE' && /\/(bulk|existsByProperties)$/.test(path);
}

/** Atlassian knows no such site (any more). */
function notThere(): AppError {
  return new AppError('needs_authorization', say('credentials.siteGone'));
}

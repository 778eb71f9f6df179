import type { Context } from '../../context.ts';
import { revokeToken, type OauthApplication } from '../../gitlab/oauth.client.ts';

/** Ends a token that nobody will use. Where GitLab does not answer, that is logged and stops nothing. */
export async function revokeQuietly(
  ctx: Context,
  application: OauthApplication,
  token: string,
): Promise<void> {
  await revokeToken(ctx.http, application, token).catch((error: unknown) => {
    ctx.log.warn(
      { hostUrl: application.hostUrl, err: error },
      'a token that nobody uses could not be revoked',
    );
  });
}

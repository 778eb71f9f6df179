import { jwtVerify } from 'jose';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Request } from '../../lib/http/web.ts';
import { forgeKey } from './forge-keys.client.ts';
import { invocationClaims, type InvocationClaims } from './invocation.schema.ts';

/** One verified call of Forge to this server. */
export type Invocation = {
  readonly cloudId: string;
  /** Another one after each installation. */
  readonly installationId: string;
  /** `<ATLASSIAN_API_URL>/ex/jira/<cloudId>`; no trailing slash. */
  readonly apiBaseUrl: string;
  readonly environment: { readonly id: string; readonly type: string };
  readonly appVersion: string;
  readonly moduleKey: string | undefined;
  /** Origin of what people see in their address bar; absent where a call says nothing of it. */
  readonly siteUrl: string | undefined;
  /** Atlassian account id of the person who called; absent for events and schedules. */
  readonly accountId: string | undefined;
  /** What the module is shown for. The shell's own word for it proves nothing; nor do these about the person's rights. */
  readonly issueKey: string | undefined;
  readonly projectKey: string | undefined;
  /** Undefined: not licensed through the Marketplace. */
  readonly licenseActive: boolean | undefined;
  /** Opaque, to act as the app; and as the person who called. */
  readonly systemToken: string | undefined;
  readonly userToken: string | undefined;
  /** Epoch ms, whole seconds. */
  readonly issuedAt: number;
};

/** Clocks of Atlassian and ours may differ by this much: a token lives for some 25 seconds. */
const clockSkewSeconds = 5;
const longestToken = 16 * 1024;
const cloudIdText = /^[A-Za-z0-9_-]{1,64}$/;

const refused = (cause?: unknown) =>
  new AppError('unauthorized', say('tenant.callNotVouched'), {
    cause,
  });

/**
 * Verifies that a call comes from Forge, for this app, now, and says for which site (Forge Remote, "Forge invocation
 * token"). It proves the app, not the person's rights in Jira.
 *
 * @throws AppError `unauthorized` for every fault; errors of `forgeKey` where Atlassian's keys cannot be read
 */
export async function verifyInvocation(ctx: Context, req: Request): Promise<Invocation> {
  const { forgeAppId } = ctx.config;
  if (forgeAppId === undefined) {
    throw new AppError('unauthorized', say('tenant.notSetUpForForge'));
  }
  const verified = await jwtVerify(bearerOf(req), ({ kid }) => forgeKey(ctx, kid), {
    algorithms: ['RS256'],
    issuer: 'forge/invocation-token',
    audience: forgeAppId,
    requiredClaims: ['iat', 'exp'],
    currentDate: new Date(ctx.clock.now()),
    clockTolerance: clockSkewSeconds,
    maxTokenAge: '1h',
  }).catch((error: unknown) => {
    throw error instanceof AppError ? error : refused(error);
  });
  const claims = invocationClaims.safeParse(verified.payload);
  if (!claims.success) throw refused(claims.error);
  if (claims.data.app.id !== forgeAppId) throw refused();
  return invocationOf(ctx, req, claims.data);
}

function invocationOf(
  ctx: Context,
  req: Request,
  { app, context, principal, iat }: InvocationClaims,
): Invocation {
  const { cloudId, apiBaseUrl } = siteOf(ctx, { apiBaseUrl: app.apiBaseUrl, cloudId: context?.cloudId });
  return {
    cloudId,
    apiBaseUrl,
    installationId: app.installationId,
    environment: app.environment,
    appVersion: app.appVersion,
    moduleKey: context?.moduleKey ?? app.module?.key,
    siteUrl: context?.siteUrl ?? app.installation?.contexts.find((one) => one.cloudId === cloudId)?.siteUrl,
    accountId: principal ?? undefined,
    issueKey: context?.extension?.issue?.key,
    projectKey: context?.extension?.project?.key,
    licenseActive: app.license?.active,
    systemToken: opaque(req, 'x-forge-oauth-system'),
    userToken: opaque(req, 'x-forge-oauth-user'),
    issuedAt: iat * 1000,
  };
}

/** Tokens go to Atlassian's API alone, and to the site that the call is about, whatever else a token says. */
function siteOf(
  ctx: Context,
  claimed: { apiBaseUrl: string; cloudId: string | undefined },
): Pick<Invocation, 'cloudId' | 'apiBaseUrl'> {
  const apiBaseUrl = claimed.apiBaseUrl.replace(/\/+$/, '');
  const prefix = `${ctx.config.atlassianApiUrl}/ex/jira/`;
  const cloudId = apiBaseUrl.startsWith(prefix) ? apiBaseUrl.slice(prefix.length) : '';
  if (!cloudIdText.test(cloudId) || (claimed.cloudId ?? cloudId) !== cloudId) throw refused();
  return { cloudId, apiBaseUrl };
}

function bearerOf(req: Request): string {
  const token = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (token === undefined || token.length > longestToken) throw refused();
  return token;
}

function opaque(req: Request, header: string): string | undefined {
  const value = req.headers[header];
  return typeof value === 'string' && value !== '' && value.length <= longestToken ? value : undefined;
}

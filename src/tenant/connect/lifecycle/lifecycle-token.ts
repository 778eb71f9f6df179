import { timingSafeEqual } from 'node:crypto';
import { createQueryStringHash, fromExpressRequest } from 'atlassian-jwt';
import { decodeProtectedHeader, jwtVerify, type JWTVerifyOptions } from 'jose';
import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import type { Request } from '../../../lib/http/web.ts';
import { connectCredentials, findTenant, sharedSecretColumn, type Tenant } from '../../tenant.store.ts';
import { installKey } from './install-keys.client.ts';

const clockSkewSeconds = 30;
const refused = (cause?: unknown) =>
  new AppError(
    'unauthorized',
    'This call is not signed as Jira signs it for this app. Install the app from Jira.',
    {
      cause,
    },
  );

/**
 * `installed` and `uninstalled`: signed by Atlassian itself (RS256, Connect "signed-install"), so that nobody else can
 * speak for a site, not even one that has learned another site's shared secret.
 *
 * @param clientKey of the body: nothing but the token binds the body to a site, so both must name the same
 * @throws AppError `unauthorized`; errors of `installKey`
 */
export async function verifySignedInstall(ctx: Context, req: Request, clientKey: string): Promise<void> {
  const token = tokenOf(req);
  const key = await installKey(ctx, keyIdOf(token));
  const options = { algorithms: ['RS256'], audience: ctx.config.appBaseUrl };
  await verify(ctx, req, { clientKey, check: (common) => jwtVerify(token, key, { ...common, ...options }) });
}

/**
 * `enabled` and `disabled`: signed by the site with the shared secret (HS256).
 *
 * @throws AppError `unauthorized`, also for a site that is not installed
 */
export async function verifySite(ctx: Context, req: Request, clientKey: string): Promise<Tenant> {
  const token = tokenOf(req);
  const tenant = await findTenant(ctx.db, 'connect', clientKey);
  const credentials = tenant === undefined ? undefined : await connectCredentials(ctx.db, tenant.id);
  if (tenant === undefined || credentials === undefined) throw refused();
  const place = { tenantId: tenant.id, column: sharedSecretColumn };
  const secret = Buffer.from(ctx.sealer.open(credentials.sharedSecret, place), 'utf8');
  const options = { algorithms: ['HS256'] };
  await verify(ctx, req, {
    clientKey,
    check: (common) => jwtVerify(token, secret, { ...common, ...options }),
  });
  return tenant;
}

type Check = {
  clientKey: string;
  check: (common: JWTVerifyOptions) => Promise<{ payload: Record<string, unknown> }>;
};

async function verify(ctx: Context, req: Request, { clientKey, check }: Check): Promise<void> {
  const now = ctx.clock.now();
  const { payload } = await check({
    issuer: clientKey,
    requiredClaims: ['iat', 'exp', 'qsh'],
    currentDate: new Date(now),
    clockTolerance: clockSkewSeconds,
    maxTokenAge: '1h',
  }).catch((error: unknown) => {
    throw refused(error);
  });
  const expected = createQueryStringHash(fromExpressRequest(req), false, ctx.config.appBaseUrl);
  if (typeof payload['qsh'] !== 'string' || !sameText(payload['qsh'], expected)) throw refused();
}

/** Lifecycle calls carry their token in the header alone. */
function tokenOf(req: Request): string {
  const authorization = req.headers.authorization ?? '';
  if (!authorization.startsWith('JWT ') || req.query['jwt'] !== undefined) throw refused();
  return authorization.slice('JWT '.length);
}

function keyIdOf(token: string): unknown {
  try {
    return decodeProtectedHeader(token).kid;
  } catch (error) {
    throw refused(error);
  }
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Request } from '../../lib/http/web.ts';
import { connectAddon, type ConnectAddon } from './connect-addon.ts';

/** Whom a page token speaks for, verified. */
export type PageClaims = { readonly clientKey: string; readonly accountId: string };

/** What `AP.context.getToken()` carries instead of the hash of one request (Connect, apiMigrations context-qsh). */
const contextQsh = 'context-qsh';
/** Clocks of Jira and ours may differ by this much, in seconds. */
const clockSkew = 60;
/** Atlassian's page tokens live 3 minutes, context tokens up to 15. */
const longestLife = 3600;

const header = z.object({ alg: z.literal('HS256') });
const claims = z.object({
  iss: z.string().min(1).max(255),
  sub: z.string().min(1).max(255),
  qsh: z.string().min(1),
  iat: z.number(),
  exp: z.number(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
});

const notSignedIn = (cause?: unknown) => new AppError('unauthorized', say('tenant.notVouched'), { cause });
const expired = () => new AppError('unauthorized', say('tenant.openTooLong'));

/**
 * Verifies who is looking at a page. Where a token travels decides what it must prove: one in the address (`?jwt=`, a
 * first page load) is bound to exactly this request by its qsh; one in the header (`Authorization: JWT`, every htmx
 * request) may be a context token, which a page of another site cannot read or send.
 *
 * @throws AppError `unauthorized`
 */
export function verifyPageToken(ctx: Context, req: Request): Promise<PageClaims> {
  return verify(ctx, req, { isAction: false });
}

/**
 * Verifies the token of an address that Jira made of `{jwt}` in an action of the development tool: Jira puts a context
 * token there, which is bound to no address. So it may lead somewhere, and never shows or changes anything itself.
 * @throws AppError `unauthorized`
 */
export function verifyActionToken(ctx: Context, req: Request): Promise<PageClaims> {
  return verify(ctx, req, { isAction: true });
}

async function verify(ctx: Context, req: Request, { isAction }: { isAction: boolean }): Promise<PageClaims> {
  const { token, inAddress } = tokenOf(req);
  const unverified = readClaims(token);
  const now = ctx.clock.now() / 1000;
  if (unverified.exp <= now) throw expired();
  if (unverified.iat > now + clockSkew || unverified.exp - unverified.iat > longestLife) throw notSignedIn();
  // ACE would look up the tenant by the audience, which its own session tokens use. Ours is always the issuer.
  if (unverified.aud !== undefined && [unverified.aud].flat()[0] !== unverified.iss) throw notSignedIn();
  const isContextToken = unverified.qsh === contextQsh;
  if (isContextToken && inAddress && !isAction) throw notSignedIn();
  const verified = await askAce(await connectAddon(ctx), { req, token, skipQsh: isContextToken });
  if (verified !== unverified.iss) throw notSignedIn();
  return { clientKey: unverified.iss, accountId: unverified.sub };
}

/** Whether a request brings something of the kind at all. */
export function hasPageToken(req: Request): boolean {
  return req.query['jwt'] !== undefined || req.headers.authorization !== undefined;
}

/** Exactly one token, in one of the two places. `acpt`, `X-acpt` and bodies, which ACE would read too, do not count. */
function tokenOf(req: Request): { token: string; inAddress: boolean } {
  const inAddress = req.query['jwt'];
  const authorization = req.headers.authorization;
  const inHeader =
    authorization?.startsWith('JWT ') === true ? authorization.slice('JWT '.length) : undefined;
  if (inAddress !== undefined && inHeader !== undefined) throw notSignedIn();
  if (inHeader !== undefined) return { token: inHeader, inAddress: false };
  if (typeof inAddress === 'string') return { token: inAddress, inAddress: true };
  throw notSignedIn();
}

function readClaims(token: string): z.infer<typeof claims> {
  try {
    header.parse(decodeProtectedHeader(token));
    return claims.parse(decodeJwt(token));
  } catch (error) {
    throw notSignedIn(error);
  }
}

type Question = { req: Request; token: string; skipQsh: boolean };

/**
 * Lets ACE verify signature and qsh, and gives the clientKey that it verified. It sees a description of the request
 * and an answer that goes nowhere, so that the session token it hands out (`X-acpt`) reaches nobody, the body is not
 * logged, and `AC_OPTS=no-auth`, with which it verifies nothing, ends as a refusal: no clientKey was set.
 */
function askAce(addon: ConnectAddon, { req, token, skipQsh }: Question): Promise<string> {
  let query = withoutToken(req.query);
  const described = {
    method: req.method,
    originalUrl: req.originalUrl,
    path: req.path,
    get query() {
      return query;
    },
    headers: { authorization: `JWT ${token}` },
    header: () => undefined,
    body: {},
  };
  const answer = {
    locals: {} as Record<string, unknown>,
    setHeader() {
      // The token is verified by now. What ACE does next with the query is to print warnings about it.
      query = {};
    },
  };
  return new Promise((resolve, reject) => {
    const done = (refusal?: unknown) => {
      const clientKey = answer.locals['clientKey'];
      if (refusal === undefined && typeof clientKey === 'string' && clientKey !== '') resolve(clientKey);
      else reject(notSignedIn());
    };
    addon.authenticate(skipQsh)(described as unknown as Request, answer as unknown as never, done);
  });
}

/** qsh leaves the token out; ACE would use a second one there. */
function withoutToken(query: Request['query']): Request['query'] {
  const { jwt: _jwt, ...rest } = query;
  return rest;
}

import type { Context } from '../../context.ts';
import type { Request, Response } from '../../lib/http/web.ts';

/**
 * `__Host-`: the browser takes it from this very host over https only, and no other host or path can set it (RFC 6265bis,
 * "Cookie Name Prefixes"). During development, over http, there is no such thing.
 */
function cookieName(ctx: Context): string {
  return isSecure(ctx) ? '__Host-session' : 'session';
}

function isSecure({ config }: Context): boolean {
  return config.appBaseUrl.startsWith('https:');
}

/**
 * Lax, not Strict: GitLab, and a Jira where somebody signs in, lead back here by a link of theirs, which Lax lets through
 * and Strict does not; no request that changes something is made so.
 */
function attributes(ctx: Context) {
  return { httpOnly: true, secure: isSecure(ctx), sameSite: 'lax', path: '/' } as const;
}

/** The secret in the browser's cookie; undefined without one. */
export function sessionCookie(ctx: Context, req: Request): string | undefined {
  const name = cookieName(ctx);
  const pair = (req.headers.cookie ?? '').split('; ').find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** It ends with the browser; when the session ends, the server knows. */
export function setSessionCookie(ctx: Context, res: Response, secret: string): void {
  res.cookie(cookieName(ctx), secret, { ...attributes(ctx), encode: String });
}

export function clearSessionCookie(ctx: Context, res: Response): void {
  res.clearCookie(cookieName(ctx), attributes(ctx));
}

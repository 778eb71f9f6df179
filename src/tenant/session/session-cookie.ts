import type { Context } from '../../context.ts';
import { hostCookie } from '../../lib/http/cookies/host-cookie.ts';
import type { Request, Response } from '../../lib/http/web.ts';

const cookieOf = ({ config }: Context) => hostCookie('session', config.appBaseUrl);

/** The secret in the browser's cookie; undefined without one. */
export function sessionCookie(ctx: Context, req: Request): string | undefined {
  return cookieOf(ctx).of(req);
}

export function setSessionCookie(ctx: Context, res: Response, secret: string): void {
  cookieOf(ctx).give(res, secret);
}

export function clearSessionCookie(ctx: Context, res: Response): void {
  cookieOf(ctx).take(res);
}

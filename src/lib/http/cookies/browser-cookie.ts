import type { Request, Response } from '../web.ts';
import { cookieIn } from './cookie-in.ts';

/**
 * A cookie that authorizes nothing: it only tells whether the browser that comes back from another site is the one that
 * left for it, so that nobody can have another person consent for him (RFC 9700, section 4.7).
 */
export type BrowserCookie = {
  /** The secret this browser was given; undefined for a value that cannot be one of ours. */
  of(req: Request): string | undefined;
  /** Gives it to the browser for as long as a sign-in takes. @param secret as of `randomText` */
  give(res: Response, secret: string): void;
};

const lifeMs = 10 * 60_000;

/** @param path below which it is sent @param appBaseUrl https makes it one for https alone */
export function browserCookie(name: string, { path, appBaseUrl }: { path: string; appBaseUrl: string }) {
  const cookie: BrowserCookie = {
    of(req) {
      const value = cookieIn(req, name) ?? '';
      return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
    },
    give(res, secret) {
      res.cookie(name, secret, {
        httpOnly: true,
        // The other site leads back by a top-level GET, which Lax allows.
        sameSite: 'lax',
        secure: appBaseUrl.startsWith('https:'),
        path,
        maxAge: lifeMs,
      });
    },
  };
  return cookie;
}

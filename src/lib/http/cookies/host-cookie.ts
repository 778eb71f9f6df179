import type { Request, Response } from '../web.ts';
import { cookieIn } from './cookie-in.ts';

/** A cookie that lets somebody in. It ends with the browser; when it has ended before, the server knows. */
export type HostCookie = {
  /** What the browser holds, whatever it is. */
  of(req: Request): string | undefined;
  give(res: Response, secret: string): void;
  take(res: Response): void;
};

/**
 * `__Host-`: the browser takes it from this very host over https only, and no other host or path can set it (RFC 6265bis,
 * "Cookie Name Prefixes"). During development, over http, there is no such thing.
 *
 * Lax, not Strict: GitLab, and a Jira where somebody signs in, lead back here by a link of theirs, which Lax lets through
 * and Strict does not; no request that changes something is made so.
 */
export function hostCookie(word: string, appBaseUrl: string): HostCookie {
  const secure = appBaseUrl.startsWith('https:');
  const name = secure ? `__Host-${word}` : word;
  const attributes = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const;
  return {
    of: (req) => cookieIn(req, name),
    give: (res, secret) => res.cookie(name, secret, { ...attributes, encode: String }),
    take: (res) => res.clearCookie(name, attributes),
  };
}

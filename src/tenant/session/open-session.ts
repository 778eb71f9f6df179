import type { Context } from '../../context.ts';
import type { Request, Response } from '../../lib/http/web.ts';
import { sessionCookie, setSessionCookie } from './session-cookie.ts';
import { startSession, type SignedIn } from './sessions.ts';

/**
 * Signs a person in, who has proven by now who they are: the browser gets a new session, and what it had is ended. The
 * caller leads on from here.
 */
export async function openSession(
  ctx: Context,
  { req, res }: { readonly req: Request; readonly res: Response },
  person: SignedIn,
): Promise<void> {
  const secret = await startSession(ctx, person, sessionCookie(ctx, req));
  setSessionCookie(ctx, res, secret);
}

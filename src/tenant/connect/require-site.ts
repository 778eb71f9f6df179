import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { awaited, type Middleware, type Request, type Response } from '../../lib/http/web.ts';
import type { Tenant } from '../tenant.store.ts';
import { verifySite } from './lifecycle/lifecycle-token.ts';

const tenants = new WeakMap<Response, Tenant>();

/**
 * Lets in a Connect site that asks for itself and for nobody in it: Jira signs such a call with the shared secret, and
 * the call's own address is in the signature.
 */
export function requireSite(ctx: Context): Middleware {
  return awaited(async (req, res, next) => {
    const tenant = await verifySite(ctx, req, issuerOf(req));
    if (tenant.state !== 'active') throw new AppError('forbidden', say('tenant.switchedOff'));
    tenants.set(res, tenant);
    next();
  });
}

/** The site that `requireSite` let in. */
export function siteOf(res: Response): Tenant {
  const tenant = tenants.get(res);
  if (tenant === undefined) throw new Error('This route has no requireSite before it.');
  return tenant;
}

/** Who says to be asking; verified right after. Empty where nobody does. */
function issuerOf(req: Request): string {
  const token = (req.headers.authorization ?? '').replace(/^JWT /, '');
  try {
    return z.string().max(255).catch('').parse(decodeJwt(token).iss);
  } catch {
    return '';
  }
}

import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import type { Request } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import { csrfTokenOf, isSame } from './session-id.ts';

/** The header of htmx's requests (public/direct.js), and the hidden field of a form that the browser sends by itself. */
const headerName = 'x-csrf-token';
const fieldName = '_csrf';

/**
 * Refuses what a page of another site made the browser send: it says where it comes from, and no page can change what it
 * says (Fetch standard, `Origin`; Fetch Metadata, `Sec-Fetch-Site`). Old browsers send neither.
 *
 * @throws AppError `forbidden`
 */
export function requireOwnOrigin({ config }: Context, { headers }: Request): void {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const isForeign = origin !== undefined && origin !== new URL(config.appBaseUrl).origin;
  if (isForeign || (site !== undefined && site !== 'same-origin')) throw notOurs();
}

/**
 * Refuses a request that changes something and does not carry the session's token, which only our own pages have.
 *
 * @throws AppError `forbidden`
 */
export function requireCsrfToken(ctx: Context, req: Request, secret: string): void {
  requireOwnOrigin(ctx, req);
  const body: unknown = req.body;
  const field: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, fieldName) : undefined;
  const given = req.headers[headerName] ?? field;
  if (typeof given !== 'string' || !isSame(given, csrfTokenOf(secret))) throw notOurs();
}

function notOurs(): AppError {
  return new AppError('forbidden', say('tenant.session.notOurs'));
}

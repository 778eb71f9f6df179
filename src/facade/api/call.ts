import type { Context } from '../../context.ts';
import { AppError, asAppError, statusOf } from '../../lib/errors.ts';
import { requestId } from '../../lib/http/request-log.ts';
import { awaited, type Middleware, type Request, type Response } from '../../lib/http/web.ts';
import { authenticate, type ApiCaller } from './authenticate.ts';
import { linkHeader, pageOf, pagingOf, type Paging } from './paging.ts';
import type { Rate, RateWindow } from './rate.ts';

/** One authorized request. */
export type Call = {
  readonly ctx: Context;
  readonly caller: ApiCaller;
  /** Where the API is asked at, whole: what addresses in its answers begin with. */
  readonly baseUrl: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly paging: Paging;
};

export type ApiAnswer =
  | { readonly status?: number; readonly json: unknown }
  /** Rows of one page, and one more where another follows. */
  | { readonly rows: readonly unknown[] }
  | { readonly status: 204 };

/** A route of the API: who asks is known when it is called, and what it throws is answered as GitHub answers. */
export type ApiHandler = (call: Call) => Promise<ApiAnswer>;

const docs = 'https://docs.github.com/enterprise-server/rest';

export function apiRoute(ctx: Context, rate: Rate, handler: ApiHandler): Middleware {
  return awaited(async (req, res) => {
    try {
      const caller = await authenticate(ctx, tokenOf(req));
      const isLook = req.path.endsWith('/rate_limit');
      const window = rate.take(caller.tokenHash, isLook ? 0 : 1);
      tellRate(res, window);
      if (window.remaining < 0 && !isLook) {
        sendError(res, 403, 'API rate limit exceeded. It is counted anew every hour.');
        return;
      }
      // The router stands below a prefix too.
      const baseUrl = `${ctx.config.appBaseUrl}${req.baseUrl}/api/v3`;
      const paging = pagingOf(req.query);
      const answer = await handler({
        ...{ ctx, caller, baseUrl, paging, query: req.query, body: req.body as unknown },
        params: req.params,
      });
      send(ctx, { req, res }, { answer, paging });
    } catch (thrown) {
      refuse(ctx, res, thrown);
    }
  });
}

/**
 * `Authorization: token …`, as the old client sends it, `Bearer …`, or `access_token` in the query, as the connector sends
 * it when it looks after its hooks. Query strings are not logged.
 */
function tokenOf(req: Request): string | undefined {
  const header = /^(?:token|bearer)\s+(\S{1,200})$/i.exec(req.headers.authorization ?? '')?.[1];
  const query = req.query['access_token'];
  return header ?? (typeof query === 'string' && query.length <= 200 ? query : undefined);
}

function tellRate(res: Response, { limit, remaining, resetAt }: RateWindow): void {
  res.setHeader('x-ratelimit-limit', String(limit));
  res.setHeader('x-ratelimit-remaining', String(Math.max(0, remaining)));
  res.setHeader('x-ratelimit-reset', String(Math.floor(resetAt / 1000)));
}

type Exchange = { readonly req: Request; readonly res: Response };

function send(
  ctx: Context,
  { req, res }: Exchange,
  { answer, paging }: { answer: ApiAnswer; paging: Paging },
): void {
  if ('rows' in answer) {
    const { items, isLast } = pageOf(answer.rows, paging);
    const link = linkHeader(`${ctx.config.appBaseUrl}${req.originalUrl}`, paging, { isLast });
    if (link !== undefined) res.setHeader('link', link);
    res.json(items);
  } else if ('json' in answer) res.status(answer.status ?? 200).json(answer.json);
  else res.status(answer.status).end();
}

function refuse(ctx: Context, res: Response, thrown: unknown): void {
  const error = asAppError(thrown);
  const status = statusOf[error.code];
  const fields = { requestId: requestId(res), code: error.code, err: error };
  if (error.code === 'internal') ctx.log.error(fields, 'request failed');
  else ctx.log.debug(fields, 'request refused');
  // GitHub's status for what is not a valid entity, and never one that a proxy or the old client reads as an outage.
  sendError(res, error.code === 'bad_request' ? 422 : status, error.message);
}

function sendError(res: Response, status: number, message: string): void {
  res.status(status).json({ message, documentation_url: docs });
}

/** What GitHub answers for everything that is not there, or not for this caller. */
export function notFoundHere(): AppError {
  return new AppError('not_found', 'Not Found');
}

/** An ISO time of whole seconds: the old client reads no fraction (egit-github, DateFormatter). */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

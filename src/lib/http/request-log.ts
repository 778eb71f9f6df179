import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import { countElsewhere, noneElsewhere } from './elsewhere.ts';
import type { Middleware, Request, Response } from './web.ts';

const ids = new WeakMap<Response, string>();

/** The id of the request that this answer belongs to: in its `X-Request-Id`, the log and the error page. */
export function requestId(res: Response): string {
  return ids.get(res) ?? 'unknown';
}

/**
 * One line per request. `ms`: from its head to the last byte given to the network; `elsewhereMs`: how long of this it
 * waited for Jira or GitLab; the rest is ours, the database included. The line holds the route's pattern and never the
 * address itself: the query carries page tokens and OAuth codes, and the path of a hook is its secret.
 */
export function requestLog(log: Log): Middleware {
  return (req, res, next) => {
    const id = randomUUID();
    ids.set(res, id);
    res.setHeader('x-request-id', id);
    const startedAt = performance.now();
    const elsewhere = noneElsewhere();
    res.on('close', () => {
      const fields = {
        requestId: id,
        method: req.method,
        route: routeOf(req),
        status: res.statusCode,
        ms: tenths(performance.now() - startedAt),
        elsewhereMs: tenths(elsewhere.ms),
        finished: res.writableFinished,
      };
      if (res.statusCode >= 500) log.error(fields, 'request');
      else if (isTold(fields)) log.debug(fields, 'request');
      else log.info(fields, 'request');
    });
    countElsewhere(elsewhere, next);
  };
}

const tenths = (ms: number) => Math.round(ms * 10) / 10;

/** Webhooks that were taken in: thousands a minute, each of which is stored and counted. */
function isTold({ route, status }: { route: string; status: number }): boolean {
  return route.startsWith('/webhooks/') && status === 200;
}

/** `/accounts/:id` where a route took the request; `other` where none did. */
function routeOf(req: Request): string {
  const route: unknown = req.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return 'other';
  return `${req.baseUrl}${String(route.path)}`;
}

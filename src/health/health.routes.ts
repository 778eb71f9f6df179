import { timingSafeEqual } from 'node:crypto';
import express from 'express';
import type { Context } from '../context.ts';
import { pendingMigrations } from '../db/migrate.ts';
import { livingProcesses } from '../queue/process.store.ts';
import { readGauges } from './read-gauges.ts';

/** Gauges ask the database: however often somebody looks, no more often than this. */
const gaugesMs = 5_000;

type Check = { readonly ok: boolean; readonly detail: string };

/** For operators: `/healthz` (this process is alive), `/readyz` (send it requests), `/metrics` (Prometheus text). */
export function healthRoutes(ctx: Context): express.Router {
  const router = express.Router();
  const refreshGauges = atMostEvery(ctx, gaugesMs, async () => ctx.metrics.gauges(await readGauges(ctx)));
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'alive' });
  });
  router.get('/readyz', (_req, res, next) => {
    readiness(ctx)
      .then((checks) => {
        const ready = Object.values(checks).every((check) => check.ok);
        res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', checks });
      })
      .catch(next);
  });
  router.get('/metrics', (req, res, next) => {
    if (!mayReadMetrics(req, ctx.config.metricsToken)) {
      res.status(403).type('text/plain').send('Set METRICS_TOKEN and send it as a bearer token.\n');
      return;
    }
    refreshGauges()
      .then(() => ctx.metrics.registry.metrics())
      .then((text) => res.type(ctx.metrics.registry.contentType).send(text))
      .catch(next);
  });
  return router;
}

/** All that a process with ROLE=worker answers. */
export function healthApp(ctx: Context): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(healthRoutes(ctx));
  return app;
}

async function readiness(ctx: Context): Promise<Record<string, Check>> {
  if (ctx.stopping.aborted) return { process: { ok: false, detail: 'stopping' } };
  try {
    const pending = await pendingMigrations(ctx.db);
    if (pending.length > 0) {
      return {
        database: { ok: true, detail: 'reachable' },
        migrations: { ok: false, detail: `${pending.length} to run: npm run cli -- migrate` },
      };
    }
    const workers = (await livingProcesses(ctx.db)).filter((process) => process.workers > 0);
    return {
      database: { ok: true, detail: 'reachable' },
      migrations: { ok: true, detail: 'up to date' },
      // A web process takes requests without any worker alive, since accepting is durable; a worker needs its own.
      worker: {
        ok: ctx.config.role === 'web' || workers.length > 0,
        detail: `${workers.length} worker processes alive`,
      },
    };
  } catch (err) {
    ctx.log.warn({ err }, 'not ready: the database does not answer');
    return { database: { ok: false, detail: 'not reachable' } };
  }
}

/**
 * Does `work` unless it was done less than `ms` ago. Without a database the figures of this process are still worth
 * printing, so a failure is only logged.
 */
function atMostEvery(
  ctx: Pick<Context, 'clock' | 'log'>,
  ms: number,
  work: () => Promise<void>,
): () => Promise<void> {
  let doneAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = ctx.clock.now();
    if (now - doneAt < ms) return;
    doneAt = now;
    await work().catch((err: unknown) => ctx.log.warn({ err }, 'gauges could not be read'));
  };
}

/** Without a token only this machine may ask, and a request that a proxy passed on comes from elsewhere. */
function mayReadMetrics(req: express.Request, token: string | undefined): boolean {
  if (token === undefined) {
    const address = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    return (address === '::1' || address.startsWith('127.')) && req.headers['x-forwarded-for'] === undefined;
  }
  const given = Buffer.from(/^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '');
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

import { createHash, randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import type { Context } from '../context.ts';
import { rawBody } from '../lib/http/body.ts';
import { awaited, type Request, type Response } from '../lib/http/web.ts';
import { inBatches } from '../lib/in-batches.ts';
import { readHookId } from '../repository/hooks/hook.ts';
import { readEvent } from './event.schema.ts';
import { openedSecrets } from './opened-secrets.ts';
import { findReceivers, type Receiver } from './receiver.store.ts';
import { storeDeliveries } from './store-deliveries.ts';
import { isGenuine } from './verify-delivery.ts';

/** GitLab sends no more (doc/user/gitlab_com, "Webhooks"). */
const maxBytes = 25 * 1024 * 1024;
/** Of calls that share a statement: the busier the database, the more of them. */
const mostAtOnce = 1_000;

/**
 * Where GitLab tells us that something happened. Answers have no body, for GitLab stores it. A removed hook's 410 and a
 * wrong secret's 401 have GitLab switch such a hook off, which is what is wanted; all else that is ours gets 2xx, also
 * what makes no sense, or GitLab would switch the hook off for it.
 */
export function webhookRoutes(ctx: Context): Router {
  const find = inBatches((ids: Parameters<typeof findReceivers>[1]) => findReceivers(ctx.db, ids), {
    most: mostAtOnce,
  });
  const store = inBatches(
    (received: Parameters<typeof storeDeliveries>[1]) => storeDeliveries(ctx, received),
    { most: mostAtOnce },
  );
  const secretsOf = openedSecrets(ctx.sealer);
  const receivers = new WeakMap<Response, Receiver>();
  const router = express.Router();
  router.post(
    '/webhooks/gitlab/:hookId',
    // Before the body: who does not know an address sends us nothing large.
    awaited(async (req, res, next) => {
      const id = readHookId(req.params['hookId'] ?? '');
      const receiver = id && (await find(id));
      if (receiver === undefined) {
        ctx.metrics.hook({ event: 'unknown', outcome: 'gone' });
        res.status(410).end();
        return;
      }
      receivers.set(res, receiver);
      next();
    }),
    rawBody(maxBytes),
    awaited(async (req, res) => {
      const receiver = receivers.get(res);
      if (receiver === undefined) throw new Error('No hook was found, and the request went on.');
      const body = bodyOf(req);
      const expected = { ...secretsOf(receiver), signed: receiver.signed, now: ctx.clock.now() };
      if (!isGenuine({ headers: req.headers, body }, expected)) {
        ctx.metrics.hook({ event: 'unknown', outcome: 'refused' });
        res.status(401).end();
        return;
      }
      const event = readEvent(body);
      const outcome = await store({ receiver, event, deliveryId: deliveryIdOf(req, body) });
      ctx.metrics.hook({ event: event?.kind ?? 'unreadable', outcome });
      res.status(200).end();
    }),
  );
  return router;
}

/** The parser leaves an object where there is no body at all. */
function bodyOf(req: Request): Buffer {
  const body: unknown = req.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

const longestId = 200;

/**
 * `Idempotency-Key` (17.4) is the same whenever GitLab sends an event again. Older ones have the event's UUID, which
 * several events share when one webhook's receiver causes the next: the body tells them apart.
 */
function deliveryIdOf(req: Request, body: Buffer): string {
  const key = req.get('idempotency-key') ?? '';
  if (key !== '' && key.length <= longestId) return key;
  const uuid = req.get('x-gitlab-event-uuid') ?? '';
  if (uuid === '' || uuid.length > longestId) return randomUUID();
  return `${uuid}:${createHash('sha256').update(body).digest('base64url')}`;
}

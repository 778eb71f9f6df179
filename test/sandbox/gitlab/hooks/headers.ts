import { createHmac, randomUUID } from 'node:crypto';
import { isAtLeast } from '../http/version.ts';
import type { Hook } from './hook.ts';

export interface ToSend {
  readonly hook: Pick<Hook, 'uuid' | 'token' | 'signingToken' | 'customHeaders'>;
  /** `Push Hook` and the like. */
  readonly event: string;
  readonly body: string;
  /** Stays the same when a delivery is sent again. */
  readonly idempotencyKey: string;
}

export interface Sender {
  readonly version: string;
  readonly url: string;
  /** Epoch ms. */
  readonly now: number;
}

/** The headers of one delivery (app/services/web_hook_service.rb), by what the version knows. */
export function headersOf({ hook, event, body, idempotencyKey }: ToSend, by: Sender): Record<string, string> {
  const since = (version: string): boolean => isAtLeast(by.version, version);
  return {
    'Content-Type': 'application/json',
    'User-Agent': `GitLab/${by.version}`,
    'X-Gitlab-Event': event,
    'X-Gitlab-Event-UUID': randomUUID(),
    'X-Gitlab-Instance': by.url,
    ...(since('16.2') ? { 'X-Gitlab-Webhook-UUID': hook.uuid } : {}),
    ...(since('17.4') ? { 'Idempotency-Key': idempotencyKey } : {}),
    ...(hook.token === null ? {} : { 'X-Gitlab-Token': hook.token }),
    ...(hook.signingToken !== null && since('19.0')
      ? signed(hook.signingToken, { id: idempotencyKey, body, seconds: Math.floor(by.now / 1000) })
      : {}),
    ...Object.fromEntries(hook.customHeaders.map(({ key, value }) => [key, value])),
  };
}

/** Standard Webhooks: HMAC-SHA256 over `<id>.<timestamp>.<body>` with the bytes behind `whsec_`. */
export function signed(
  secret: string,
  message: { id: string; body: string; seconds: number },
): { 'webhook-id': string; 'webhook-timestamp': string; 'webhook-signature': string } {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key)
    .update(`${message.id}.${message.seconds}.${message.body}`)
    .digest('base64');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.seconds),
    'webhook-signature': `v1,${signature}`,
  };
}

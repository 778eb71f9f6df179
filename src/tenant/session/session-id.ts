import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Where a row is found. */
export type SecretKey = { readonly tenantId: string; readonly hash: string };

/**
 * What a cookie or a one-time link holds: `<tenant id>.<256 random bits>`. The tenant in it lets every look-up name the
 * tenant, the rest cannot be guessed, and the database has its hash alone.
 */
export function newSecret(tenantId: string): { readonly secret: string; readonly key: SecretKey } {
  const secret = `${tenantId}.${randomBytes(32).toString('base64url')}`;
  return { secret, key: { tenantId, hash: hashOf(secret) } };
}

const form = /^([0-9a-f-]{36})\.[A-Za-z0-9_-]{43}$/;

/** Undefined for a text that cannot be one of ours. */
export function secretKeyOf(secret: string): SecretKey | undefined {
  const tenantId = z.uuid().safeParse(form.exec(secret)?.[1]);
  return tenantId.success ? { tenantId: tenantId.data, hash: hashOf(secret) } : undefined;
}

/**
 * What every request that changes something has to carry beside the cookie, which a browser sends by itself. Made of the
 * session's secret, so it is stored nowhere, ends with the session, and says nothing about the secret.
 */
export function csrfTokenOf(secret: string): string {
  return createHmac('sha256', secret).update('csrf').digest('base64url');
}

/** In a time that says nothing about where they differ. */
export function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(given).digest(),
    createHash('sha256').update(expected).digest(),
  );
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

export type StateKey = { readonly tenantId: string; readonly stateHash: string };

/**
 * The `state` of an authorization is `<tenant id>.<256 random bits>`: the tenant in it lets every look-up name the
 * tenant, the rest cannot be guessed. The database holds only its hash, so a copy of it finishes nobody's authorization.
 */
export function newState(tenantId: string): { state: string; key: StateKey } {
  const state = `${tenantId}.${randomText()}`;
  return { state, key: { tenantId, stateHash: sha256(state) } };
}

/** Undefined for a text that cannot be one of ours. */
export function stateKeyOf(state: string): StateKey | undefined {
  const tenantId = z.uuid().safeParse(state.split('.', 1)[0]);
  return tenantId.success ? { tenantId: tenantId.data, stateHash: sha256(state) } : undefined;
}

/** PKCE (RFC 7636): a verifier of 43 characters; its S256 challenge is `sha256(verifier)`. */
export function randomText(): string {
  return randomBytes(32).toString('base64url');
}

/** base64url without padding, as PKCE wants it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

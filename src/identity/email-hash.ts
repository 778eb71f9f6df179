import { createHash } from 'node:crypto';

/** As addresses are compared: git keeps whatever its user has typed. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** What is kept of an address that is only compared. The tenant in it, so that two sites cannot be compared either. */
export function emailHash(tenantId: string, email: string): string {
  return createHash('sha256')
    .update(`${tenantId} ${normalEmail(email)}`)
    .digest('base64url');
}

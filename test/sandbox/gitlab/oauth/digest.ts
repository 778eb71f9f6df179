import { createHash } from 'node:crypto';

/** How GitLab keeps application secrets and tokens at rest. */
export function sha512(text: string): string {
  return createHash('sha512').update(text).digest('hex');
}

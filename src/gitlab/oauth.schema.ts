import { z } from 'zod';

/** `POST /oauth/token`, granted. `expires_in` is 7200 on every GitLab and cannot be configured. */
export const tokenGranted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive().default(7200),
});

/** `POST /oauth/token`, refused: `invalid_client` (401), `invalid_grant` and others (400). */
export const tokenRefused = z.object({ error: z.string(), error_description: z.string().optional() });

/** `GET /oauth/token/info`. `scope` is what GitLab granted; `scopes` is its deprecated alias. */
export const tokenInfo = z
  .object({ scope: z.array(z.string()).optional(), scopes: z.array(z.string()).optional() })
  .transform((info) => info.scope ?? info.scopes ?? []);

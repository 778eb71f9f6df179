import { z } from 'zod';

/** What Jira sends with `uninstalled`, `enabled` and `disabled`; only what is used is read. */
export const lifecycleBody = z.object({ key: z.string(), clientKey: z.string().min(1).max(255) });

const siteAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** What Jira sends with `installed` (Connect, "Lifecycle"). */
export const installedBody = lifecycleBody.extend({
  sharedSecret: z.string().min(16).max(1000),
  baseUrl: siteAddress,
  displayUrl: siteAddress.optional(),
  productType: z.string(),
  oauthClientId: z.string().max(1000).optional(),
  cloudId: z.string().max(255).optional(),
});

export type InstalledBody = z.infer<typeof installedBody>;

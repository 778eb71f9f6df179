import type { InstalledApp, Site } from '../cloud/site.ts';

/** A token by which an app acts as a person (Connect scope ACT_AS_USER). */
export interface AccessToken {
  site: Site;
  app: InstalledApp;
  accountId: string;
  scopes: Set<string>;
  /** Epoch ms. */
  expiresAt: number;
}

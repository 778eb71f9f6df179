import type { ConnectApp } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';

/** A token by which an app acts as a person (Connect scope ACT_AS_USER). */
export interface AccessToken {
  site: Site;
  app: ConnectApp;
  accountId: string;
  scopes: Set<string>;
  /** Epoch ms. */
  expiresAt: number;
}

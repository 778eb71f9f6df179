import { randomBytes, randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import { credentialsApps, emptyData } from '../cloud/installed-app.ts';
import type { CredentialsApp } from '../cloud/installed-app.ts';
import { createUser } from '../cloud/site.ts';
import type { Site } from '../cloud/site.ts';
import type { Provides } from '../provider/provides.ts';

/** Of a site's OAuth credentials, at one moment. */
export interface CredentialsToken {
  site: Site;
  app: CredentialsApp;
  /** Epoch ms. */
  expiresAt: number;
}

/** What a site's admin does under Settings > Apps > OAuth credentials. */
export interface CredentialsOfSite {
  /** @param permissions all four unless a test gives fewer */
  create(permissions?: readonly Provides[]): { clientId: string; clientSecret: string };
  /** The only ones, or those of this client. @throws Error where there are none */
  app(clientId?: string): CredentialsApp;
  /** A new secret for the same client; the old one opens nothing any more. */
  renewSecret(clientId?: string): string;
  /** Tokens end with them; what they sent stays. */
  revoke(clientId?: string): void;
}

const ALL: readonly Provides[] = ['devInfo', 'builds', 'deployments', 'featureFlags'];
const TOKEN_SECONDS = 900;

export function credentialsOfSite(cloud: Cloud, site: Site): CredentialsOfSite {
  const app = (clientId?: string): CredentialsApp => {
    const found = credentialsApps(site).find(({ key }) => clientId === undefined || key === clientId);
    if (found === undefined) throw new Error(`${site.url} has no OAuth credentials`);
    return found;
  };
  return {
    app,
    create(permissions = ALL) {
      const clientId = randomBytes(16).toString('base64url');
      const { accountId } = createUser(site, { displayName: 'OAuth credentials', accountType: 'app' });
      const created: CredentialsApp = {
        kind: 'credentials',
        key: clientId,
        name: 'OAuth credentials',
        baseUrl: '',
        enabled: true,
        accountId,
        provides: new Set(permissions),
        clientSecret: newSecret(),
        ...emptyData(),
      };
      site.apps.set(clientId, created);
      return { clientId, clientSecret: created.clientSecret };
    },
    renewSecret(clientId) {
      const found = app(clientId);
      endTokens(cloud, found);
      found.clientSecret = newSecret();
      return found.clientSecret;
    },
    revoke(clientId) {
      const found = app(clientId);
      endTokens(cloud, found);
      found.enabled = false;
    },
  };
}

/** A token for whoever has the secret; undefined where the credentials are wrong or revoked. */
export function tokenFor(
  cloud: Cloud,
  { clientId, clientSecret }: { clientId: unknown; clientSecret: unknown },
): { token: string; seconds: number } | undefined {
  for (const site of cloud.sites) {
    const app = credentialsApps(site).find(({ key }) => key === clientId);
    if (app?.enabled !== true || app.clientSecret !== clientSecret) continue;
    const token = randomUUID() + randomBytes(24).toString('base64url');
    const expiresAt = cloud.clock.now() + TOKEN_SECONDS * 1000;
    cloud.credentialsTokens.set(token, { site, app, expiresAt });
    return { token, seconds: TOKEN_SECONDS };
  }
  return undefined;
}

function endTokens(cloud: Cloud, ended: CredentialsApp): void {
  for (const [token, { app }] of cloud.credentialsTokens) {
    if (app === ended) cloud.credentialsTokens.delete(token);
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

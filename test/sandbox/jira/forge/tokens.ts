import { randomBytes } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import type { ForgeApp } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';
import { forgeScopes, impersonationScopes } from './manifest.ts';

/** A token for calls to Jira. Opaque: nothing in it says what it is. */
export interface ForgeToken {
  site: Site;
  app: ForgeApp;
  installationId: string;
  /** The app itself, the person who is looking at a page, or one who is not there. */
  kind: 'system' | 'user' | 'offline';
  accountId: string;
  scopes: Set<string>;
  /** Epoch ms. */
  expiresAt: number;
}

/** A system token lives two hours where Forge guarantees a life; the user token of a session up to four. */
const LIFE_SECONDS = { system: 7200, user: 14_400, offline: 3600 };

/** @param accountId of a person; left out for the app itself */
export function issueToken(
  cloud: Cloud,
  of: { site: Site; app: ForgeApp; kind: ForgeToken['kind']; accountId?: string },
): { token: string; ttl: number } {
  const { site, app, kind } = of;
  const ttl = LIFE_SECONDS[kind];
  forgetExpired(cloud);
  const token = randomBytes(48).toString('base64url');
  cloud.forgeTokens.set(token, {
    site,
    app,
    kind,
    installationId: app.installationId,
    accountId: of.accountId ?? app.accountId,
    scopes: kind === 'offline' ? impersonationScopes(app.manifest) : forgeScopes(app.manifest),
    expiresAt: cloud.clock.now() + ttl * 1000,
  });
  return { token, ttl };
}

const KEPT = 10_000;

/** A bench makes many; one too old is unknown or expired, which is 401 either way. */
function forgetExpired({ forgeTokens, clock }: Cloud): void {
  if (forgeTokens.size < KEPT) return;
  for (const [token, { expiresAt }] of forgeTokens) if (expiresAt <= clock.now()) forgeTokens.delete(token);
}

/** The token if it still opens anything; otherwise why not. */
export function findToken(cloud: Cloud, token: string): ForgeToken | string {
  const found = cloud.forgeTokens.get(token);
  if (found === undefined) return 'The token is unknown';
  if (found.expiresAt <= cloud.clock.now()) return 'The token has expired';
  const installed = found.site.apps.get(found.app.key);
  if (installed?.kind !== 'forge' || installed.installationId !== found.installationId)
    return 'The app is not installed';
  if (found.site.users.get(found.accountId)?.active !== true) return 'The account is gone or inactive';
  return found;
}

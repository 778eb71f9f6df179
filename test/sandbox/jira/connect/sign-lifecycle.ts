import { randomBytes } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import type { ConnectApp } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';
import type { AppDescriptor, LifecycleEvent } from './descriptor.ts';
import { signHs256, signRs256 } from './jwt.ts';
import type { Claims } from './jwt.ts';
import { qshOf } from './qsh.ts';

/** What a lifecycle call is told about the site. Source: Connect app descriptor, "lifecycle HTTP request payload". */
export interface LifecycleBody {
  key: string;
  clientKey: string;
  publicKey: string;
  /** Only with `installed`. */
  sharedSecret?: string | undefined;
  serverVersion: string;
  pluginsVersion: string;
  baseUrl: string;
  displayUrl: string;
  productType: 'jira';
  description: string;
  eventType: LifecycleEvent;
  oauthClientId?: string | undefined;
  cloudId: string;
}

/** How a lifecycle call is to differ from what Atlassian would send. */
export interface Forgery {
  /** Replaces claims; `undefined` takes one out. */
  claims?: Claims | undefined;
  /** The key id in the header. */
  kid?: string | undefined;
  /** Signs with a key that is not the one published under the `kid`. */
  wrongKey?: boolean | undefined;
  /** Signs with this shared secret (HS256) instead of the installation key. */
  secret?: string | undefined;
  /** Sends no Authorization header at all. */
  unsigned?: boolean | undefined;
}

const LIFE_SECONDS = 180;

/** `installed` and `uninstalled` as Atlassian signs them since signed-install: RS256, audience, qsh. */
export function signInstall(input: {
  cloud: Cloud;
  site: Site;
  baseUrl: string;
  path: string;
  forgery?: Forgery | undefined;
}): string {
  const { cloud, site, baseUrl, path, forgery = {} } = input;
  const issuedAt = Math.floor(cloud.clock.now() / 1000);
  const claims = {
    iss: site.clientKey,
    aud: [baseUrl],
    iat: issuedAt,
    exp: issuedAt + LIFE_SECONDS,
    qsh: qshOf({ method: 'POST', path, query: new URLSearchParams() }),
    ...forgery.claims,
  };
  if (forgery.secret !== undefined) return signHs256(claims, forgery.secret);
  const published = cloud.installKeys.current();
  const signer = forgery.wrongKey === true ? cloud.installKeys.unpublished() : published;
  return signRs256(claims, { kid: forgery.kid ?? published.kid, privateKey: signer.privateKey });
}

/** `enabled` and `disabled`: HS256 with the shared secret. */
export function signWithSecret(input: { cloud: Cloud; site: Site; app: ConnectApp; path: string }): string {
  const issuedAt = Math.floor(input.cloud.clock.now() / 1000);
  return signHs256(
    {
      iss: input.site.clientKey,
      iat: issuedAt,
      exp: issuedAt + LIFE_SECONDS,
      qsh: qshOf({ method: 'POST', path: input.path, query: new URLSearchParams() }),
    },
    input.app.sharedSecret,
  );
}

export function lifecycleBody(site: Site, appKey: string, event: LifecycleEvent): LifecycleBody {
  return {
    key: appKey,
    clientKey: site.clientKey,
    publicKey: '',
    serverVersion: '100270',
    pluginsVersion: '1001.0.0-SNAPSHOT',
    baseUrl: site.url,
    displayUrl: site.url,
    productType: 'jira',
    description: `Atlassian Jira at ${site.url}`,
    eventType: event,
    cloudId: site.cloudId,
  };
}

export function newSharedSecret(): string {
  return `ATCO${randomBytes(48).toString('base64url')}`;
}

/** The descriptor's base URL as addresses are built from it. */
export function baseUrlOf(descriptor: AppDescriptor): string {
  return descriptor.baseUrl.replace(/\/+$/, '');
}

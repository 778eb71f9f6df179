import { BUILDS } from '../builds/builds.ts';
import type { AppDescriptor } from '../connect/descriptor.ts';
import { DEPLOYMENTS } from '../deployments/deployments.ts';
import { devInfoStore } from '../devinfo/store.ts';
import type { DevInfoStore } from '../devinfo/store.ts';
import { FEATURE_FLAGS } from '../feature-flags/feature-flags.ts';
import type { ForgeManifest } from '../forge/manifest.ts';
import type { ProviderName } from '../provider/provider.ts';
import type { Provides } from '../provider/provides.ts';
import { providerStore } from '../provider/store.ts';
import type { ProviderStore } from '../provider/store.ts';

/** What it has told the site. */
export interface AppData {
  devInfo: DevInfoStore;
  /** Builds, deployments and feature flags. */
  provided: Record<ProviderName, ProviderStore>;
}

/** An app on a site, whichever way it came. */
interface AppOnSite extends AppData {
  key: string;
  name: string;
  /** Without a slash at the end. */
  baseUrl: string;
  enabled: boolean;
  /** The app's own account on the site. */
  accountId: string;
  /** The APIs its modules open; a test may take one away. */
  provides: Set<Provides>;
}

export interface ConnectApp extends AppOnSite {
  kind: 'connect';
  descriptor: AppDescriptor;
  descriptorUrl: string;
  sharedSecret: string;
  oauthClientId: string;
  /** What pages are told as `lic`. */
  licenseActive: boolean;
  properties: Map<string, unknown>;
}

/** Of a Marketplace licence; `none`: the app is free, or the environment is not production. */
export type ForgeLicense = 'active' | 'inactive' | 'none';

export interface ForgeEnvironment {
  /** A bare UUID, which tokens carry inside an ARI. */
  id: string;
  type: 'DEVELOPMENT' | 'STAGING' | 'PRODUCTION';
}

export interface ForgeApp extends AppOnSite {
  kind: 'forge';
  manifest: ForgeManifest;
  /** A bare UUID; new with each installation. */
  installationId: string;
  environment: ForgeEnvironment;
  /** Such as `2.0.0`: the major number grows with each upgrade. */
  version: string;
  license: ForgeLicense;
  /** Epoch ms of the next call of the scheduled triggers. */
  nextSchedule: number;
}

/** No app, but the credentials that an admin made in the site: `key` is their client id. Not enabled: revoked. */
export interface CredentialsApp extends AppOnSite {
  kind: 'credentials';
  clientSecret: string;
}

export type InstalledApp = ConnectApp | ForgeApp | CredentialsApp;

export function emptyData(): AppData {
  return {
    devInfo: devInfoStore(),
    provided: {
      builds: providerStore(BUILDS),
      deployments: providerStore(DEPLOYMENTS),
      featureFlags: providerStore(FEATURE_FLAGS),
    },
  };
}

type WithApps = { apps: ReadonlyMap<string, InstalledApp> };

export function connectApps(site: WithApps): ConnectApp[] {
  return [...site.apps.values()].filter((app) => app.kind === 'connect');
}

export function connectApp(site: WithApps, key: string | undefined): ConnectApp | undefined {
  return connectApps(site).find((app) => app.key === key);
}

export function credentialsApps(site: WithApps): CredentialsApp[] {
  return [...site.apps.values()].filter((app) => app.kind === 'credentials');
}

export function forgeApps(site: WithApps): ForgeApp[] {
  return [...site.apps.values()].filter((app) => app.kind === 'forge');
}

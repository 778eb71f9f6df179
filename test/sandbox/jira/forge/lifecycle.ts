import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import { connectApp, emptyData } from '../cloud/installed-app.ts';
import type { ForgeApp, ForgeEnvironment, ForgeLicense } from '../cloud/installed-app.ts';
import { createUser } from '../cloud/site.ts';
import type { Site } from '../cloud/site.ts';
import { callPreUninstall, callSchedule, retryDue, sendEvent } from './events.ts';
import type { EventAnswer } from './events.ts';
import { appUuid } from './invocation-token.ts';
import { endpointOf, forgeProvides, readManifest, remoteUrl } from './manifest.ts';
import type { ForgeManifest } from './manifest.ts';

export interface ForgeInstallOptions {
  environment?: ForgeEnvironment | undefined;
  license?: ForgeLicense | undefined;
  /** Account id of the admin who installs it. */
  installer?: string | undefined;
}

const HOUR = 3_600_000;

/**
 * Consents to the scopes and installs the app; `installed` is told with the first system token. An app that is there is
 * installed anew, under a new id and without what it had sent. A Connect app of the key in `app.connect` becomes this one
 * and keeps what it sent, as with a Marketplace listing that moves to Forge.
 */
export async function installForgeApp(
  at: { cloud: Cloud; site: Site },
  manifestText: string,
  options: ForgeInstallOptions = {},
): Promise<ForgeApp> {
  const { cloud, site } = at;
  const manifest = readManifest(manifestText);
  const former = site.apps.get(manifest.app.id);
  if (former !== undefined) removeApp(site, former);
  const moved = connectApp(site, manifest.app.connect?.key);
  if (moved !== undefined) removeApp(site, moved);
  const app: ForgeApp = {
    kind: 'forge',
    key: manifest.app.id,
    installationId: randomUUID(),
    environment: options.environment ?? PRODUCTION,
    license: options.license ?? (manifest.app.licensing?.enabled === true ? 'active' : 'none'),
    version: '1.0.0',
    enabled: true,
    accountId: moved?.accountId ?? `557058:${randomUUID()}`,
    // A new installation is called for the first time up to an interval later.
    nextSchedule: cloud.clock.now() + HOUR,
    ...(moved === undefined ? emptyData() : { devInfo: moved.devInfo, provided: moved.provided }),
    ...ofManifest(manifest, site),
  };
  site.apps.set(app.key, app);
  createUser(site, {
    accountId: app.accountId,
    displayName: app.name,
    accountType: 'app',
    emailAddress: '',
    projects: '*',
  });
  await sendEvent({ cloud, site, app }, 'avi:forge:installed:app', {
    ...lifecycleBody(site, app),
    ...(options.installer === undefined ? {} : { installerAccountId: options.installer }),
  });
  return app;
}

/** A new major version with the admin's consent. */
export async function upgradeForgeApp(
  at: { cloud: Cloud; site: Site; app: ForgeApp },
  manifestText: string,
  upgrader: string,
): Promise<ForgeApp> {
  const { site, app } = at;
  const manifest = readManifest(manifestText);
  if (manifest.app.id !== app.key) throw new Error(`The manifest is of another app: ${manifest.app.id}`);
  const major = Number(app.version.split('.')[0]) + 1;
  Object.assign(app, ofManifest(manifest, site), { version: `${major}.0.0` });
  await sendEvent(at, 'avi:forge:upgraded:app', {
    ...lifecycleBody(site, app),
    upgraderAccountId: upgrader,
  });
  return app;
}

/** `unheard`: the app's remote is not told, as where it cannot be reached; all it sent is deleted at once either way. */
export async function uninstallForgeApp(
  at: { cloud: Cloud; site: Site; app: ForgeApp },
  options: { unheard?: boolean | undefined } = {},
): Promise<EventAnswer[]> {
  const answers = options.unheard === true ? [] : await callPreUninstall(at);
  removeApp(at.site, at.app);
  return answers;
}

/** What is due by the clock: retries, and the scheduled triggers of every app whose hour has come. */
export async function tick(cloud: Cloud): Promise<EventAnswer[]> {
  const answers = await retryDue(cloud);
  for (const site of cloud.sites) {
    for (const app of site.apps.values()) {
      if (app.kind === 'forge' && app.nextSchedule <= cloud.clock.now())
        answers.push(...(await runSchedule({ cloud, site, app })));
    }
  }
  return answers;
}

/** The hourly call, whether or not it is due. Hours that passed unseen are not made up for. */
export async function runSchedule(at: { cloud: Cloud; site: Site; app: ForgeApp }): Promise<EventAnswer[]> {
  at.app.nextSchedule = at.cloud.clock.now() + HOUR;
  return callSchedule(at);
}

const PRODUCTION: ForgeEnvironment = { id: '5f0c4b1e-6d0a-4d52-9f0e-2b9d7a1c3e48', type: 'PRODUCTION' };

function ofManifest(manifest: ForgeManifest, site: Site) {
  const endpoint = manifest.modules['endpoint']?.[0];
  const provider = manifest.modules['devops:developmentInfoProvider']?.[0]?.name?.value;
  return {
    manifest,
    name: manifest.app.name ?? provider ?? manifest.app.id,
    baseUrl:
      endpoint === undefined ? '' : remoteUrl(manifest, endpointOf(manifest, endpoint.key), site.region),
    provides: forgeProvides(manifest),
  };
}

/** As events have it: bare ids, where tokens have ARIs. */
function lifecycleBody(site: Site, app: ForgeApp): Record<string, unknown> {
  return {
    id: app.installationId,
    app: { id: appUuid(app), name: app.name, version: app.version },
    environment: { id: app.environment.id },
    context: `ari:cloud:jira::site/${site.cloudId}`,
  };
}

function removeApp(site: Site, app: { key: string; accountId: string }): void {
  site.apps.delete(app.key);
  site.users.delete(app.accountId);
}

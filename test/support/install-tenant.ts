import type { DataCenterApi } from '../sandbox/data-center/start-data-center.ts';
import type { JiraSite } from '../sandbox/jira/jira-site.ts';
import { listTenants, type Tenant } from '../../src/tenant/tenant.store.ts';
import type { TestApp } from './app.ts';
import { connectDoor, type ConnectDoor } from './site/connect-door.ts';
import { credentialsDoor } from './site/credentials-door.ts';
import type { Door } from './site/door.ts';
import { forgeDoor } from './site/forge-door.ts';
import { selfHostedDoor, type SelfHostedDoor, type SelfHostedOptions } from './site/self-hosted-door.ts';

/** A site that has installed the app, with the two people who look at it. */
export type InstalledTenant = Door & {
  readonly tenant: Tenant;
  readonly site: JiraSite;
  /** Account ids: one administers Jira, the other does not. */
  readonly adminId: string;
  readonly memberId: string;
  /** Its Jira, where that is a self-hosted one over the people and issues of `site`. */
  readonly dataCenter?: DataCenterApi | undefined;
};

/** One that has it through Connect, with what only such a site has. */
export type ConnectTenant = InstalledTenant & ConnectDoor;

/** The ways a site can have the app that a run of tests can be for: each run is for one of them. */
const apps = ['connect', 'forge', 'credentials', 'self-hosted'] as const satisfies readonly Tenant['kind'][];
export type JiraApp = (typeof apps)[number];

/** Which way this run is for: what the project in jest.config.js says, or JIRA_APP. */
export function jiraApp(): JiraApp {
  const { jiraApp: ofProject } = globalThis as { jiraApp?: string };
  const asked = ofProject ?? process.env['JIRA_APP'] ?? 'connect';
  const app = apps.find((one) => one === asked);
  if (app === undefined) throw new Error(`JIRA_APP is ${apps.join(', ')}, not ${asked}`);
  return app;
}

/** Installs the app in a Jira sandbox site (default: the first) as an admin would, the way that this run is for. */
export async function installTenant(app: TestApp, site: JiraSite = app.jira): Promise<InstalledTenant> {
  const install = {
    connect: installConnect,
    forge: installForge,
    credentials: installCredentials,
    'self-hosted': installSelfHosted,
  }[jiraApp()];
  return install(app, site);
}

/** Through Connect whatever the run is for: for tests of Connect's own protocol. */
export async function installConnect(app: TestApp, site: JiraSite = app.jira): Promise<ConnectTenant> {
  const door = await connectDoor(app, site);
  return { ...(await installedTenant(app, site, 'connect')), ...door };
}

/** Through Forge whatever the run is for. */
export async function installForge(app: TestApp, site: JiraSite = app.jira): Promise<InstalledTenant> {
  const door = await forgeDoor(app, site);
  return { ...(await installedTenant(app, site, 'forge')), ...door };
}

/** By OAuth credentials, without an app, whatever the run is for. */
export async function installCredentials(app: TestApp, site: JiraSite = app.jira): Promise<InstalledTenant> {
  const door = await credentialsDoor(app, site);
  return { ...(await installedTenant(app, site, 'credentials')), ...door };
}

/** As a self-hosted Jira whatever the run is for. */
export async function installSelfHosted(
  app: TestApp,
  site: JiraSite = app.jira,
  options: SelfHostedOptions = {},
): Promise<InstalledTenant & SelfHostedDoor> {
  const door = await selfHostedDoor(app, site, options);
  const people = { adminId: site.admin.accountId, memberId: site.member.accountId };
  return { tenant: door.selfHosted, site, ...people, ...door };
}

async function installedTenant(app: TestApp, site: JiraSite, kind: JiraApp) {
  const tenant = (await listTenants(app.ctx.db)).find(
    (one) => one.kind === kind && [site.clientKey, site.cloudId].includes(one.key.split('/', 1)[0] ?? ''),
  );
  if (tenant === undefined) throw new Error('the sandbox installed the app, but there is no tenant');
  return { tenant, site, adminId: site.admin.accountId, memberId: site.member.accountId };
}

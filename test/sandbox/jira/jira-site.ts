import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { Cloud } from './cloud/cloud.ts';
import { connectApps } from './cloud/installed-app.ts';
import type { ConnectApp, InstalledApp } from './cloud/installed-app.ts';
import { createIssue, createProject, createUser } from './cloud/site.ts';
import type { JiraIssue, JiraProject, JiraUser, NewUser, Site } from './cloud/site.ts';
import { modulesFor } from './connect/conditions.ts';
import { askDevTool } from './connect/dev-tool/ask-dev-tool.ts';
import type { DevToolAction, DevToolAnswer, DevToolCall } from './connect/dev-tool/ask-dev-tool.ts';
import type { LifecycleEvent } from './connect/descriptor.ts';
import { installApp, sendLifecycle, setEnabled, uninstallApp } from './connect/lifecycle.ts';
import type { LifecycleAnswer } from './connect/lifecycle.ts';
import { contextToken, pageUrl } from './connect/page-url.ts';
import type { PageContext } from './connect/page-url.ts';
import { signInstall } from './connect/sign-lifecycle.ts';
import type { Forgery, LifecycleBody } from './connect/sign-lifecycle.ts';
import { credentialsOfSite } from './gateway/credentials.ts';
import type { CredentialsOfSite } from './gateway/credentials.ts';
import { forgeOfSite } from './forge/forge-of-site.ts';
import type { ForgeOfSite } from './forge/forge-of-site.ts';
import type { StoredEntity } from './devinfo/store.ts';
import type { Router } from './http/router.ts';
import type { ProviderName } from './provider/provider.ts';
import type { StoredProviderEntity } from './provider/store.ts';
import { siteServer } from './http/server.ts';
import type { SiteOptions } from './options.ts';
import { driveWork } from './work/drive-work.ts';
import type { DriveWork } from './work/drive-work.ts';
import { siteWork } from './work/model.ts';

/**
 * One Jira site, to be driven by a test. Functions that need an app take the only one where no key is given.
 *
 * What apps and people do on issues, and who may: `DriveWork`. `issue('ABC-1')` shows comments, worklogs, history and
 * status; `setWorkflow`, `setStatus`, `setTimeTracking`, `forbid`, `moveIssue` … change the site as people in Jira do.
 * For faults (`faults.add({ match, … })`) the calls are named `user.search`, `issue.get`, `issue.changelog`,
 * `issue.comments`, `issue.comment.add`, `comment.list`, `comment.property`, `issue.worklogs`, `issue.worklog.add`,
 * `worklog.property`, `issue.transitions` and `issue.transition`. The answer is lost after the write was made with
 * `{ dropConnection: true, afterHandling: true }`, and late after it with `{ latencyMs, afterHandling: true }`.
 */
export interface JiraSite extends Omit<Site, 'apps'>, DriveWork {
  readonly apps: ReadonlyMap<string, InstalledApp>;
  /** A user who administers the site, and one who does not. */
  admin: JiraUser;
  member: JiraUser;
  createUser(user: NewUser): JiraUser;
  /** The same. */
  addUser(user: NewUser): JiraUser;
  createProject(project: { key: string; name?: string | undefined }): JiraProject;
  createIssue(issue: Partial<JiraIssue> & { key: string }): JiraIssue;
  /** The app of the site, whichever way it came. */
  app(appKey?: string): InstalledApp;
  connectApp(appKey?: string): ConnectApp;
  /** What only a Forge app has. */
  forge: ForgeOfSite;
  /** What a site without an app has. */
  credentials: CredentialsOfSite;
  /** Reads the descriptor and installs the app; rejects with InstallError where the app or Jira refuses. */
  installApp(descriptorUrl: string): Promise<ConnectApp>;
  /** `installed` once more with a fresh shared secret: what Jira does on an update of the app. */
  reinstall(appKey?: string): Promise<ConnectApp>;
  uninstallApp(appKey?: string): Promise<LifecycleAnswer | undefined>;
  disableApp(appKey?: string): Promise<LifecycleAnswer | undefined>;
  enableApp(appKey?: string): Promise<LifecycleAnswer | undefined>;
  /** A token for a lifecycle address of an app, forged as asked. */
  signLifecycle(target: { baseUrl: string; path: string }, forgery?: Forgery): string;
  /** Calls an app's lifecycle address with a forged token or body; changes nothing here. */
  sendLifecycle(input: {
    descriptorUrl: string;
    event: LifecycleEvent;
    forgery?: Forgery | undefined;
    body?: Partial<LifecycleBody> | undefined;
  }): Promise<LifecycleAnswer>;
  pageUrl(moduleKey: string, context: PageContext & { appKey?: string | undefined }): string;
  /** Keys of the Connect app's pages that Jira offers to somebody. @param accountId undefined: who has not signed in */
  modulesFor(accountId: string | undefined): string[];
  contextToken(
    accountId: string,
    context?: Omit<PageContext, 'accountId'> & { appKey?: string | undefined },
  ): string;
  /** Asks the app's development tool, as Jira does when somebody adds a repository to a Jira project. */
  askDevTool(action: DevToolAction, call?: DevToolCall): Promise<DevToolAnswer>;
  /** What the development panel of an issue shows, over all apps. */
  devInfoOf(issueKey: string): StoredEntity[];
  /** What else an issue shows, over all apps. */
  buildsOf(issueKey: string): StoredProviderEntity[];
  deploymentsOf(issueKey: string): StoredProviderEntity[];
  featureFlagsOf(issueKey: string): StoredProviderEntity[];
}

/** Starts a site's server and gives the functions that drive it. */
export async function startSite(
  cloud: Cloud,
  router: Router,
  options: SiteOptions,
): Promise<{ api: JiraSite; close(): Promise<void> }> {
  const { host = '127.0.0.1' } = options;
  const site: Site = {
    url: '',
    clientKey: randomUUID(),
    cloudId: options.cloudId ?? randomUUID(),
    region: options.region ?? 'default',
    displayName: options.displayName ?? 'Jira',
    users: new Map(),
    projects: new Map(),
    issues: new Map(),
    allIssuesOf: new Map(),
    apps: new Map(),
    appTexts: cloud.appTexts,
    addedPanels: new Set(),
    work: { ...siteWork(), managesAccounts: options.managesAccounts ?? false },
  };
  fill(site, options);
  const server = siteServer({ cloud, site, router });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, host, resolve);
  });
  site.url = `http://${host}:${(server.address() as AddressInfo).port}`;
  cloud.sites.push(site);
  return {
    api: siteApi(cloud, site),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const ISSUES_A_PROJECT = 20;
const LAST_ISSUE = 99_999;

function fill(site: Site, options: SiteOptions): void {
  for (const key of options.projects ?? ['ABC']) {
    createProject(site, { key });
    for (let number = 1; number <= ISSUES_A_PROJECT; number += 1)
      createIssue(site, { key: `${key}-${number}` });
  }
  const all = options.allIssuesOf ?? [];
  const entries = Array.isArray(all)
    ? all.map((key: string) => [key, LAST_ISSUE] as const)
    : Object.entries(all);
  for (const [key, last] of entries) {
    createProject(site, { key });
    site.allIssuesOf.set(key, last);
  }
}

function siteApi(cloud: Cloud, site: Site): JiraSite {
  const admin = createUser(site, { displayName: 'Ada Admin', accountId: '712020:ada-admin', admin: true });
  const member = createUser(site, { displayName: 'Max Member', accountId: '712020:max-member' });
  const one = <T extends InstalledApp>(apps: T[], appKey: string | undefined): T => {
    const found = appKey === undefined ? apps[0] : apps.find(({ key }) => key === appKey);
    if (found === undefined) throw new Error(`No app ${appKey ?? ''} is installed on ${site.url}`);
    return found;
  };
  const connect = (appKey?: string) => one(connectApps(site), appKey);
  const providedOf = (name: ProviderName) => (issueKey: string) =>
    [...site.apps.values()].flatMap(({ provided }) => provided[name].ofIssue(issueKey));
  return {
    ...site,
    ...driveWork(site, () => cloud.clock.now()),
    admin,
    member,
    app: (appKey) => one([...site.apps.values()], appKey),
    connectApp: connect,
    forge: forgeOfSite(cloud, site, admin.accountId),
    credentials: credentialsOfSite(cloud, site),
    createUser: (user) => createUser(site, user),
    addUser: (user) => createUser(site, user),
    createProject: (project) => createProject(site, project),
    createIssue: (issue) => createIssue(site, issue),
    installApp: (descriptorUrl) => installApp(cloud, site, descriptorUrl),
    reinstall: (appKey) => installApp(cloud, site, connect(appKey).descriptorUrl),
    uninstallApp: (appKey) => uninstallApp(cloud, site, connect(appKey)),
    disableApp: (appKey) => setEnabled({ cloud, site, app: connect(appKey), enabled: false }),
    enableApp: (appKey) => setEnabled({ cloud, site, app: connect(appKey), enabled: true }),
    signLifecycle: (target, forgery) => signInstall({ cloud, site, ...target, forgery }),
    sendLifecycle: (input) => sendLifecycle({ cloud, site, ...input }),
    pageUrl: (moduleKey, context) =>
      pageUrl({ cloud, site, app: connect(context.appKey), moduleKey, context }),
    modulesFor: (accountId) =>
      modulesFor(connect().descriptor, accountId === undefined ? undefined : site.users.get(accountId)).map(
        ({ module }) => module.key,
      ),
    contextToken: (accountId, context = {}) =>
      contextToken({ cloud, site, app: connect(context.appKey), context: { ...context, accountId } }),
    askDevTool: (action, call) => askDevTool({ cloud, site, app: connect() }, action, call),
    buildsOf: providedOf('builds'),
    deploymentsOf: providedOf('deployments'),
    featureFlagsOf: providedOf('featureFlags'),
    devInfoOf: (issueKey) => [...site.apps.values()].flatMap(({ devInfo }) => devInfo.ofIssue(issueKey)),
  };
}

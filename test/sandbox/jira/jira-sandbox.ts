import type { SandboxClock } from '../clock.ts';
import { startDataCenter } from '../data-center/start-data-center.ts';
import type { DataCenterApi, DataCenterOptions } from '../data-center/start-data-center.ts';
import type { Cloud } from './cloud/cloud.ts';
import { resetCloud } from './cloud/reset.ts';
import { faultList } from './cloud/faults.ts';
import type { Faults } from './cloud/faults.ts';
import { rateLimits } from './cloud/rate-limits.ts';
import type { RateLimits } from './cloud/rate-limits.ts';
import { requestLog } from './cloud/request-log.ts';
import type { RequestLog } from './cloud/request-log.ts';
import { CONTROL_ROUTES } from './control/routes.ts';
import { installKeys } from './connect/install-keys.ts';
import type { InstallKeys } from './connect/install-keys.ts';
import { SERVICE_ROUTES } from './connect/service-routes.ts';
import { BUILDS } from './builds/builds.ts';
import { DEPLOYMENTS } from './deployments/deployments.ts';
import { DEVINFO_ROUTES } from './devinfo/routes.ts';
import { devInfoStats } from './devinfo/stats.ts';
import type { DevInfoStats } from './devinfo/stats.ts';
import { devInfoValidator } from './devinfo/validate.ts';
import { FEATURE_FLAGS } from './feature-flags/feature-flags.ts';
import { reportedAccounts } from './forge/account-reports.ts';
import type { ReportedAccounts } from './forge/account-reports.ts';
import type { EventAnswer } from './forge/events.ts';
import { forgeKeys } from './forge/keys.ts';
import type { ForgeKeys } from './forge/keys.ts';
import { tick } from './forge/lifecycle.ts';
import { FORGE_KEYS_PATH, FORGE_ROUTES } from './forge/service-routes.ts';
import { FORGE_HOST_ROUTES } from './forge-ui/bridge-routes.ts';
import { FORGE_PAGES } from './forge-ui/module-pages.ts';
import { deployStaticFiles } from './forge-ui/static-files.ts';
import { CREDENTIALS_ROUTES } from './gateway/service-routes.ts';
import { createRouter } from './http/router.ts';
import type { Site } from './cloud/site.ts';
import { startSite } from './jira-site.ts';
import type { JiraSite } from './jira-site.ts';
import type { JiraSandboxOptions, SiteOptions } from './options.ts';
import { PROVIDER_ROUTES } from './provider/routes.ts';
import { providerStats } from './provider/stats.ts';
import type { AllProviderStats } from './provider/stats.ts';
import { providerValidator } from './provider/validate.ts';
import { ADDON_ROUTES } from './rest/addon-routes.ts';
import { PEOPLE_ROUTES } from './rest/people-routes.ts';
import { PROJECT_ROUTES } from './rest/project-routes.ts';
import { USER_SEARCH_ROUTE } from './rest/user-search.ts';
import { APP_PAGES } from './ui/app-pages.ts';
import { HOST_ROUTES } from './ui/host-routes.ts';
import { LOGIN_PAGES } from './ui/login-pages.ts';
import { ISSUE_MODULE_ROUTES } from './ui/issue-modules.ts';
import { PROJECT_PAGES } from './ui/project-pages.ts';
import { COMMENT_ROUTES } from './work/rest/comment-routes.ts';
import { ISSUE_ROUTES } from './work/rest/issue-routes.ts';
import { TRANSITION_ROUTES } from './work/rest/transition-routes.ts';
import { WORKLOG_ROUTES } from './work/rest/worklog-routes.ts';

/** Jira Cloud, for Connect and for Forge apps, with one site, whose functions it carries itself, and more on request. */
export interface JiraSandbox extends JiraSite {
  clock: SandboxClock;
  sites: readonly JiraSite[];
  /** Another site with its own address, client key, users and projects; apps share one budget of points. */
  addSite(options?: SiteOptions): Promise<JiraSite>;
  /** A Jira Data Center with the people, projects and issues of a site (default: the first), at an address of its own. */
  addDataCenter(options?: DataCenterOptions, site?: JiraSite): Promise<DataCenterApi>;
  /** For CONNECT_INSTALL_KEYS_URL: `<installKeysUrl>/<kid>` is the PEM of a key. */
  installKeysUrl: string;
  /** For CONNECT_TOKEN_URL. */
  tokenUrl: string;
  /** The stand-in for Atlassian's all.js, for CONNECT_SCRIPT_URL. */
  scriptUrl: string;
  installKeys: InstallKeys;
  /** For FORGE_JWKS_URL. */
  forgeKeysUrl: string;
  /**
   * For ATLASSIAN_API_URL; a Forge app calls a site at `<apiUrl>/ex/jira/<cloudId>`, OAuth credentials at
   * `<apiUrl>/jira/<api>/0.1/cloud/<cloudId>`.
   */
  apiUrl: string;
  /** For ATLASSIAN_TOKEN_URL. */
  credentialsTokenUrl: string;
  forgeKeys: ForgeKeys;
  /** What Atlassian answers to reports of personal data. */
  reportedAccounts: ReportedAccounts;
  /**
   * What `forge deploy` does for the pages: takes the static files that manifests name from now on.
   * @param folder the one of manifest.yml
   */
  deployForge(folder: string): Promise<void>;
  /** What Forge does by the clock: events sent again, and the hourly call of every app whose hour has come. */
  tick(): Promise<EventAnswer[]>;
  /** Everything a client did that no documentation allows, in words. Empty at the end of a good test. */
  violations: string[];
  requests: RequestLog;
  faults: Faults;
  limits: RateLimits;
  /** What bulk requests brought, in figures; the entities themselves are at `app().devInfo`. */
  devInfoStats: DevInfoStats;
  /** The same for builds, deployments and feature flags. */
  providerStats: Readonly<AllProviderStats>;
  /** Empties the request log, the figures, violations, faults and used budgets; received data stays. */
  reset(): void;
  close(): Promise<void>;
}

/** Everything that the sandbox answers to; the first route that fits is taken. */
const ROUTES = [
  ...DEVINFO_ROUTES,
  ...PROVIDER_ROUTES,
  ...PEOPLE_ROUTES,
  ...PROJECT_ROUTES,
  USER_SEARCH_ROUTE,
  ...ISSUE_ROUTES,
  ...COMMENT_ROUTES,
  ...WORKLOG_ROUTES,
  ...TRANSITION_ROUTES,
  ...ADDON_ROUTES,
  ...SERVICE_ROUTES,
  ...FORGE_ROUTES,
  ...CREDENTIALS_ROUTES,
  ...CONTROL_ROUTES,
  ...LOGIN_PAGES,
  ...PROJECT_PAGES,
  ...ISSUE_MODULE_ROUTES,
  ...APP_PAGES,
  ...HOST_ROUTES,
  ...FORGE_PAGES,
  ...FORGE_HOST_ROUTES,
];

const MAX_BODY = 5 * 1024 * 1024;

export async function startJiraSandbox(options: JiraSandboxOptions = {}): Promise<JiraSandbox> {
  const cloud = createCloud(options);
  const router = createRouter(ROUTES);
  const first = await startSite(cloud, router, options);
  cloud.apiUrl = first.api.url;
  const started = [first];
  const dataCenters: DataCenterApi[] = [];
  return {
    ...first.api,
    clock: cloud.clock,
    get sites() {
      return started.map(({ api }) => api);
    },
    async addSite(siteOptions = {}) {
      const site = await startSite(cloud, router, siteOptions);
      started.push(site);
      return site.api;
    },
    async addDataCenter(given = {}, of = first.api) {
      const dataCenter = await startDataCenter(cloud, siteAt(cloud, of.url), given);
      dataCenters.push(dataCenter);
      return dataCenter;
    },
    installKeysUrl: `${first.api.url}/_install-keys`,
    tokenUrl: `${first.api.url}/_oauth2/token`,
    scriptUrl: `${first.api.url}/atlassian-connect/all.js`,
    installKeys: cloud.installKeys,
    forgeKeysUrl: `${first.api.url}${FORGE_KEYS_PATH}`,
    apiUrl: cloud.apiUrl,
    credentialsTokenUrl: `${first.api.url}/oauth/token`,
    forgeKeys: cloud.forgeKeys,
    reportedAccounts: cloud.reportedAccounts,
    deployForge: (folder) => deployStaticFiles(cloud, folder),
    tick: () => tick(cloud),
    violations: cloud.violations,
    requests: cloud.requests,
    faults: cloud.faults,
    limits: cloud.limits,
    devInfoStats: cloud.devInfoStats,
    providerStats: cloud.providerStats,
    reset: () => resetCloud(cloud),
    async close() {
      await Promise.all([
        ...[...started, ...dataCenters].map((site) => site.close()),
        cloud.staticFiles?.close(),
      ]);
    },
  };
}

function siteAt({ sites }: Cloud, url: string): Site {
  const site = sites.find((candidate) => candidate.url === url);
  if (site === undefined) throw new Error(`There is no site ${url}`);
  return site;
}

function createCloud(options: JiraSandboxOptions): Cloud {
  const clock = options.clock ?? { now: () => Date.now() };
  return {
    clock,
    latencyMs: options.latencyMs ?? 0,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY,
    violations: [],
    requests: requestLog(),
    faults: faultList(),
    limits: rateLimits(clock, options.limits ?? {}),
    sites: [],
    installKeys: installKeys(),
    accessTokens: new Map(),
    apiUrl: '',
    forgeKeys: forgeKeys(),
    forgeTokens: new Map(),
    appTexts: new Map(),
    credentialsTokens: new Map(),
    forgeRetries: [],
    offlineTokenCalls: new Map(),
    reportedAccounts: reportedAccounts(),
    validateDevInfo: devInfoValidator(),
    devInfoStats: devInfoStats(),
    validateProvided: {
      builds: providerValidator(BUILDS),
      deployments: providerValidator(DEPLOYMENTS),
      featureFlags: providerValidator(FEATURE_FLAGS),
    },
    providerStats: providerStats(),
  };
}

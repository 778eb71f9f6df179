import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { AppError } from './lib/errors.ts';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
const address = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://connector.example.com' })
  .transform((url) => url.replace(/\/+$/, ''));
const optional = z.string().min(1).optional();
const number = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const error = `must be a whole number, at least ${least}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, `must be at most ${most}`);
};
/** One of these words. */
const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

const environment = z.object({
  PORT: number(0, 65_535).default(3000),
  // ACE and the Redirect URL of OAuth applications take it for the whole address of the app.
  APP_BASE_URL: address
    .refine((url) => new URL(url).pathname === '/', 'must have no path: give the app an address of its own')
    .default('http://localhost:3000'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgres://user:password@host:5432/database')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  ROLE: oneOf(['all', 'web', 'worker']).default('all'),
  ENCRYPTION_KEYS: optional,
  APP_KEY: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens or underscores')
    .default('dvcs-connector-for-gitlab'),
  APP_NAME: z.string().default('DVCS connector for GitLab'),
  VENDOR_NAME: z.string().default('DVCS connector'),
  VENDOR_URL: address.default('https://example.com'),
  FORGE_APP_ID: z
    .string()
    .regex(/^ari:cloud:ecosystem::app\/[0-9a-f-]{36}$/, 'must look like ari:cloud:ecosystem::app/<uuid>')
    .optional(),
  FORGE_JWKS_URL: address.default('https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json'),
  ATLASSIAN_API_URL: address.default('https://api.atlassian.com'),
  ATLASSIAN_TOKEN_URL: address.default('https://api.atlassian.com/oauth/token'),
  CONNECT_INSTALL_KEYS_URL: address.default('https://connect-install-keys.atlassian.com'),
  CONNECT_TOKEN_URL: address.default(
    'https://oauth-2-authorization-server.services.atlassian.com/oauth2/token',
  ),
  CONNECT_SCRIPT_URL: address.default('https://connect-cdn.atl-paas.net/all.js'),
  GITLAB_COM_URL: address.default('https://gitlab.com'),
  GITLAB_REQUESTS_PER_MINUTE: number(0, 1_000_000).default(2_000),
  PRIVATE_HOSTS: list.refine(
    (entries) => entries.every((entry) => !entry.includes('/') || ipaddr.isValidCIDR(entry)),
    'a range must look like 10.0.0.0/8',
  ),
  HTTPS_PROXY: optional,
  NO_PROXY: optional,
  METRICS_TOKEN: optional,
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  REFRESH_MINUTES: number(1).default(60),
  JIRA_POINTS_PER_HOUR: number(1, 100_000_000).default(65_000),
  JIRA_TENANT_POINTS_PER_HOUR: number(0, 100_000_000).default(0),
  SELF_HOSTED_REQUESTS_PER_MINUTE: number(0, 1_000_000).default(600),
  KEEP_UNINSTALLED_DAYS: number(0, 3650).default(30),
  VANISHED_DAYS: number(1, 3650).default(14),
  SMART_COMMIT_DAYS: number(1, 3650).default(365),
  FACADE_REQUESTS_PER_HOUR: number(1, 100_000_000).default(500_000),
  /** Set by npm for what it runs. */
  npm_lifecycle_event: optional,
  CHANGED_FILES: oneOf(['on', 'off']).default('on'),
  WORKER_CONCURRENCY: number(1, 200).default(10),
});

/** The settings of one process. Read once, at start; nothing else reads the environment. */
export type Config = Readonly<{
  port: number;
  appBaseUrl: string;
  databaseUrl: string | undefined;
  dataDir: string;
  role: 'all' | 'web' | 'worker';
  encryptionKeys: string | undefined;
  appKey: string;
  appName: string;
  vendorName: string;
  vendorUrl: string;
  /** The Forge app's whole ARI, the audience of its invocation tokens; absent: no site comes through Forge. */
  forgeAppId: string | undefined;
  forgeJwksUrl: string;
  atlassianApiUrl: string;
  /** Where OAuth credentials get their token, the whole address. */
  atlassianTokenUrl: string;
  connectInstallKeysUrl: string;
  connectTokenUrl: string;
  connectScriptUrl: string;
  gitlabComUrl: string;
  /** What GITLAB_COM_URL takes from our address, over all users; 0: it does not count. */
  gitlabRequestsPerMinute: number;
  privateHosts: readonly string[];
  httpsProxy: string | undefined;
  noProxy: string | undefined;
  metricsToken: string | undefined;
  logLevel: string;
  refreshMinutes: number;
  /** Whether the changed files of commits are read, at one request to GitLab for each commit. */
  changedFiles: boolean;
  workerConcurrency: number;
  startedByNpm: boolean;
  /** What Jira lets the app spend over all tenants; Atlassian's tier 1. */
  jiraPointsPerHour: number;
  /** What Jira lets the app spend on one tenant (tier 2); 0: it counts over all tenants only. */
  jiraTenantPointsPerHour: number;
  /** What a self-hosted Jira is asked at most, each by itself; 0: it does not count. */
  selfHostedRequestsPerMinute: number;
  /** Accounts and data of a site that uninstalled the app are erased after this many days. */
  keepUninstalledDays: number;
  /** A site that has not known the app for this many days is treated as if it had uninstalled it. */
  vanishedDays: number;
  /** What commits did in Jira is told for this many days. */
  smartCommitDays: number;
  /** Requests of one token of a Jira's own connector, counted by each web process. */
  facadeRequestsPerHour: number;
}>;

/** @throws AppError `configuration` that names each wrong variable and what it must look like */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('configuration', `Correct these environment variables. ${faults.join('; ')}.`);
  }
  const v = parsed.data;
  return {
    port: v.PORT,
    appBaseUrl: v.APP_BASE_URL,
    databaseUrl: v.DATABASE_URL,
    dataDir: v.DATA_DIR,
    role: v.ROLE,
    encryptionKeys: v.ENCRYPTION_KEYS,
    appKey: v.APP_KEY,
    appName: v.APP_NAME,
    vendorName: v.VENDOR_NAME,
    vendorUrl: v.VENDOR_URL,
    forgeAppId: v.FORGE_APP_ID,
    forgeJwksUrl: v.FORGE_JWKS_URL,
    atlassianApiUrl: v.ATLASSIAN_API_URL,
    atlassianTokenUrl: v.ATLASSIAN_TOKEN_URL,
    connectInstallKeysUrl: v.CONNECT_INSTALL_KEYS_URL,
    connectTokenUrl: v.CONNECT_TOKEN_URL,
    connectScriptUrl: v.CONNECT_SCRIPT_URL,
    gitlabComUrl: v.GITLAB_COM_URL,
    gitlabRequestsPerMinute: v.GITLAB_REQUESTS_PER_MINUTE,
    privateHosts: v.PRIVATE_HOSTS,
    httpsProxy: v.HTTPS_PROXY,
    noProxy: v.NO_PROXY,
    metricsToken: v.METRICS_TOKEN,
    logLevel: v.LOG_LEVEL,
    refreshMinutes: v.REFRESH_MINUTES,
    changedFiles: v.CHANGED_FILES === 'on',
    workerConcurrency: v.WORKER_CONCURRENCY,
    startedByNpm: v.npm_lifecycle_event !== undefined,
    jiraPointsPerHour: v.JIRA_POINTS_PER_HOUR,
    jiraTenantPointsPerHour: v.JIRA_TENANT_POINTS_PER_HOUR,
    selfHostedRequestsPerMinute: v.SELF_HOSTED_REQUESTS_PER_MINUTE,
    keepUninstalledDays: v.KEEP_UNINSTALLED_DAYS,
    vanishedDays: v.VANISHED_DAYS,
    smartCommitDays: v.SMART_COMMIT_DAYS,
    facadeRequestsPerHour: v.FACADE_REQUESTS_PER_HOUR,
  };
}

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Context } from '../../src/context.ts';
import { createContext } from '../../src/create-context.ts';
import { createLog } from '../../src/lib/log.ts';
import { tasks } from '../../src/tasks.ts';
import { testClock, type TestClock } from '../sandbox/clock.ts';
import {
  startGitlabSandbox,
  type GitlabSandbox,
  type GitlabSandboxOptions,
} from '../sandbox/gitlab/sandbox.ts';
import { startJiraSandbox, type JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandboxOptions } from '../sandbox/jira/options.ts';
import { createTestDatabase } from './database.ts';
import { drainQueue } from './drain.ts';
import { testForgeApp } from './site/forge-door.ts';

/**
 * No account has a turn of the refresh, whatever a test does with its clock. A turn lies at a random place of the
 * interval, counted from 1970: of an interval that a test could reach the end of, some accounts have theirs just then,
 * and what has failed is tried again. This one ends in 2160.
 */
export const noRefresh = { REFRESH_MINUTES: '100000000' };

export type TestAppOptions = {
  /** Environment variables on top of those that point at the sandboxes. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Start of the clock, epoch ms. Default: now. */
  readonly startAt?: number | undefined;
  readonly gitlab?: Omit<GitlabSandboxOptions, 'clock'> | undefined;
  readonly jira?: Omit<JiraSandboxOptions, 'clock'> | undefined;
  /** A test of what the sandboxes refuse keeps `close` from failing on it. */
  readonly violationsAllowed?: boolean | undefined;
};

export type TestApp = {
  readonly ctx: Context;
  /** Where the app listens; also its APP_BASE_URL. */
  readonly url: string;
  readonly gitlab: GitlabSandbox<TestClock>;
  readonly jira: JiraSandbox;
  readonly clock: TestClock;
  /**
   * Lets Jira make its hourly calls that are due, waits for the webhooks that GitLab is sending, hands due timers to the
   * queue and runs it until nothing is left that is due, and again while that made GitLab send more. Fails if a job
   * crashes.
   */
  drain(): Promise<void>;
  /** How many calls have reached Jira; to read the keys of what Jira itself calls is none. */
  callsToJira(): number;
  /** Moves the clock of the app and of both sandboxes. */
  advance(ms: number): void;
  /** Closes everything, drops the database, and fails if a sandbox was called in an undocumented way. */
  close(): Promise<void>;
};

/** The whole app as it runs in production, on a database of its own, between a sandbox GitLab and a sandbox Jira. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = testClock(options.startAt);
  const [database, gitlab, jira] = await Promise.all([
    createTestDatabase(),
    startGitlabSandbox({ ...options.gitlab, clock }),
    startJiraSandbox({ ...options.jira, clock }),
  ]);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = addressOf(server);
  const config = readConfig({
    APP_BASE_URL: url,
    DATABASE_URL: database.url,
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    PRIVATE_HOSTS: '127.0.0.1,localhost',
    CONNECT_INSTALL_KEYS_URL: jira.installKeysUrl,
    CONNECT_TOKEN_URL: jira.tokenUrl,
    CONNECT_SCRIPT_URL: `${jira.url}/atlassian-connect/all.js`,
    FORGE_APP_ID: testForgeApp,
    FORGE_JWKS_URL: jira.forgeKeysUrl,
    ATLASSIAN_API_URL: jira.apiUrl,
    ATLASSIAN_TOKEN_URL: jira.credentialsTokenUrl,
    GITLAB_COM_URL: gitlab.url,
    // The clock stands while a test imports: a limit by the minute would stop it.
    GITLAB_REQUESTS_PER_MINUTE: '0',
    SELF_HOSTED_REQUESTS_PER_MINUTE: '0',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    ...options.env,
  });
  const stopping = new AbortController();
  const ctx = await createContext(config, {
    clock,
    log: createLog(config.logLevel),
    stopping: stopping.signal,
  });
  server.on('request', await createApp(ctx));
  return {
    ctx,
    url,
    gitlab,
    jira,
    clock,
    drain: () => drainAll({ gitlab, jira }, () => drainQueue(ctx, tasks)),
    callsToJira: () => jira.requests.total - (jira.requests.counts['forge-keys'] ?? 0),
    advance: (ms) => clock.advance(ms),
    async close() {
      stopping.abort();
      server.closeAllConnections();
      server.close();
      await ctx.close();
      await Promise.all([gitlab.close(), jira.close(), database.drop()]);
      const violations = [...gitlab.violations, ...jira.violations];
      if (violations.length > 0 && options.violationsAllowed !== true) {
        throw new Error(`The sandboxes were called in undocumented ways:\n${violations.join('\n')}`);
      }
    },
  };
}

async function drainAll(
  { gitlab, jira }: Pick<TestApp, 'gitlab' | 'jira'>,
  drain: () => Promise<void>,
): Promise<void> {
  await jira.tick();
  let sent: number;
  do {
    await gitlab.hooks.idle();
    ({ sent } = gitlab.hooks);
    await drain();
  } while (gitlab.hooks.pending > 0 || gitlab.hooks.sent !== sent);
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { freePorts } from '../../scripts/demo/ports.ts';
import { readConfig } from '../../src/config.ts';
import { connectDb, type Db } from '../../src/db/db.ts';
import { runningClock } from '../sandbox/clock.ts';
import {
  startGitlabSandbox,
  type GitlabSandbox,
  type GitlabSandboxOptions,
} from '../sandbox/gitlab/sandbox.ts';
import { startJiraSandbox, type JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { TestApp } from '../support/app.ts';
import { createTestDatabase } from '../support/database.ts';
import { testForgeApp } from '../support/site/forge-door.ts';
import { processTree, type ProcessTree } from './process-tree.ts';

export type StageOptions = {
  readonly gitlab: Omit<GitlabSandboxOptions, 'clock'>;
  readonly jira: { readonly latencyMs: number; readonly allIssuesOf: string[] };
};

/** The app as processes of its own between two sandboxes, all on real time. */
export type Stage = {
  /** What the ordinary tests' helpers need of an app: address, sandboxes, clock, `ctx.db`, `ctx.config`. */
  readonly app: TestApp;
  /** The environment that all processes share. */
  readonly env: Readonly<Record<string, string>>;
  readonly gitlab: GitlabSandbox;
  readonly jira: JiraSandbox;
  readonly tree: ProcessTree;
  readonly db: Db;
  /** Beside the app's own connections. */
  readonly client: pg.Client;
  close(): Promise<void>;
};

/** Starts a web process and two workers. */
export async function startStage({ gitlab: gitlabIs, jira: jiraIs }: StageOptions): Promise<Stage> {
  const clock = runningClock();
  const database = await createTestDatabase();
  const gitlab = await startGitlabSandbox({ ...gitlabIs, clock });
  const jira = await startJiraSandbox({ ...jiraIs, clock });
  const { app: port } = await freePorts();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    APP_BASE_URL: url,
    DATABASE_URL: database.url,
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    PRIVATE_HOSTS: '127.0.0.1,localhost',
    CONNECT_INSTALL_KEYS_URL: jira.installKeysUrl,
    CONNECT_TOKEN_URL: jira.tokenUrl,
    FORGE_APP_ID: testForgeApp,
    FORGE_JWKS_URL: jira.forgeKeysUrl,
    ATLASSIAN_API_URL: jira.apiUrl,
    ATLASSIAN_TOKEN_URL: jira.credentialsTokenUrl,
    GITLAB_COM_URL: gitlab.url,
    GITLAB_REQUESTS_PER_MINUTE: '0',
    LOG_LEVEL: 'info',
  };
  const worker = { ...env, ROLE: 'worker', PORT: '0', WORKER_CONCURRENCY: '6' };
  const tree = processTree({
    web: { ...env, ROLE: 'web', PORT: String(port) },
    'worker-1': worker,
    'worker-2': worker,
  });
  const db = connectDb(database.url, { poolSize: 2 });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  for (const name of tree.names) await tree.start(name);
  const app = { url, gitlab, jira, clock, ctx: { db, config: readConfig(env) } } as unknown as TestApp;
  const close = async () => {
    await tree.stopAll();
    await db.close();
    await client.end();
    await jira.close();
    await gitlab.close();
    await database.drop();
  };
  return { app, env, gitlab, jira, tree, db, client, close };
}

import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, type Child } from './child.ts';
import { control } from './control.ts';
import { demoAdmin, type Application } from './admin.ts';
import { forgeAppId, install, type Addresses, type Installed, type JiraApp } from './install.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const demoGroup = 'acme';

export type Stack = {
  readonly addresses: Addresses;
  readonly application: Application;
  readonly admin: ReturnType<typeof demoAdmin>;
  readonly installed: Installed;
  /** Account id of the person that `admin` is. */
  readonly adminId: string;
  /** An issue that has development information once everything is imported. */
  readonly issueKey: string;
  /** Where the logs of the three processes are. */
  readonly folder: string;
  readonly appPid: number;
  /** Settles when one of the processes ends by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
};

export type StackOptions = {
  /** How the site has the app. */
  readonly jiraApp: JiraApp;
  readonly ports: { readonly app: number; readonly gitlab: number; readonly jira: number };
  /** Folder of a history; absent: a small made one. */
  readonly data?: string | undefined;
  /** More flags of the sandbox GitLab: latency, limits, how often the history is repeated. */
  readonly gitlabFlags?: readonly string[];
  /** More settings of the app. */
  readonly appEnvironment?: Readonly<Record<string, string>>;
  /** Web and worker as two processes, as an operator with much to take in runs them. Default: one process for all. */
  readonly isSplit?: boolean | undefined;
};

/** Starts the sandboxes and the app, each a process of its own, installs the app, and registers it in GitLab. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'dvcs-demo-'));
  // Root starts PostgreSQL as another account, which has to pass through this folder; what is secret in it is 0600.
  await chmod(folder, 0o755);
  const children: Child[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await child.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const history = await historyOf(options.data);
    const [gitlab, jira] = await Promise.all([
      startChild({ name: 'gitlab', folder, args: gitlabArguments(options, history) }),
      startChild({ name: 'jira', folder, args: jiraArguments(options, history) }),
    ]);
    children.push(gitlab, jira);
    const addresses = {
      app: `http://127.0.0.1:${options.ports.app}`,
      gitlab: String(gitlab.hello['url']),
      jira: String(jira.hello['url']),
    };
    const app = await startApp(addresses, { folder, jira, options });
    children.push(app);
    const worker =
      options.isSplit === true ? await startWorker(addresses, { folder, jira, options }) : undefined;
    if (worker !== undefined) children.push(worker);
    const installed = await install(addresses, { jiraApp: options.jiraApp, folder });
    const adminId = String(jira.hello['adminAccountId']);
    const application = (await control(addresses.gitlab, 'create-application', {
      name: 'Jira',
      redirectUris: [`${addresses.app}/oauth/gitlab/callback`],
      scopes: ['api'],
    })) as Application;
    return {
      addresses,
      application,
      installed,
      adminId,
      folder,
      appPid: app.pid,
      issueKey: `${history.projectKey}-${history.issue}`,
      admin: demoAdmin(installed, { accountId: adminId, appUrl: addresses.app }),
      broken: Promise.race(children.map((child) => child.ended.then(() => child.name))),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type History = { readonly folder: string | undefined; readonly projectKey: string; readonly issue: number };

async function historyOf(data: string | undefined): Promise<History> {
  if (data === undefined) return { folder: undefined, projectKey: 'DEMO', issue: 1 };
  const folder = path.resolve(data);
  const text = await readFile(path.join(folder, 'repository.json'), 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new Error(`${folder} holds no history: a repository.json is expected there. Check --data.`);
  }
  const { jira_project_key: projectKey } = JSON.parse(text) as { jira_project_key: string };
  return { folder, projectKey, issue: 1000 };
}

function gitlabArguments({ ports, gitlabFlags = [] }: StackOptions, history: History): string[] {
  const program = path.join(root, 'test/sandbox/gitlab/main.ts');
  const given = history.folder === undefined ? [] : ['--history', history.folder];
  return [program, '--port', String(ports.gitlab), '--group', demoGroup, ...given, ...gitlabFlags];
}

function jiraArguments({ ports }: StackOptions, { folder, projectKey }: History): string[] {
  const program = path.join(root, 'test/sandbox/jira/main.ts');
  const issues =
    folder === undefined ? ['--projects', projectKey] : ['--projects', '', '--issues-from', projectKey];
  return [program, '--port', String(ports.jira), '--name', 'Demo Jira', ...issues];
}

type Starting = { readonly folder: string; readonly jira: Child; readonly options: StackOptions };

function environmentOf(addresses: Addresses, { folder, jira, options }: Starting): Record<string, string> {
  return {
    PORT: String(options.ports.app),
    ROLE: options.isSplit === true ? 'web' : 'all',
    APP_BASE_URL: addresses.app,
    DATABASE_URL: '',
    DATA_DIR: path.join(folder, 'data'),
    PRIVATE_HOSTS: '127.0.0.1',
    GITLAB_COM_URL: addresses.gitlab,
    // The sandbox does not count what comes from one address.
    GITLAB_REQUESTS_PER_MINUTE: '0',
    CONNECT_INSTALL_KEYS_URL: String(jira.hello['installKeysUrl']),
    CONNECT_TOKEN_URL: String(jira.hello['tokenUrl']),
    CONNECT_SCRIPT_URL: `${addresses.jira}/atlassian-connect/all.js`,
    FORGE_APP_ID: forgeAppId,
    FORGE_JWKS_URL: String(jira.hello['forgeKeysUrl']),
    ATLASSIAN_API_URL: String(jira.hello['apiUrl']),
    ...options.appEnvironment,
  };
}

/** Joins the database that the web process has started. */
async function startWorker(addresses: Addresses, starting: Starting): Promise<Child> {
  const env = { ...environmentOf(addresses, starting), ROLE: 'worker', PORT: '0' };
  return startChild({ name: 'worker', folder: starting.folder, env, args: await startArguments() });
}

async function startApp(addresses: Addresses, starting: Starting): Promise<Child> {
  const { folder } = starting;
  const env = environmentOf(addresses, starting);
  const app = await startChild({ name: 'app', folder, env, args: await startArguments() });
  const ended = app.ended.then(() => true);
  for (;;) {
    const answer = await fetch(`${addresses.app}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return app;
    if (await Promise.race([ended, sleep(100, false)])) {
      throw new Error(`The app ended before it was ready. Its log: ${path.join(folder, 'app.log')}`);
    }
  }
}

/** What `npm start` gives to node, so that the app runs here as it does there. */
async function startArguments(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const [, given = ''] = /node ((?:--\S+ )*src\/server\.ts)$/.exec(scripts.start) ?? [];
  return given.split(' ').map((word) => (word.startsWith('--') ? word : path.join(root, word)));
}

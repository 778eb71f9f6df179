import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AppError } from '../lib/errors.ts';
import type { Binaries, RunAs } from './embedded-binaries.ts';
import { isAlive } from './embedded-lock.ts';

const run = promisify(execFile);

/** One PostgreSQL on disk and how to reach it. */
export type Cluster = {
  readonly binaries: Binaries;
  readonly account: RunAs | undefined;
  /** Folder of the files around the cluster: lock, password, log. */
  readonly home: string;
  readonly folder: string;
  readonly lockFile: string;
  readonly password: string;
  readonly durable: boolean;
  /** Folder of the Unix socket, or 127.0.0.1. */
  readonly host: string;
  readonly port: number;
};

const startTries = 60;

// PostgreSQL gets nothing of our environment: keys and tokens of the app are none of its business.
const childEnvironment = { TZ: 'UTC', LC_ALL: 'C' };

/** Makes the cluster where there is none. A half-made one (killed meanwhile) is never taken for whole. */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const exists = await access(path.join(cluster.folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (exists) return;
  const partial = `${cluster.folder}.new`;
  const passwordFile = path.join(cluster.home, 'postgres.initial');
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  const { account } = cluster;
  if (account !== undefined) {
    await chown(partial, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  try {
    await run(
      cluster.binaries.initdb,
      [
        ...['--pgdata', partial, '--username', 'connector', '--pwfile', passwordFile],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
        // PostgreSQL's own C.UTF-8: the same order of text on every platform and C library.
        ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
        ...(cluster.durable ? [] : ['--no-sync']),
      ],
      { env: childEnvironment, ...account },
    );
  } catch (cause) {
    throw new AppError(
      'configuration',
      `The embedded database cannot be made in ${cluster.home}. Is there space, and may this account write there? ` +
        'Otherwise set DATA_DIR to another folder, or DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(partial, cluster.folder);
}

/** Starts the server and returns when `probe` can talk to it. @throws AppError with the end of the server's log */
export async function startServer(cluster: Cluster, probe: () => Promise<void>): Promise<void> {
  let last: unknown;
  for (let tries = 0; tries < startTries; tries += 1) {
    await forgetForeignPid(cluster.folder);
    const exited = await spawnServer(cluster, probe).catch((error: unknown) => {
      last = error;
      return true;
    });
    if (!exited) return;
    // After a kill of the server alone its children keep the shared memory for a moment more.
    if (!(await logTail(cluster)).includes('is still in use')) break;
    await sleep(500);
  }
  throw new AppError(
    'configuration',
    `The embedded database in ${cluster.folder} does not start. Its log ends with: ${await logTail(cluster)}`,
    { cause: last },
  );
}

/** Gives true when the server ended instead of answering. */
async function spawnServer(cluster: Cluster, probe: () => Promise<void>): Promise<boolean> {
  const log = await open(logFile(cluster), 'w', 0o600);
  // Detached: Ctrl-C in a terminal goes to the whole process group and would take the database from under us.
  const child = spawn(cluster.binaries.postgres, serverArguments(cluster), {
    cwd: cluster.folder,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: childEnvironment,
    ...cluster.account,
  });
  const ended = new Promise<true>((resolve, reject) => {
    child.once('exit', () => resolve(true));
    child.once('error', reject);
  });
  child.unref();
  await log.close();
  for (;;) {
    const state = await Promise.race([ended, sleep(25, 'waiting' as const)]);
    if (state === true) return true;
    const answered = await probe().then(
      () => true,
      () => false,
    );
    if (answered) return false;
  }
}

function serverArguments(cluster: Cluster): string[] {
  const onSocket = cluster.host.startsWith('/');
  const settings: Record<string, string> = {
    listen_addresses: onSocket ? '' : cluster.host,
    unix_socket_directories: onSocket ? cluster.host : '',
    unix_socket_permissions: '0700',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Our statements are short: compiling them costs more than it gives.
    jit: 'off',
    fsync: cluster.durable ? 'on' : 'off',
    synchronous_commit: cluster.durable ? 'on' : 'off',
    full_page_writes: cluster.durable ? 'on' : 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', cluster.folder, '-p', String(cluster.port), ...flags];
}

/** Ends every connection and stops the server cleanly. */
export async function stopServer(cluster: Cluster): Promise<void> {
  await run(cluster.binaries.pgCtl, ['stop', '-D', cluster.folder, '-m', 'fast', '-w', '-t', '60'], {
    env: childEnvironment,
    cwd: cluster.folder,
    ...cluster.account,
  });
}

/**
 * A restarted container gives the number in `postmaster.pid` to some other program, and PostgreSQL then believes that
 * it still runs. Where the system can tell (Linux), the file is removed when that program is no PostgreSQL.
 */
async function forgetForeignPid(folder: string): Promise<void> {
  const file = path.join(folder, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres');
  if (!name.startsWith('postgres')) await rm(file, { force: true });
}

const logFile = (cluster: Cluster) => path.join(cluster.home, 'postgres.log');

async function logTail(cluster: Cluster): Promise<string> {
  const text = await readFile(logFile(cluster), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-5).join(' | ');
}

/** A loopback port that nobody listens on. */
export async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return String(address.port);
}

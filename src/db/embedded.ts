import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { keptFile } from '../lib/secrets/kept-file.ts';
import type { Log } from '../lib/log.ts';
import { canEnter, findBinaries, reachableHome, unprivilegedAccount } from './embedded-binaries.ts';
import { withFileLock } from './embedded-lock.ts';
import { ensureCluster, freePort, startServer, stopServer, type Cluster } from './embedded-server.ts';

export type Embedded = {
  /** Connection string of the app's database; good for as long as `stop` has not been called. */
  readonly url: string;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly log: Log;
  /** False gives up fsync: for tests, whose data nobody misses after a power cut. */
  readonly durable?: boolean | undefined;
  /** Loopback instead of a Unix socket; the default where there are none. */
  readonly loopback?: boolean | undefined;
};

const triesToReturn = 30;
const databaseName = 'connector';
const presenceName = 'connector presence';
// sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero included.
const longestSocketPath = process.platform === 'darwin' ? 103 : 107;

/**
 * Starts the PostgreSQL of `dataDir`, or joins the one that already runs there: after a crash, or because another
 * local process (`npm run cli` beside `npm start`) uses it. Each process that uses it keeps one connection open as
 * its presence; the last one that calls `stop` stops the server. A killed process leaves no presence behind, and a
 * server without any is found by the next start. If the server dies under us it is started again.
 * @throws AppError `configuration` that says what to do
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const cluster = await describeCluster(options);
  let presence: pg.Client | undefined;
  let stopping = false;
  const arrive = async (): Promise<void> => {
    presence = await withFileLock(cluster.lockFile, async () => {
      const running = await connect(cluster).catch(() => undefined);
      if (running !== undefined) return running;
      await ensureCluster(cluster);
      await startServer(cluster, async () => (await connect(cluster)).end());
      const client = await connect(cluster);
      await ensureDatabase(client);
      return client;
    });
    presence.on('error', () => undefined);
    presence.once('end', () => {
      if (stopping) return;
      options.log.error('the embedded database went away; starting it again');
      void arriveAgain();
    });
  };
  // What is left of the old server may hold its files for a while longer, the more so on a busy machine.
  const arriveAgain = async (): Promise<void> => {
    for (let tries = 1; !stopping; tries += 1) {
      try {
        await arrive();
        return;
      } catch (err) {
        if (tries >= triesToReturn) {
          options.log.fatal({ err }, 'the embedded database cannot be started again');
          return;
        }
        await sleep(1_000);
      }
    }
  };
  await arrive();
  return {
    url: urlOf(cluster, databaseName),
    async stop() {
      if (stopping) return;
      stopping = true;
      await withFileLock(cluster.lockFile, () => leave(cluster, presence));
    },
  };
}

async function leave(cluster: Cluster, presence: pg.Client | undefined): Promise<void> {
  if (presence === undefined) return;
  const others = await presence
    .query<{ count: number }>(
      'select count(*)::int as count from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [presenceName],
    )
    .catch(() => undefined);
  await presence.end().catch(() => undefined);
  if (others?.rows[0]?.count === 0) await stopServer(cluster);
}

async function describeCluster(options: EmbeddedOptions): Promise<Cluster> {
  const dataDir = path.resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const account = await unprivilegedAccount();
  const open = await canEnter(dataDir, account);
  const home = open ? dataDir : reachableHome(dataDir);
  if (!open) {
    options.log.warn({ dataDir, home }, 'PostgreSQL has its files in a folder that its account can enter');
    await mkdir(home, { recursive: true, mode: 0o755 });
  }
  const loopback = options.loopback ?? process.platform === 'win32';
  return {
    binaries: await findBinaries(account),
    account,
    home,
    folder: path.join(home, 'postgres'),
    lockFile: path.join(home, 'postgres.lock'),
    password: await keptFile(path.join(home, 'postgres.password'), () =>
      randomBytes(24).toString('base64url'),
    ),
    durable: options.durable ?? true,
    host: loopback ? '127.0.0.1' : await socketFolder(home, account),
    port: loopback ? Number(await keptFile(path.join(home, 'postgres.port'), freePort)) : 5432,
  };
}

async function socketFolder(home: string, account: Cluster['account']): Promise<string> {
  const near = path.join(home, 'run');
  const short = path.join(
    os.tmpdir(),
    `dvcs-connector-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`,
  );
  const folder = Buffer.byteLength(path.join(near, '.s.PGSQL.5432')) <= longestSocketPath ? near : short;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const owner = account?.uid ?? process.getuid?.();
  const found = await stat(folder);
  // The system's folder for temporary files is everybody's: one that somebody else made there is not used.
  if (found.uid !== owner && found.uid !== process.getuid?.()) {
    throw new Error(`${folder} belongs to another account. Set DATA_DIR to a shorter path.`);
  }
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
  return folder;
}

async function connect(cluster: Cluster): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, 'postgres'),
    application_name: presenceName,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
  if (rowCount === 0) await client.query(`create database ${databaseName}`);
}

function urlOf(cluster: Cluster, database: string): string {
  const login = `connector:${cluster.password}`;
  return cluster.host.startsWith('/')
    ? `postgres://${login}@localhost/${database}?host=${encodeURIComponent(cluster.host)}`
    : `postgres://${login}@${cluster.host}:${cluster.port}/${database}`;
}

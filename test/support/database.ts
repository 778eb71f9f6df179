import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { connectDb } from '../../src/db/db.ts';
import { startEmbedded, type Embedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/lib/log.ts';
import { migrateQueue } from '../../src/queue/migrate-queue.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const serverVariable = 'TEST_DATABASE_SERVER';
const templateVariable = 'TEST_DATABASE_TEMPLATE';

/**
 * One PostgreSQL for a run: the machine's where DATABASE_URL names one, else the embedded one. Its folder is the same
 * for every run of this clone, so that runs at the same time share it and a killed one leaves nothing to clean.
 */
export async function startTestServer(): Promise<Embedded> {
  const given = process.env['DATABASE_URL'];
  const clone = createHash('sha256').update(root).digest('hex').slice(0, 8);
  const server =
    given === undefined || given === ''
      ? await startEmbedded({
          dataDir: path.join(os.tmpdir(), `dvcs-test-${clone}`),
          log: createLog('fatal'),
          durable: false,
        })
      : { url: given, stop: () => Promise.resolve() };
  if (given !== server.url) await makeSigningInCheap(server.url);
  process.env[serverVariable] = server.url;
  process.env[templateVariable] = await ensureTemplate(server.url);
  return server;
}

/** A new database with the current schema, all its own. `drop` removes it, whoever still talks to it. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = variable(serverVariable);
  const name = `test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
  await onServer(server, (client) =>
    client.query(`create database ${name} template ${variable(templateVariable)}`),
  );
  return {
    url: withDatabase(server, name),
    drop: () => onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/** An empty database, for tests of migrations and of the whole program. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = variable(serverVariable);
  const name = `test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
  await onServer(server, (client) => client.query(`create database ${name} template template0`));
  return {
    url: withDatabase(server, name),
    drop: () => onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/** Every test connects a dozen times, and each time the client hashes the password 4096 times unless told otherwise. */
async function makeSigningInCheap(server: string): Promise<void> {
  await onServer(server, async (client) => {
    const password = client.escapeLiteral(decodeURIComponent(new URL(server).password));
    await client.query(`set scram_iterations = 1; alter role current_user password ${password}`);
  });
}

/** The schema is made once for each state of the migrations and cloned for each test, which takes some 30 ms. */
async function ensureTemplate(server: string): Promise<string> {
  const name = `test_template_${await schemaVersion()}`;
  const making = `${name}_making`;
  await onServer(server, async (client) => {
    await client.query('select pg_advisory_lock(4717202)');
    await dropLeftovers(client);
    if (await exists(client, name)) return;
    await client.query(`drop database if exists ${making} with (force)`);
    await client.query(`create database ${making} template template0`);
    const url = withDatabase(server, making);
    const db = connectDb(url, { poolSize: 2 });
    await migrate(db);
    await db.close();
    await migrateQueue(url);
    await client.query(`alter database ${making} rename to ${name}`);
  });
  return name;
}

/** Databases of test processes that are gone, and templates of older schemas that nobody uses. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database d where datname ~ '^test_[0-9]+_'
       and not exists (select from pg_stat_activity a where a.datname = d.datname)`,
  );
  for (const { datname } of rows) {
    const pid = Number(datname.split('_')[1]);
    if (!processExists(pid)) await client.query(`drop database if exists ${datname}`);
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  return (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount === 1;
}

async function schemaVersion(): Promise<string> {
  const folder = path.join(root, 'src/db/migrations');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(await readFile(path.join(folder, file)));
  hash.update(await readFile(path.join(root, 'node_modules/graphile-worker/package.json')));
  return hash.digest('hex').slice(0, 12);
}

async function onServer(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(server: string, name: string): string {
  return server.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: run tests with "npm run jest", whose set-up sets it`);
  return value;
}

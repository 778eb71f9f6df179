import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startEmbedded, type Embedded } from '../../src/db/embedded.ts';
import { createLog } from '../../src/lib/log.ts';
import { eventually, root, startChild } from './fixtures/child.ts';

const log = createLog('silent');

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded database', () => {
  let dataDir: string;
  const started: Embedded[] = [];
  const start = async (options: Partial<Parameters<typeof startEmbedded>[0]> = {}): Promise<Embedded> => {
    const embedded = await startEmbedded({ dataDir, log, durable: false, ...options });
    started.push(embedded);
    return embedded;
  };
  const serverPid = async () =>
    Number((await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  const runs = async () =>
    serverPid().then(
      () => true,
      () => false,
    );

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'dvcs-embedded-'));
    await chmod(dataDir, 0o755);
  });
  afterEach(async () => {
    for (const embedded of started.splice(0)) await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is a PostgreSQL in UTF-8 that keeps what it is told and syncs to disk unless told otherwise', async () => {
    const durable = await start({ durable: true });
    const [facts] = await query(
      durable.url,
      `select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
              current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
              current_setting('listen_addresses') as listens, 'é' < 'z' as by_code_point`,
    );
    expect(facts).toEqual({
      version: expect.any(Number),
      fsync: 'on',
      encoding: 'UTF8',
      zone: 'UTC',
      listens: '',
      by_code_point: false,
    });
    await query(durable.url, 'create table kept as select 1 as one');
    await durable.stop();
    const again = await start({ durable: true });
    expect(await query(again.url, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  it('never runs as root, and lets in nobody without the password', async () => {
    const { url } = await start();
    const { uid } = await stat(`/proc/${await serverPid()}`);
    expect(uid).not.toBe(0);
    expect((await stat(path.join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
    await expect(query(url.replace(/connector:[^@]+@/, 'connector:wrong@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('is shared, and stopped by the last one that leaves', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.url).toBe(two.url);
    await one.stop();
    expect(await query(two.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await two.stop();
    expect(await runs()).toBe(false);
  });

  it('is found and taken over by the next start after the process that started it was killed', async () => {
    const child = startChild(path.join(root, 'test/house/fixtures/holder.ts'), { args: [dataDir] });
    await child.saw('ready');
    const pid = await serverPid();
    child.process.kill('SIGKILL');
    await child.ended();
    expect(await serverPid()).toBe(pid);
    const next = await start();
    expect(await serverPid()).toBe(pid);
    await next.stop();
    expect(await runs()).toBe(false);
  });

  it('is started again, with all that was committed, when its server dies while we use it', async () => {
    const { url } = await start({ durable: true });
    await query(url, 'create table kept as select 1 as one');
    const pid = await serverPid();
    process.kill(pid, 'SIGKILL');
    await eventually(async () =>
      query(url, 'select one from kept').then(
        (rows) => rows.length === 1,
        () => false,
      ),
    );
    expect(await serverPid()).not.toBe(pid);
  });

  it('starts although its pid file names a living program that is no PostgreSQL', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 1 as one');
    await first.stop();
    const pidFile = path.join(dataDir, 'postgres/postmaster.pid');
    // As in a restarted container: the number now belongs to another program of the same account.
    await writeFile(pidFile, `${process.pid}\n${dataDir}/postgres\n0\n5432\n\n\n`);
    const second = await start();
    expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  it('does not take a half-made cluster for a whole one', async () => {
    await mkdir(path.join(dataDir, 'postgres.new'));
    await writeFile(path.join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('listens on loopback where there are no Unix sockets', async () => {
    const { url } = await start({ loopback: true });
    expect(url).toMatch(/^postgres:\/\/connector:[\w-]+@127\.0\.0\.1:\d+\/connector$/);
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('takes a short folder for its socket where the path would be longer than the 107 bytes of a socket', async () => {
    dataDir = path.join(dataDir, 'long-'.repeat(20));
    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('says what to do when the cluster cannot start', async () => {
    await (await start()).stop();
    await writeFile(path.join(dataDir, 'postgres/postgresql.conf'), 'shared_buffers = nonsense\n');
    await expect(start()).rejects.toThrow(/does not start\. Its log ends with: .*shared_buffers/);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('runs from folders that only root may enter', async () => {
    await chmod(dataDir, 0o700);
    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectDb, type Db } from '../../src/db/db.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createJobs, noTenant } from '../../src/queue/jobs.ts';
import type { Task } from '../../src/queue/task.ts';
import { createTestDatabase } from '../support/database.ts';
import { eventually, root, startChild, type Child } from './fixtures/child.ts';
import { ordered, stepwise, stubborn } from './fixtures/worker.ts';

type Payload = { tenantId: string; label: string; steps: number; stepMs: number };

describe('worker processes', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let db: Db & { close(): Promise<void> };
  const children: Child[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    db = connectDb(database.url, { poolSize: 2 });
    await db.run('create table work_log (at timestamptz default clock_timestamp(), label text, what text)');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.process.kill('SIGKILL');
      await child.ended();
    }
    await db.close();
    await database.drop();
  });

  const startWorkerProcess = async (): Promise<Child> => {
    const child = startChild(path.join(root, 'test/house/fixtures/worker.ts'), {
      env: {
        DATABASE_URL: database.url,
        ENCRYPTION_KEYS: `k:${randomBytes(32).toString('base64')}`,
        PORT: '0',
        ROLE: 'worker',
        WORKER_CONCURRENCY: '4',
        LOG_LEVEL: 'warn',
      },
    });
    children.push(child);
    await child.saw('ready');
    return child;
  };
  const add = (task: Task<Payload>, label: string, work: { steps: number; stepMs: number }) =>
    createJobs(systemClock).add(db, task, { payload: { tenantId: noTenant, label, ...work } });
  const count = async (what: string, label = '%'): Promise<number> => {
    const [row] = await db.rows<{ n: number }>(
      'select count(*)::int as n from work_log where what = $1 and label like $2',
      [what, label],
    );
    return row?.n ?? 0;
  };
  const jobsLeft = async () => (await db.rows('select 1 from graphile_worker.jobs')).length;
  /** Half a minute goes by, as the database sees it. */
  const silence = async () => {
    await db.run(`update process set beat_at = beat_at - interval '31 seconds'`);
    await db.run(
      `update graphile_worker._private_jobs set locked_at = locked_at - interval '31 seconds' where locked_at is not null`,
    );
  };

  it('hands the job of a process that was killed to another, and its order queue with it', async () => {
    const first = await startWorkerProcess();
    await add(ordered, 'long', { steps: 100, stepMs: 30 });
    await eventually(async () => (await count('start', 'long')) === 1);
    first.process.kill('SIGKILL');
    await first.ended();
    await add(ordered, 'after', { steps: 1, stepMs: 1 });
    await silence();
    await startWorkerProcess();
    await eventually(async () => (await count('end', 'after')) === 1);
    expect(await count('start', 'long')).toBe(2);
    expect(await count('end', 'long')).toBe(1);
  });

  it('leaves the jobs of a living process alone, however long they take', async () => {
    await startWorkerProcess();
    await add(stepwise, 'slow', { steps: 300, stepMs: 10 });
    await eventually(async () => (await count('start', 'slow')) === 1);
    await db.run(
      `update graphile_worker._private_jobs set locked_at = locked_at - interval '31 seconds' where locked_at is not null`,
    );
    await startWorkerProcess();
    await eventually(async () => (await count('end', 'slow')) === 1);
    expect(await count('start', 'slow')).toBe(1);
  });

  it('loses no job and runs none twice when it is asked to stop', async () => {
    const first = await startWorkerProcess();
    for (let i = 0; i < 24; i += 1) await add(stubborn, `s${i}`, { steps: 3, stepMs: 30 });
    await eventually(async () => (await count('end')) >= 2);
    first.process.kill('SIGTERM');
    expect(await first.ended()).toEqual({ code: 0, signal: null });
    expect(await jobsLeft()).toBeGreaterThan(0);
    expect(await count('start')).toBe(await count('end'));
    expect(await db.rows('select 1 from graphile_worker.jobs where locked_at is not null')).toEqual([]);
    expect(await db.rows('select 1 from process')).toEqual([]);

    await startWorkerProcess();
    await eventually(async () => (await count('end')) === 24);
    expect(await count('start')).toBe(24);
    expect(await count('step')).toBe(72);
  });

  it('ends long work at its next step and goes on with it elsewhere', async () => {
    const first = await startWorkerProcess();
    await add(stepwise, 'import', { steps: 100, stepMs: 20 });
    await eventually(async () => (await count('step')) >= 3);
    first.process.kill('SIGTERM');
    expect(await first.ended()).toEqual({ code: 0, signal: null });
    expect(await count('end')).toBe(0);

    await startWorkerProcess();
    await eventually(async () => (await count('end')) === 1);
    expect(await count('step')).toBe(100);
  });

  it('goes on after its connection broke just as a job was done, and gives that job back', async () => {
    await db.run('create sequence done_jobs');
    await db.run(`create function cut() returns trigger language plpgsql as 'begin
      if nextval(''done_jobs'') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
      return old;
    end'`);
    await db.run(
      'create trigger cut before delete on graphile_worker._private_jobs for each row execute function cut()',
    );
    const child = await startWorkerProcess();
    await add(stubborn, 'first', { steps: 1, stepMs: 1 });
    await eventually(async () => (await count('end', 'first')) === 1);
    await eventually(() => Promise.resolve(child.output().includes('started again')));
    await add(stubborn, 'second', { steps: 1, stepMs: 1 });
    await eventually(async () => (await count('end', 'second')) === 1);
    await eventually(async () => (await jobsLeft()) === 1);
    await silence();
    await eventually(async () => (await jobsLeft()) === 0);
    expect(await count('end', 'first')).toBe(2);
  }, 60_000);

  it('runs jobs of one order key one after the other, over all processes', async () => {
    await Promise.all([startWorkerProcess(), startWorkerProcess()]);
    for (let i = 0; i < 8; i += 1) await add(ordered, `o${i}`, { steps: 1, stepMs: 20 });
    await eventually(async () => (await count('end')) === 8);
    const log = await db.rows<{ label: string; what: string }>(
      `select label, what from work_log where what <> 'step' order by at`,
    );
    for (let i = 0; i < log.length; i += 2) expect(log[i]?.label).toBe(log[i + 1]?.label);
    expect(log.map((row) => row.label).filter((_, i) => i % 2 === 0)).toEqual([
      'o0',
      'o1',
      'o2',
      'o3',
      'o4',
      'o5',
      'o6',
      'o7',
    ]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../../src/lib/errors.ts';
import { scheduleHousekeeping } from '../../src/queue/housekeeping.ts';
import { noTenant } from '../../src/queue/jobs.ts';
import { queueDepth } from '../../src/queue/queue-depth.store.ts';
import { handle, patienceMs } from '../../src/queue/run-task.ts';
import { defineTask } from '../../src/queue/task.ts';
import { tasks } from '../../src/tasks.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { drainQueue } from '../support/drain.ts';

const task = defineTask({
  name: 'test.fails',
  payload: z.object({ tenantId: z.uuid() }),
  jobKey: () => 'one',
});
const minute = 60_000;

describe('a job that fails', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  /** Runs a job that fails so many times, for as long as it is tried again. */
  const tries = async ({ code, times, waitMs }: { code: ErrorCode; times: number; waitMs?: number }) => {
    let tried = 0;
    let givenUp: string | undefined;
    const startedAt = app.clock.now();
    let endedAfter: number | undefined;
    const early: number[] = [];
    let notBefore = 0;
    const handler = handle<TestApp['ctx'], { tenantId: string }>(task, {
      run: async () => {
        tried += 1;
        if (app.clock.now() < notBefore) early.push(tried);
        if (tried > times) return;
        if (waitMs !== undefined) notBefore = app.clock.now() + waitMs;
        throw new AppError(code, 'It happens.', { retryAt: waitMs === undefined ? undefined : notBefore });
      },
      onGiveUp: async (_ctx, _payload, error) => {
        givenUp = error.message;
        endedAfter = app.clock.now() - startedAt;
      },
    });
    await app.ctx.jobs.add(app.ctx.db, task, { payload: { tenantId: noTenant } });
    for (let round = 0; round < 2 * times + 20; round += 1) {
      await drainQueue(app.ctx, [handler]);
      app.advance(30 * minute);
    }
    return { tried, givenUp, early, endedAfter };
  };

  it('for a limit waits as often and as long as it has to: that is no attempt', async () => {
    const outcome = await tries({ code: 'rate_limited', times: 40, waitMs: 45 * minute });
    expect(outcome).toMatchObject({ tried: 41, givenUp: undefined, early: [] });
  });

  it('by a fault of ours is tried ten times, then given up with its words', async () => {
    expect(await tries({ code: 'internal', times: 40 })).toMatchObject({
      tried: 10,
      givenUp: 'It happens.',
    });
  });

  it.each(['unavailable', 'timeout', 'unreachable'] as const)(
    'for want of an answer (%s) waits six hours from its first failure, however often it is tried, and is given up',
    async (code) => {
      const { tried, givenUp, endedAfter = 0 } = await tries({ code, times: 40 });
      expect(tried).toBeGreaterThan(11);
      expect(givenUp).toBe('It happens.');
      expect(endedAfter).toBeGreaterThanOrEqual(patienceMs);
      expect(endedAfter).toBeLessThan(patienceMs + 60 * minute);
    },
  );

  it('for want of an answer is not asked for again before the time that the other side named', async () => {
    const outcome = await tries({ code: 'unavailable', times: 4, waitMs: 45 * minute });
    expect(outcome).toMatchObject({ tried: 5, givenUp: undefined, early: [] });
  });

  it('for want of an answer is given up in time, although news of it keep coming', async () => {
    const givenUp: number[] = [];
    const startedAt = app.clock.now();
    const handler = handle<TestApp['ctx'], { tenantId: string }>(task, {
      run: () => Promise.reject(new AppError('unavailable', 'It is down.')),
      onGiveUp: async () => void givenUp.push(app.clock.now() - startedAt),
    });
    const { jobs, db } = app.ctx;
    const payload = { tenantId: noTenant };
    while (givenUp.length === 0 && app.clock.now() - startedAt < 2 * patienceMs) {
      await jobs.add(db, task, { payload });
      await jobs.add(db, task, { payload, at: app.clock.now() + 500 });
      await jobs.addManyAt(db, task, { payloads: [payload], at: app.clock.now() + 500 });
      await drainQueue(app.ctx, [handler]);
      app.advance(20 * minute);
    }
    expect(givenUp).toHaveLength(1);
    expect(givenUp[0]).toBeLessThan(patienceMs + 60 * minute);
  });

  it('for a limit does not come back in the same instant as all others, and not before its end', async () => {
    const many = defineTask({ name: 'test.limited', payload: z.object({ tenantId: z.uuid() }) });
    const until = app.clock.now() + minute;
    const handler = handle<TestApp['ctx'], { tenantId: string }>(many, {
      run: () => Promise.reject(new AppError('rate_limited', 'Wait.', { retryAt: until })),
    });
    const payload = { tenantId: noTenant };
    await app.ctx.jobs.addMany(app.ctx.db, many, Array<typeof payload>(20).fill(payload));
    await drainQueue(app.ctx, [handler]);
    const timers = await app.ctx.db.rows<{ at: Date }>(
      `select due_at as at from timer where task = 'test.limited'`,
    );
    const times = timers.map(({ at }) => at.getTime());
    expect(times).toHaveLength(20);
    expect(new Set(times).size).toBeGreaterThan(10);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(until);
    expect(Math.max(...times)).toBeLessThanOrEqual(until + 1_000);
  });

  it('for good is given up at once', async () => {
    expect(await tries({ code: 'needs_authorization', times: 40 })).toMatchObject({
      tried: 1,
      givenUp: 'It happens.',
    });
  });

  it('and succeeds later is over', async () => {
    expect(await tries({ code: 'timeout', times: 5 })).toMatchObject({ tried: 6, givenUp: undefined });
  });
});

describe('a job whose process died after a newer one with its key was added', () => {
  it('is left to the newer one, and its row is forgotten within the hour', async () => {
    const app = await startTestApp();
    const { db, jobs } = app.ctx;
    let runs = 0;
    const handlers = [
      ...tasks,
      handle<TestApp['ctx'], { tenantId: string }>(task, { run: async () => void (runs += 1) }),
    ];
    const rows = () => db.rows('select id from graphile_worker.jobs');
    await scheduleHousekeeping(app.ctx);
    await jobs.add(db, task, { payload: { tenantId: noTenant } });
    await db.run(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', attempts = 1`,
    );
    await jobs.add(db, task, { payload: { tenantId: noTenant } });
    await db.run(`select graphile_worker.force_unlock_workers(array['dead'])`);
    await drainQueue(app.ctx, handlers);
    expect(runs).toBe(1);
    expect(await rows()).toHaveLength(1);
    expect(await queueDepth(db, app.clock.now())).toMatchObject({ waiting: 0, running: 0 });
    app.advance(60 * minute);
    await drainQueue(app.ctx, handlers);
    expect(await rows()).toEqual([]);
    expect(runs).toBe(1);
    await app.close();
  });
});

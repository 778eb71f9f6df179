import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { inTransaction } from '../../src/db/db.ts';
import { createRightOfWay } from '../../src/lib/right-of-way.ts';
import { noTenant } from '../../src/queue/jobs.ts';
import { handle } from '../../src/queue/run-task.ts';
import { defineTask, livePriority } from '../../src/queue/task.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { drainQueue } from '../support/drain.ts';

const forEver = 2 ** 30;

describe('what gives way', () => {
  it('goes on at once where nothing is alive', async () => {
    await createRightOfWay(forEver).giveWay();
  });

  it('waits until the last of it has ended', async () => {
    const way = createRightOfWay(forEver);
    const [one, other] = [way.begin(), way.begin()];
    const order: string[] = [];
    const waiting = way.giveWay().then(() => order.push('went on'));
    one();
    await Promise.resolve();
    order.push('the first ended');
    other();
    order.push('the other ended');
    await waiting;
    expect(order).toEqual(['the first ended', 'the other ended', 'went on']);
  });

  it('goes on after its longest wait, whatever still runs', async () => {
    const way = createRightOfWay(1);
    way.begin();
    await way.giveWay();
  });
});

describe('a transaction that has ended', () => {
  it("takes no statement any more: its connection may be another's", async () => {
    const app = await startTestApp();
    try {
      const ended = await inTransaction(app.ctx.db, (tx) => Promise.resolve(tx));
      await expect(ended.rows('select 1 as one where $1', [true])).rejects.toThrow('has ended');
    } finally {
      await app.close();
    }
  });
});

describe('a job that many announce', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  const task = defineTask({
    name: 'test.announced',
    payload: z.object({ tenantId: z.uuid() }),
    jobKey: () => 'one',
    priority: livePriority,
    isAnnouncedByMany: true,
  });
  const announce = (db: TestApp['ctx']['db']) =>
    app.ctx.jobs.add(db, task, { payload: { tenantId: noTenant } });

  it('runs once for all that were committed, though none waited for another', async () => {
    const { ctx } = app;
    let runs = 0;
    const handler = handle<TestApp['ctx'], { tenantId: string }>(task, {
      run: () => {
        runs += 1;
        return Promise.resolve();
      },
    });
    let heard = 0;
    const stop = ctx.jobs.onDue(() => {
      heard += 1;
    });
    // The outer transaction is open while the inner one announces the same job, and is committed after it.
    await inTransaction(ctx.db, async (tx) => {
      await announce(tx);
      await inTransaction(ctx.db, announce);
      expect(heard).toBe(1);
    });
    const rolledBack = inTransaction(ctx.db, async (tx) => {
      await announce(tx);
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    expect(heard).toBe(2);
    stop();
    await drainQueue(ctx, [handler]);
    expect(runs).toBe(1);
  });
});

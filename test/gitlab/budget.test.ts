import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { block, blockedUntil, take } from '../../src/db/budget.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

describe('budgets that all processes share', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it('grants no more than a window has, however many ask at once', async () => {
    const ask = (now: number) =>
      take(app.ctx.db, { name: 'window', cost: 3, limit: 10, windowMs: 1000, now });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(50_500)));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(3);
    expect(answers.filter((answer) => answer === 51_000)).toHaveLength(5);
    expect(await ask(51_000)).toBeUndefined();
  });

  it('keeps the later end of two blocks, names the longest, and forgets none before its time', async () => {
    const { db } = app.ctx;
    await block(db, { name: 'a', until: 9_000, reason: 'GitLab' });
    await block(db, { name: 'a', until: 5_000, reason: 'GitLab' });
    await block(db, { name: 'b', until: 7_000, reason: 'Jira' });
    const asked = (now: number) => blockedUntil(db, { names: ['a', 'b', 'c'], now });
    expect(await asked(1_000)).toEqual({ name: 'a', until: 9_000, reason: 'GitLab' });
    expect(await asked(9_000)).toBeUndefined();
    expect(await take(db, { name: 'b', cost: 1, limit: 5, windowMs: 1000, now: 6_500 })).toBe(7_000);
  });
});

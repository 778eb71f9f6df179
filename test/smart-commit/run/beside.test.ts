import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runIssueCommands } from '../../../src/smart-commit/run/run-issue.ts';
import { peopleOfCommands } from '../../../src/smart-commit/people-of-commands.store.ts';
import { startRunningApp, type RunningApp } from './running-app.ts';

let running: RunningApp;
let key: string;
beforeAll(async () => {
  running = await startRunningApp();
});
afterAll(() => running.close());
beforeEach(() => {
  key = running.newIssue();
});

const author = { authorName: 'Jane Doe', authorEmail: 'jane@example.com' };
const trustedOnly = (on: boolean) =>
  running.app.ctx.db.run('update account set trusted_authors_only = $2 where tenant_id = $1', [
    running.site.tenant.id,
    on,
  ]);

describe('what is carried out beside', () => {
  it('a GitLab that does not say who has pushed: the commits of other repositories', async () => {
    const { app, other } = running;
    const { world } = app.gitlab;
    await trustedOnly(true);
    const up = app.gitlab.faults.add({
      match: ({ path }: { path: string }) => path.includes(`/projects/${running.project.id}/events`),
      status: 503,
    });
    running.push(`${key} #comment held up`);
    await app.drain();
    app.advance(60_000);
    world.push(other, 'main', [{ message: `${key} #comment not held up`, ...author }]);
    await app.drain();
    app.advance(20_000);
    await app.drain();
    expect(await running.outcomes(key)).toMatchObject([
      { state: 'waiting' },
      { state: 'skipped', code: 'not_verified' },
    ]);
    up();
    await trustedOnly(false);
    app.advance(1_800_000);
    await app.drain();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }, { state: 'skipped' }]);
  });

  it('another process: each command once', async () => {
    const { ctx } = running.app;
    running.push(`${key} #comment one #comment two #time 1h #close`);
    await running.app.gitlab.hooks.idle();
    const payload = { tenantId: running.site.tenant.id, issueKey: key };
    // Each finds what the other has begun, and leaves it alone.
    await Promise.all([
      running.app.drain(),
      ...Array.from({ length: 3 }, async () => {
        for (let turn = 0; turn < 40; turn += 1) await runIssueCommands(ctx, payload).catch(() => undefined);
      }),
    ]);
    running.app.advance(60_000);
    await running.app.drain();
    expect((await running.outcomes(key)).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    expect(running.issue(key)).toMatchObject({
      comments: [{ text: 'one' }, { text: 'two' }],
      worklogs: [{}],
      transitions: 1,
    });
  });
});

describe('a person as whom commands are carried out', () => {
  it('whom Jira lets nobody act as is said so', async () => {
    const { jane } = running;
    await running.run(`${key} #comment still here`);
    jane.active = false;
    // Longer than a token of hers lives, shorter than her name is remembered.
    running.app.advance(3_600_000);
    await running.run(`${key} #comment gone`);
    jane.active = true;
    const [, outcome] = await running.outcomes(key);
    expect(outcome?.state).toBe('failed');
    expect(['inactive_user', 'refused']).toContain(outcome?.code);
  });

  it('is reported, and forgotten with the account', async () => {
    const { app, jane, site } = running;
    await running.run(`${key} #comment hello`);
    const page = { after: '', limit: 10 };
    const [kept] = await peopleOfCommands.list(app.ctx, page);
    expect(kept).toMatchObject({ accountId: jane.accountId, tenantIds: [site.tenant.id] });
    expect(await peopleOfCommands.list(app.ctx, { ...page, after: jane.accountId })).toEqual([]);
    await peopleOfCommands.erase(app.ctx, { tenantId: site.tenant.id, accountId: jane.accountId });
    expect(await peopleOfCommands.list(app.ctx, page)).toEqual([]);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done', as: null }]);
  });
});

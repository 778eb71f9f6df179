import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runAgain } from '../../../src/smart-commit/run/run-again.ts';
import { startRunningApp, type RunningApp } from './running-app.ts';

const hour = 3_600_000;
let running: RunningApp;
let key: string;
beforeAll(async () => {
  running = await startRunningApp();
});
afterAll(() => running.close());
beforeEach(() => {
  key = running.newIssue();
});

/** Cloud has version 3, Data Center has 2. */
const isPlatform = ({ path }: { path: string }) => /^\/rest\/api\/[23]\//.test(path);
const tenantId = () => running.site.tenant.id;

async function pass(ms: number, step: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    running.app.advance(step);
    await running.app.drain();
  }
}

describe('a command', () => {
  it('waits while Jira is down for hours, and is then carried out once', async () => {
    const up = running.app.jira.faults.add({ match: isPlatform, status: 503 });
    await running.run(`${key} #comment patience #close`);
    await pass(4 * hour, hour / 2);
    expect((await running.outcomes(key)).map(({ state }) => state)).not.toContain('failed');
    up();
    await pass(hour, hour / 4);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    expect(running.issue(key)).toMatchObject({ status: 'Done', comments: [{ text: 'patience' }] });
  }, 60_000);

  it('has failed when Jira is down for longer, and can be run again', async () => {
    const up = running.app.jira.faults.add({ match: isPlatform, status: 503 });
    await running.run(`${key} #close`);
    await pass(8 * hour, hour / 2);
    up();
    const [outcome] = await running.outcomes(key);
    expect(outcome).toMatchObject({ state: 'failed', code: 'no_answer' });
    await runAgain(running.app.ctx, { tenantId: tenantId(), commandId: outcome?.id ?? '' });
    await running.app.drain();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done', reason: null, code: null }]);
    expect(running.issue(key).status).toBe('Done');
  }, 60_000);

  it('waits while Jira does not accept what the app is let in by, which somebody has to mend', async () => {
    const mended = running.app.jira.faults.add({ match: isPlatform, status: 401 });
    await running.run(`${key} #comment after that`);
    const [waiting] = await running.outcomes(key);
    expect(waiting).toMatchObject({
      state: 'waiting',
      reason: expect.stringMatching(/update or reinstall|refuses even a token that it has just given/),
    });
    mended();
    await pass(10_000, 5_000);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
  });

  it('does not wait for one on another issue', async () => {
    const other = running.newIssue();
    const up = running.app.jira.faults.add({
      match: ({ method, path }) => method === 'POST' && path.includes(`/issue/${key}/`),
      status: 503,
    });
    await running.run(`${key}, ${other} #comment beside`);
    expect(await running.outcomes(other)).toMatchObject([{ state: 'done' }]);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'running' }]);
    up();
    await pass(120_000, 40_000);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expect(running.issue(key).comments).toHaveLength(1);
  });

  it('waits for Jira to take more writes to one issue', async () => {
    await running.run(...Array.from({ length: 30 }, (_, at) => `${key} #comment number ${at}`));
    await pass(60_000, 5_000);
    expect(running.issue(key).comments.map(({ text }) => text)).toEqual(
      Array.from({ length: 30 }, (_, at) => `number ${at}`),
    );
  });
});

describe('run again', () => {
  const again = (commandId: string) => runAgain(running.app.ctx, { tenantId: tenantId(), commandId });

  it('carries out what failed, once the cause is gone', async () => {
    const { jane, site } = running;
    site.site.forbid(jane.accountId, 'ADD_COMMENTS', 'RUN');
    await running.run(`${key} #comment now`, `${key} #close and then`);
    site.site.allow(jane.accountId, 'ADD_COMMENTS', 'RUN');
    const [comment, close] = await running.outcomes(key);
    await again(comment?.id ?? '');
    await again(close?.id ?? '');
    await expect(again(close?.id ?? '')).rejects.toMatchObject({ code: 'conflict' });
    await running.app.drain();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    // The issue was moved the first time: what was missing is the comment.
    expect(running.issue(key)).toMatchObject({ status: 'Done', transitions: 1 });
    expect(running.issue(key).comments.map(({ text }) => text)).toEqual(['now', 'and then']);
  });

  it('looks first for what may have been done', async () => {
    const { jane, site, app } = running;
    app.jira.faults.add({ match: 'issue.comment.add', times: 1, dropConnection: true, afterHandling: true });
    await running.run(`${key} #comment once`);
    site.site.forbid(jane.accountId, 'BROWSE_PROJECTS', 'RUN');
    await pass(40_000, 40_000);
    site.site.allow(jane.accountId, 'BROWSE_PROJECTS', 'RUN');
    const [outcome] = await running.outcomes(key);
    expect(outcome?.state).toBe('unknown');
    await again(outcome?.id ?? '');
    await app.drain();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expect(running.issue(key).comments).toHaveLength(1);
  });

  it('is refused for what is done, what cannot be done, and what is not there', async () => {
    await running.run(`${key} #comment done #time nothing`);
    const [done, time] = await running.outcomes(key);
    expect(time).toMatchObject({ state: 'failed', code: 'invalid_duration' });
    await expect(again(done?.id ?? '')).rejects.toMatchObject({ code: 'conflict' });
    await expect(again(time?.id ?? '')).rejects.toMatchObject({ code: 'conflict' });
    const missing = again('00000000-0000-4000-8000-000000000000');
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a site', () => {
  it('that is away and comes back has what waits carried out', async () => {
    const { app } = running;
    running.push(`${key} #comment after the holidays`);
    await app.gitlab.hooks.idle();
    await app.ctx.db.run(`update tenant set state = 'disabled' where tenant_id = $1`, [tenantId()]);
    await app.drain();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'waiting' }]);
    await app.ctx.db.run(`update tenant set state = 'active' where tenant_id = $1`, [tenantId()]);
    const { tenantHeardOf } = await import('../../../src/tenant/tasks.ts');
    await app.ctx.jobs.add(app.ctx.db, tenantHeardOf, { payload: { tenantId: tenantId() } });
    await app.drain();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
  });
});

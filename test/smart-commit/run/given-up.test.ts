import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { authorize } from '../../support/link-account.ts';
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

async function pass(ms: number, step: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    running.app.advance(step);
    await running.app.drain();
  }
}

describe('a command that fails on every try', () => {
  it('ends alone, with words, and those after it are carried out', async () => {
    const clear = running.app.jira.faults.add({
      match: ({ path }) => path.endsWith(`/issue/${key}/transitions`),
      status: 200,
      body: { transitions: 'none of yours' },
    });
    await running.run(`${key} #comment before #close #comment after #time 1h`);
    expect((await running.outcomes(key)).map(({ state }) => state)).toEqual([
      ...['done', 'waiting', 'waiting', 'waiting'],
    ]);
    await pass(3 * hour, hour / 6);
    clear();
    expect(await running.outcomes(key)).toMatchObject([
      { state: 'done' },
      { state: 'failed', code: 'no_answer', reason: expect.stringContaining('unexpected answer') },
      { state: 'done' },
      { state: 'done' },
    ]);
    expect(running.issue(key).comments.map(({ text }) => text)).toEqual(['before', 'after']);
  }, 60_000);
});

describe('a command of which GitLab cannot be asked who has pushed it', () => {
  it('waits until the account is authorized again, however long that takes', async () => {
    const { app, site, account } = running;
    await app.ctx.db.run('update account set trusted_authors_only = true where tenant_id = $1', [
      site.tenant.id,
    ]);
    const up = app.gitlab.faults.add({
      match: ({ path }: { path: string }) => path.includes(`/projects/${running.project.id}/events`),
      status: 503,
    });
    await running.run(`${key} #comment who was it`);
    const { world } = app.gitlab;
    for (const application of world.state.applications.values())
      world.revokeGrant(world.user('ada'), application);
    up();
    await pass(12 * hour, hour / 2);
    const [waiting] = await running.outcomes(key);
    expect(waiting).toMatchObject({
      state: 'waiting',
      reason: expect.stringContaining('authorized again'),
    });
    const page = await site.ask({ path: `/accounts/${account.id}/authorize`, fields: {} });
    await authorize(site, { page, username: 'ada' });
    await app.drain();
    const [outcome] = await running.outcomes(key);
    expect(['done', 'skipped']).toContain(outcome?.state);
    expect(outcome?.reason ?? '').not.toContain('authorized again');
  }, 60_000);
});

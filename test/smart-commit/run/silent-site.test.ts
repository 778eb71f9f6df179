import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { queueName } from '../../../src/queue/jobs.ts';
import { startWorker } from '../../../src/queue/worker.ts';
import { runIssue } from '../../../src/smart-commit/tasks.ts';
import { tasks } from '../../../src/tasks.ts';
import type { FaultTarget } from '../../sandbox/jira/cloud/faults.ts';
import type { TestApp } from '../../support/app.ts';
import { installTenant } from '../../support/install-tenant.ts';
import { linkAccount } from '../../support/link-account.ts';
import { startRunningApp, type RunningApp } from './running-app.ts';

let running: RunningApp;
beforeEach(async () => {
  running = await startRunningApp();
});
afterEach(() => running.close());

// Cloud has version 3 of the platform's API, Data Center has 2.
const isOfIssue = ({ path }: FaultTarget) => /^\/rest\/api\/[23]\/issue\//.test(path);

async function until(isSo: () => Promise<boolean> | boolean): Promise<number> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > 20_000) throw new Error('This has not come to pass.');
    await delay(20);
  }
  return performance.now() - began;
}

/** Sites share queues by hash: one that has none of those of this tenant. */
async function siteWithOtherQueues(app: TestApp, tenantId: string) {
  const taken = queuesOf(tenantId);
  for (;;) {
    const other = await app.jira.addSite({ allIssuesOf: ['RUN'] });
    const neighbour = await installTenant(app, other);
    if (queuesOf(neighbour.tenant.id).every((queue) => !taken.includes(queue))) return { other, neighbour };
  }
}

function queuesOf(tenantId: string): string[] {
  return ['0', '1', '2', '3'].map((orderKey) => queueName({ tenantId, orderKey }, runIssue));
}

describe('a Jira that does not answer', () => {
  it('is asked by one job at a time, not for each issue that waits', async () => {
    const { app } = running;
    const keys = Array.from({ length: 12 }, () => running.newIssue());
    let calls = 0;
    const match = (target: FaultTarget) => {
      const isOurs = /^\/rest\/api\/[23]\//.test(target.path);
      if (target.endpoint === 'user.search') calls += 1;
      return isOurs;
    };
    const up = app.jira.faults.add({ match, status: 503 });
    await running.run(...keys.map((key) => `${key} #comment patience`));
    expect(calls).toBe(3);
    for (const key of keys)
      expect(await running.outcomes(key)).toMatchObject([
        { state: 'waiting', reason: expect.stringContaining('Jira') },
      ]);
    for (let turn = 0; turn < 5; turn += 1) {
      app.advance(30_000);
      await app.drain();
    }
    expect(calls).toBeLessThanOrEqual(3 + 5);
    expect(calls).toBeGreaterThan(3);
    up();
    for (let turn = 0; turn < 10; turn += 1) {
      app.advance(30_000);
      await app.drain();
    }
    for (const key of keys) expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
  });

  it('does not hold up other sites, and is waited for no longer than 8 s', async () => {
    const { app } = running;
    const { other, neighbour } = await siteWithOtherQueues(app, running.site.tenant.id);
    other.createUser({ displayName: 'Jane', emailAddress: 'jane@example.com', emailVisible: true });
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'beside' }), world.user('ada'), 50);
    const project = world.addProject({ path: 'three', namespace: world.namespace('beside') });
    world.push(project, 'main', [{ message: 'begin' }]);
    await linkAccount(app, neighbour, { namespace: 'beside', username: 'ada' });
    await app.drain();
    const asked = new Set<string>();
    const match = (target: FaultTarget) => {
      const hangs = isOfIssue(target) && target.site === running.site.site.url;
      if (hangs) asked.add(target.path.split('/')[5] ?? '');
      return hangs;
    };
    app.jira.faults.add({ match, latencyMs: 25_000 });
    running.push(...Array.from({ length: 60 }, () => `${running.newIssue()} #close`));
    await app.gitlab.hooks.idle();
    const worker = await startWorker(app.ctx, tasks);
    try {
      await until(() => asked.size >= 4);
      const began = performance.now();
      world.push(project, 'main', [
        { message: 'RUN-1 #comment beside', authorName: 'Jane', authorEmail: 'jane@example.com' },
      ]);
      await app.gitlab.hooks.idle();
      await until(() => other.issue('RUN-1').comments.length === 1);
      expect(performance.now() - began).toBeLessThan(6_000);
      expect(asked.size).toBe(4);
      await until(async () => {
        const rows = await app.ctx.db.rows(
          `select 1 from smart_command where tenant_id = $1 and reason is not null`,
          [running.site.tenant.id],
        );
        return rows.length === 60;
      });
      // Those that were asked at once, and whoever came before all had failed.
      expect(asked.size).toBeLessThanOrEqual(8);
    } finally {
      await worker.stop();
    }
  }, 60_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { noTenant } from '../../src/queue/jobs.ts';
import { defineTask } from '../../src/queue/task.ts';
import { commit, mergeRequest } from '../dev-info/support/facts.ts';
import { startOutboxApp, type OutboxApp } from '../dev-info/support/outbox-app.ts';
import { tooManyRequests } from '../sandbox/jira/cloud/faults.ts';

const live = defineTask({ name: 'test.live', payload: z.object({ tenantId: z.uuid() }), priority: -10 });
const slow = defineTask({ name: 'test.slow', payload: z.object({ tenantId: z.uuid() }) });

describe('what operators can measure', () => {
  let app: OutboxApp;
  /** The value of a figure, and undefined where it is not printed. */
  const figures = async () => {
    app.advance(5_000);
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return (name: string) => {
      const line = text.split('\n').find((one) => one.startsWith(`${name} `));
      return line === undefined ? undefined : Number(line.slice(name.length + 1));
    };
  };
  beforeAll(async () => {
    app = await startOutboxApp(1, { env: { GITLAB_REQUESTS_PER_MINUTE: '600' } });
  });
  afterAll(() => app.close());

  it('is the way from the event to Jira, and from GitLab where it tells its time', async () => {
    const updatedAt = app.clock.now() - 20_000;
    await app.record([commit(1), mergeRequest(7, { updatedAt })], { lane: 'live' });
    app.advance(400);
    await app.drain();
    await app.record([commit(2)]);
    await app.drain();
    const of = await figures();
    expect(of('jira_lag_seconds_bucket{le="0.25",kind="commit",lane="live"}')).toBe(0);
    expect(of('jira_lag_seconds_bucket{le="0.5",kind="commit",lane="live"}')).toBe(1);
    expect(of('jira_lag_seconds_count{kind="commit",lane="import"}')).toBe(1);
    expect(of('gitlab_to_jira_seconds_bucket{le="15",kind="pull_request"}')).toBe(0);
    expect(of('gitlab_to_jira_seconds_bucket{le="60",kind="pull_request"}')).toBe(1);
  });

  it('is what waits and for how long, what Jira would not keep, and what the limits leave', async () => {
    app.jira.faults.rejectEntity(({ kind }) => kind === 'commits', 'No', 1);
    await app.record([commit(3)], { lane: 'live' });
    await app.drain();
    app.jira.faults.add({
      match: 'devinfo.bulk',
      times: 1,
      ...tooManyRequests('jira-quota-tenant-based', 900),
    });
    await app.record([commit(4), commit(5)], { lane: 'live' });
    await app.drain();
    await app.ctx.jobs.add(app.ctx.db, live, { payload: { tenantId: noTenant } });
    await app.ctx.jobs.add(app.ctx.db, slow, {
      payload: { tenantId: noTenant },
      at: app.clock.now() + 1_000,
    });
    const of = await figures();
    expect(of('queue_waiting_jobs{class="live"}')).toBe(1);
    expect(of('queue_waiting_jobs{class="other"}')).toBe(1);
    expect(of('queue_oldest_seconds{class="other"}')).toBe(4);
    expect(of('outbox_pending_entities{lane="live"}')).toBe(2);
    expect(of('outbox_pending_entities{lane="import"}')).toBe(0);
    expect(of('outbox_oldest_seconds{lane="live"}')).toBe(5);
    expect(of('rejected_entities{kind="commit"}')).toBe(1);
    expect(of('entities_rejected_total{kind="commit",lane="live"}')).toBe(1);
    expect(of('budget_left{budget="gitlab"}')).toBe(600);
    expect(of('budget_left{budget="jira"}')).toBeLessThan(65_000);
    expect(of('budget_blocks{budget="jira_site"}')).toBe(1);
    expect(of('budget_blocks{budget="gitlab_user"}')).toBe(0);
    expect(of('webhook_deliveries_stored')).toBe(0);
    await app.ctx.db.run(`delete from graphile_worker._private_jobs`);
    await app.ctx.db.run(`delete from timer where tenant_id = $1`, [noTenant]);
  });

  it('costs the database no more, however often it is asked for', async () => {
    const of = await figures();
    expect(of('queue_waiting_jobs{class="live"}')).toBe(0);
    await app.ctx.jobs.add(app.ctx.db, live, { payload: { tenantId: noTenant } });
    const again = await (await fetch(`${app.url}/metrics`)).text();
    expect(again).toMatch(/^queue_waiting_jobs\{class="live"\} 0$/m);
    expect((await figures())('queue_waiting_jobs{class="live"}')).toBe(1);
  });

  it('names no site and no repository', async () => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    for (const secret of [app.tenantId, app.repositories[0]?.id ?? '', app.repositories[0]?.path ?? ''])
      expect(text).not.toContain(secret);
  });
});

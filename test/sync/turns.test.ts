import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/db/db.ts';
import { endRun, insertRun, startRuns } from '../../src/sync/run/run.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';

describe('the accounts of a site', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  it('take turns: one repository of a second account is not read after all of a large first one', async () => {
    const site = await installTenant(app);
    const { world } = app.gitlab;
    const ada = world.addUser({ username: 'ada' });
    for (const [path, projects] of Object.entries({ large: 12, small: 2 })) {
      const group = world.addGroup({ path });
      world.addMember(group, ada, 50);
      for (let n = 1; n <= projects; n += 1) world.addProject({ path: `${path}-${n}`, namespace: group });
    }
    for (const namespace of ['large', 'small']) {
      await linkAccount(app, site, { namespace, username: 'ada' });
      app.advance(1_000);
    }
    await app.drain();
    const { db } = app.ctx;
    const tenantId = site.tenant.id;
    // The line as it is when the large account was there first.
    await db.run(`update sync_run set state = 'queued', finished_at = null where tenant_id = $1`, [tenantId]);
    const turn = () =>
      inTransaction(db, (tx) =>
        startRuns(tx, { tenantId, classes: [{ modes: ['full'], most: 6 }], now: app.clock.now() }),
      );
    const paths = await db.rows<{ id: string; path: string }>('select id, path from repository');
    const groupOf = (id: string) => paths.find((one) => one.id === id)?.path.split('/')[0];
    const first = await turn();
    expect(first.map(({ repositoryId }) => groupOf(repositoryId)).sort()).toEqual([
      ...Array<string>(4).fill('large'),
      ...Array<string>(2).fill('small'),
    ]);
    expect(await turn()).toEqual([]);
    for (const { id } of first) {
      await endRun(db, { tenantId, runId: id, state: 'finished', now: app.clock.now() });
    }
    expect((await turn()).map(({ repositoryId }) => groupOf(repositoryId))).toEqual(
      Array<string>(6).fill('large'),
    );
  });

  it('are not read by a run that a newer one stops just when its turn comes', async () => {
    const site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    world.addProject({ path: 'one', namespace: world.namespace('acme') });
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    const { db } = app.ctx;
    const tenantId = site.tenant.id;
    const [old] = await db.rows<{ id: string; repositoryId: string; accountId: string }>(
      `update sync_run set state = 'queued', finished_at = null where tenant_id = $1
       returning id, repository_id as "repositoryId", account_id as "accountId"`,
      [tenantId],
    );
    if (old === undefined) throw new Error('nothing was imported');
    const now = app.clock.now();
    const waiting = () =>
      db.rows(
        `select 1 from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like 'update sync_run%running%'`,
      );
    let turn: Promise<unknown> = Promise.resolve();
    await inTransaction(db, async (tx) => {
      const run = { id: randomUUID(), repositoryId: old.repositoryId, accountId: old.accountId };
      await insertRun(tx, { ...run, tenantId, mode: 'full', lowerCaseKeys: false, now });
      const classes = [{ modes: ['full'], most: 6 }] as const;
      turn = inTransaction(db, (other) => startRuns(other, { tenantId, classes, now }));
      while ((await waiting()).length === 0) await sleep(5);
    });
    await turn;
    const rows = await db.rows('select state from sync_run where tenant_id = $1 and id = $2', [
      tenantId,
      old.id,
    ]);
    expect(rows).toEqual([{ state: 'stopped' }]);
  });
});

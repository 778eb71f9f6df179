import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/db/db.ts';
import type { Repository } from '../../src/repository/repository.store.ts';
import { repositoriesVanished } from '../../src/repository/tasks.ts';
import { lockRuns } from '../../src/sync/run/run.store.ts';
import { noRefresh, startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';
import { wordsOf } from '../support/visitor.ts';
import { repositoryNamed, stateOf } from './support.ts';

describe('a repository that GitLab shows no more', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let one: Repository;
  beforeEach(async () => {
    app = await startTestApp({ env: noRefresh });
    site = await installTenant(app);
    makeGroup(app, ['one', 'two']);
    await linkAccount(app, site, { namespace: 'acme', username: 'dana' });
    await finishImport(app);
    one = await repositoryNamed(app, site.tenant.id, 'one');
    app.gitlab.hooks.hold();
  });
  afterEach(() => app.close());

  const page = () => site.ask({ path: `/repositories/${one.id}` });
  const act = (verb: string, fields = {}) =>
    site.ask({ path: `/repositories/${one.id}/${verb}?view=repository`, fields });
  const list = () => site.ask({ path: `/accounts/${one.accountId}/repositories/refresh`, fields: {} });
  const runs = () =>
    app.ctx.db.rows<{ state: string }>(
      'select state from sync_run where tenant_id = $1 and repository_id = $2',
      [one.tenantId, one.id],
    );
  const markVanished = (db = app.ctx.db) =>
    db.run('update repository set vanished_at = $3 where tenant_id = $1 and id = $2', [
      one.tenantId,
      one.id,
      new Date(app.clock.now()),
    ]);
  const vanish = async () => {
    app.gitlab.world.deleteProject(app.gitlab.world.project('acme/one'));
    await list();
    await finishImport(app);
  };

  it('has a page that says so, asks for nothing and offers nothing', async () => {
    await vanish();
    const { text } = await page();
    const words = wordsOf({ text });
    expect(words).toContain('Not shown by GitLab');
    expect(words).toContain('What Jira had of it has been removed.');
    expect(words).not.toMatch(/Waiting for its turn|It was never read/);
    expect(text).not.toContain('data-poll');
    expect(text).not.toContain('hx-post');
  });

  it('is not read, whatever is asked for from a page that still shows it', async () => {
    await vanish();
    for (const [verb, fields] of [
      ['enabled', {}],
      ['enabled', { on: 'true' }],
      ['smart-commits', { on: 'true' }],
      ['refresh', {}],
      ['full-refresh', {}],
      ['import', {}],
    ] as const) {
      expect({ verb, status: (await act(verb, fields)).status }).toEqual({ verb, status: 404 });
    }
    await finishImport(app);
    expect(await runs()).toEqual([]);
    const table = await site.ask({ path: `/accounts/${one.accountId}/repositories` });
    expect(wordsOf(table)).not.toContain('being read');
    expect(table.text).not.toContain('data-poll');
  });

  it('is not read by a run that begins just when it vanishes', async () => {
    const before = await runs();
    const waiting = () =>
      app.ctx.db.rows(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
      );
    let asked: ReturnType<typeof act> | undefined;
    await inTransaction(app.ctx.db, async (tx) => {
      await lockRuns(tx, one.id);
      asked = act('full-refresh');
      while ((await waiting()).length === 0) await sleep(5);
      await markVanished(tx);
    });
    expect((await asked)?.status).toBe(404);
    expect(await runs()).toEqual(before);
  });

  it('is read to its end where it came back in the middle of a run', async () => {
    await act('full-refresh');
    // Nothing of it is read while it is gone: its jobs end without a next one.
    await markVanished();
    await app.drain();
    expect(await runs()).toContainEqual({ state: 'running' });
    await app.ctx.jobs.add(app.ctx.db, repositoriesVanished, {
      payload: { tenantId: one.tenantId, repositoryIds: [one.id] },
    });
    await app.ctx.db.run('update repository set vanished_at = null where tenant_id = $1 and id = $2', [
      one.tenantId,
      one.id,
    ]);
    await finishImport(app);
    expect((await stateOf(app, one)).state).toBe('finished');
  });
});

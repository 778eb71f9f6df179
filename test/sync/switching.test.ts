import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/db/db.ts';
import type { Repository } from '../../src/repository/repository.store.ts';
import { lockRuns } from '../../src/sync/run/run.store.ts';
import { startImport } from '../../src/sync/run/start-import.ts';
import { tooManyRequests } from '../sandbox/jira/cloud/faults.ts';
import type { TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { finishImport } from '../support/linked-group.ts';
import { itWhere } from '../support/site/it-where.ts';
import { wordsOf, type Page } from '../support/visitor.ts';
import { startWithOne, stateOf } from './support.ts';

describe('what a repository does, and what its row says', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let one: Repository;
  beforeEach(async () => {
    ({ app, site, one } = await startWithOne());
  });
  afterEach(() => app.close());

  const act = (verb: string, fields = {}) => site.ask({ path: `/repositories/${one.id}/${verb}`, fields });
  const table = (query = '') => site.ask({ path: `/accounts/${one.accountId}/repositories${query}` });
  const refreshedIn = (page: Page) => /Last refreshed [^,]*, [\d:]*/.exec(wordsOf(page))?.[0];
  const runs = () =>
    app.ctx.db.rows<{ mode: string; state: string }>(
      'select mode, state from sync_run where tenant_id = $1 and repository_id = $2 order by queued_at',
      [one.tenantId, one.id],
    );

  it('follows the later of two people who switch it at the same time', async () => {
    await act('full-refresh');
    const waiting = () =>
      app.ctx.db.rows(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
      );
    let both: Promise<unknown> = Promise.resolve();
    await inTransaction(app.ctx.db, async (tx) => {
      await lockRuns(tx, one.id);
      const off = act('enabled');
      while ((await waiting()).length < 1) await sleep(5);
      const on = act('enabled', { on: 'true' });
      while ((await waiting()).length < 2) await sleep(5);
      both = Promise.all([off, on]);
    });
    await both;
    expect((await runs()).at(-1)).toEqual({ mode: 'full', state: 'queued' });
    await finishImport(app);
    expect((await stateOf(app, one)).state).toBe('finished');
  });

  it('is imported while a daily look stands in line, and looked at before that where somebody asks', async () => {
    const before = await table();
    await startImport(app.ctx, { tenantId: one.tenantId, repositoryId: one.id, mode: 'rotation' });
    const meanwhile = await table();
    expect(wordsOf(meanwhile)).toContain('Imported');
    expect(refreshedIn(meanwhile)).toMatch(/^Last refreshed \d/);
    expect(refreshedIn(meanwhile)).toBe(refreshedIn(before));
    expect(wordsOf(meanwhile)).not.toContain('in line');
    expect(meanwhile.text).toContain(`id="soft-refresh-${one.id}"`);
    expect(meanwhile.text).not.toContain('data-poll');
    expect(wordsOf(await table('?show=syncing'))).toContain('No repository matches this filter.');

    expect(wordsOf(await act('refresh'))).toContain('Waiting for its turn');
    expect(await runs()).toEqual([
      { mode: 'full', state: 'finished' },
      { mode: 'soft', state: 'queued' },
    ]);
    await finishImport(app);
    expect((await runs()).at(-1)).toEqual({ mode: 'soft', state: 'finished' });
  });

  itWhere('development')('counts as syncing while what was read is sent to Jira', async () => {
    app.jira.faults.add({ match: 'devinfo.bulk', ...tooManyRequests('jira-quota-tenant-based', 120) });
    const { world } = app.gitlab;
    world.push(world.project('acme/one'), 'main', [{ message: 'ABC-3 A change' }]);
    await act('refresh');
    await app.drain();
    expect(wordsOf(await table())).toMatch(/Waiting for Jira|Sending to Jira/);
    expect(wordsOf(await table('?show=syncing'))).toContain('acme/one');
    app.jira.faults.clear();
    app.advance(130_000);
    await finishImport(app);
    expect(wordsOf(await table('?show=syncing'))).toContain('No repository matches this filter.');
  });
});

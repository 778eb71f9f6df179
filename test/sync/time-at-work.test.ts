import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Repository } from '../../src/repository/repository.store.ts';
import type { TestApp } from '../support/app.ts';
import type { InstalledTenant } from '../support/install-tenant.ts';
import { finishImport } from '../support/linked-group.ts';
import { wordsOf } from '../support/visitor.ts';
import { startWithOne } from './support.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('what the last runs of a repository say', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let one: Repository;
  beforeEach(async () => {
    ({ app, site, one } = await startWithOne());
  });
  afterEach(() => app.close());

  const act = (verb: string, fields = {}) =>
    site.ask({ path: `/repositories/${one.id}/${verb}?view=repository`, fields });
  const page = async () => wordsOf(await site.ask({ path: `/repositories/${one.id}` }));
  const table = async (query = '') =>
    wordsOf(await site.ask({ path: `/accounts/${one.accountId}/repositories${query}` }));

  it('is how long each was at work, not how long it was switched off', async () => {
    app.gitlab.faults.add({ match: 'project.commits', status: 503 });
    await act('full-refresh');
    await app.drain();
    app.advance(2 * minute);
    await app.drain();
    expect(await page()).toMatch(/Full Under way Commits: .*503.* 2 min/);
    await act('enabled');
    app.advance(30 * day);
    expect(await page()).toMatch(/Full Stopped .* 2 min/);
    app.gitlab.faults.clear();

    const inLine = wordsOf(await act('enabled', { on: 'true' }));
    expect(inLine).toMatch(/In line since .* Full In line/);
    expect(inLine).not.toMatch(/503|720 h/);
    app.advance(minute);
    await finishImport(app);
    expect(await page()).toMatch(/Full Finished 2 min \d+ branches/);
  });

  it('is that it failed, whatever came after it', async () => {
    app.gitlab.faults.add({ match: 'project.branches', status: 400 });
    await act('refresh');
    await app.drain();
    expect(await page()).toMatch(/Soft Failed Branches: .* under 1 s/);
    expect(await table()).toContain('1 repository failed');
    expect(await table('?show=failed')).toContain('acme/one');

    app.gitlab.faults.clear();
    app.advance(3 * day);
    await act('full-refresh');
    expect(await table('?show=failed')).toContain('No repository matches this filter.');
    await finishImport(app);
    expect(await page()).toMatch(/Full Finished .* Soft Failed Branches: .* under 1 s/);
    expect(await table()).not.toContain('failed');
    expect(await table('?show=failed')).toContain('No repository matches this filter.');
  });
});

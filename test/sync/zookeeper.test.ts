import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadHistory } from '../sandbox/history/load.ts';
import { startTestApp } from '../support/app.ts';
import { installTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { ledger, reachable, repositoryNamed, stateOf } from './support.ts';

const folder = fileURLToPath(new URL('../../../shared/data/zookeeper', import.meta.url));

describe('a real history', () => {
  it('is walked completely, by at most 1.1 times the smallest number of requests', async () => {
    if (!existsSync(folder)) {
      process.stderr.write('skipped: no ../shared/data/zookeeper beside this clone\n');
      return;
    }
    const history = await loadHistory(folder);
    const app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    const site = await installTenant(app);
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'apache' });
    world.addMember(group, world.addUser({ username: 'ada' }), 50);
    world.loadHistory(world.addProject({ path: 'zookeeper', namespace: group }), history);
    await linkAccount(app, site, { namespace: 'apache', username: 'ada' });
    await app.drain();

    const repository = await repositoryNamed(app, site.tenant.id, 'zookeeper');
    const state = await stateOf(app, repository);
    expect(state).toMatchObject({ state: 'finished', skipped: [], lastError: undefined });
    const read = Object.fromEntries(state.streams.map(({ stream, read: count }) => [stream, count]));
    expect(read).toMatchObject({ commits: 5105, branches: 35, merge_requests: 2426 });
    const commits = (await ledger(app, repository)).filter(({ kind }) => kind === 'commit');
    const shas = reachable(history);
    expect(commits.every(({ id }) => shas.has(id))).toBe(true);

    const counts = app.gitlab.counts;
    // Besides the default branch's, 21 heads are shown by nothing before them; counted without any paging.
    const smallest = Math.ceil(5105 / 100) + 21;
    expect(counts['project.commits']).toBeLessThanOrEqual(smallest * 1.1);
    expect(counts['graphql']).toBeLessThanOrEqual(Math.ceil(2426 / 100) + 1);
    expect(counts['project.branches']).toBe(1);
    await app.close();
  }, 180_000);
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { issueKeys } from '../../src/lib/naming/issue-keys.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { differencesFromGitlab } from '../support/in-jira.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { ledger, reachable, repositoryNamed, stateOf } from './support.ts';

describe('linking an account imports everything', () => {
  let app: TestApp;
  let site: InstalledTenant;
  beforeEach(async () => {
    app = await startTestApp({ jira: { allIssuesOf: ['ABC'] } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'acme' });
    world.addMember(group, world.addUser({ username: 'ada' }), 50);
  });
  afterEach(() => app.close());

  it('brings every commit, branch and merge request that names an issue', async () => {
    const { world } = app.gitlab;
    const history = makeHistory({ commits: 700, branches: 12, mergeRequests: 150, burst: 250 });
    const project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.loadHistory(project, history);
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();

    const repository = await repositoryNamed(app, site.tenant.id, 'one');
    const state = await stateOf(app, repository);
    expect(state.state).toBe('finished');
    expect(state.lastError).toBeUndefined();
    const read = Object.fromEntries(state.streams.map(({ stream, read: count }) => [stream, count]));
    expect(read).toMatchObject({
      commits: reachable(history).size,
      branches: history.branches.length,
      merge_requests: history.mergeRequests.length,
    });
    const rows = await ledger(app, repository);
    const ids = (kind: string) => rows.filter((row) => row.kind === kind).map(({ id }) => id);
    const keyed = history.commits.filter(
      ({ id, message }) => reachable(history).has(id) && issueKeys(message).length > 0,
    );
    expect(ids('commit').sort()).toEqual(keyed.map(({ id }) => id).sort());
    expect(await differencesFromGitlab({ app, site }, { history, project })).toEqual([]);
    expect(ids('pull_request')).toHaveLength(
      history.mergeRequests.filter(
        (one) => issueKeys(`${one.title}\n${one.description ?? ''}\n${one.source_branch}`).length > 0,
      ).length,
    );
  });
});

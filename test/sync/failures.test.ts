import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getAccount } from '../../src/account/account.store.ts';
import { refreshAccount } from '../../src/sync/refresh/refresh-account.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { noRefresh, startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { addApplication, authorize, linkAccount } from '../support/link-account.ts';
import { ledger, progressOf, repositoryNamed, stateOf } from './support.ts';

const minute = 60_000;

describe('what GitLab refuses stops nothing beside it', () => {
  let app: TestApp;
  let site: InstalledTenant;
  const start = async (options: Parameters<typeof startTestApp>[0] = {}) => {
    // No refresh comes by itself: it would try again what has failed.
    const env = { CHANGED_FILES: 'off', ...noRefresh };
    app = await startTestApp({ ...options, env });
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
  };
  const addProject = (path: string, history = makeHistory()): Project => {
    const { world } = app.gitlab;
    const project = world.addProject({ path, namespace: world.namespace('acme') });
    world.loadHistory(project, history);
    return project;
  };
  const link = () => linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  const stateNamed = async (name: string) => stateOf(app, await repositoryNamed(app, site.tenant.id, name));
  beforeEach(() => start());
  afterEach(() => app.close());

  it('skips merge requests that are switched off, and says so', async () => {
    app.gitlab.world.disableFeature(addProject('one'), 'merge_requests');
    await link();
    await app.drain();
    const state = await stateNamed('one');
    expect(state.state).toBe('finished');
    expect(progressOf(state, 'merge_requests')).toMatchObject({ state: 'skipped' });
    expect(progressOf(state, 'commits')).toMatchObject({ state: 'finished' });
    expect(state.skipped).toEqual([expect.stringContaining('switched off in this project')]);
  });

  it('skips a repository whose code is switched off, and still reads its merge requests', async () => {
    app.gitlab.world.disableFeature(addProject('one'), 'repository');
    await link();
    await app.drain();
    const state = await stateNamed('one');
    expect(state.state).toBe('finished');
    expect(progressOf(state, 'branches')).toMatchObject({ state: 'skipped' });
    expect(progressOf(state, 'commits')).toMatchObject({ state: 'skipped' });
    expect(progressOf(state, 'merge_requests')?.read).toBeGreaterThan(0);
  });

  it('skips a project that vanished after it was listed; the others are imported', async () => {
    const gone = addProject('gone');
    addProject('here');
    app.gitlab.faults.add({
      match: ({ path }) => {
        if (path.includes(`/projects/${gone.id}/`)) app.gitlab.world.deleteProject(gone);
        return false;
      },
    });
    await link();
    await app.drain();
    expect((await stateNamed('here')).skipped).toEqual([]);
    const state = await stateNamed('gone');
    expect(state.state).toBe('finished');
    expect(state.skipped.join()).toContain('may not see');
  });

  it('reads an empty repository, and one without a default branch', async () => {
    const { world } = app.gitlab;
    world.addProject({ path: 'empty', namespace: world.namespace('acme') });
    const headless = addProject('headless');
    headless.defaultBranch = null;
    await link();
    await app.drain();
    expect(await stateNamed('empty')).toMatchObject({ state: 'finished', lastError: undefined });
    const state = await stateNamed('headless');
    expect(state.state).toBe('finished');
    expect(progressOf(state, 'commits')?.read).toBeGreaterThan(20);
  });

  it('tries again after 503, and tells what went wrong when it stays; the next refresh goes on', async () => {
    addProject('one');
    addProject('other');
    const { id } = app.gitlab.world.project('acme/one');
    const isCommits = ({ path }: { path: string }) => path.endsWith(`/projects/${id}/repository/commits`);
    const removeFault = app.gitlab.faults.add({ match: isCommits, status: 503 });
    await link();
    await app.drain();
    expect(await stateNamed('other')).toMatchObject({ state: 'finished' });
    expect(await stateNamed('one')).toMatchObject({
      state: 'running',
      lastError: expect.stringContaining('503'),
    });
    for (let hours = 0; hours < 6; hours += 1) {
      expect(await stateNamed('one')).toMatchObject({ state: 'running' });
      app.advance(60 * minute);
      await app.drain();
    }
    expect(await stateNamed('one')).toMatchObject({
      state: 'failed',
      lastError: expect.stringContaining('503'),
    });
    removeFault();
    const { accountId } = await repositoryNamed(app, site.tenant.id, 'one');
    await refreshAccount(app.ctx, { tenantId: site.tenant.id, accountId });
    await app.drain();
    expect(await stateNamed('one')).toMatchObject({ state: 'finished', lastError: undefined });
  });

  it('waits for GitLab when its window is used up, says until when, and asks for nothing meanwhile', async () => {
    await app.close();
    await start({ gitlab: { rateLimit: 12 } });
    addProject('one', makeHistory({ commits: 1500 }));
    await link();
    await app.drain();
    const waiting = await stateNamed('one');
    expect(waiting).toMatchObject({ state: 'running', waitingFor: 'GitLab', lastError: undefined });
    expect(waiting.waitingUntil).toBeGreaterThan(app.clock.now());
    const asked = app.gitlab.requests.length;
    await app.drain();
    expect(app.gitlab.requests).toHaveLength(asked);
    for (let minutes = 0; minutes < 20 && (await stateNamed('one')).state === 'running'; minutes += 1) {
      app.advance(minute);
      await app.drain();
    }
    expect(await stateNamed('one')).toMatchObject({ state: 'finished', waitingFor: undefined });
    const refused = app.gitlab.requests.filter(({ status }) => status === 429).length;
    expect(refused).toBeLessThanOrEqual(12);
  });

  it('goes on where it stood after the account has been authorized again', async () => {
    addProject('one', makeHistory({ commits: 400 }));
    const application = addApplication(app);
    const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada', application });
    app.gitlab.world.revokeGrant(app.gitlab.world.user('ada'), application.application);
    await app.drain();
    expect(await getAccount(app.ctx.db, site.tenant.id, account.id)).toMatchObject({
      state: 'needs_authorization',
    });
    const page = await site.ask({ path: `/accounts/${account.id}/authorize`, fields: {} });
    await authorize(site, { page, username: 'ada' });
    await app.drain();
    expect(await stateNamed('one')).toMatchObject({ state: 'finished', lastError: undefined });
  });

  it('reads merge requests by REST where GraphQL refuses, with the same result', async () => {
    const history = makeHistory({ mergeRequests: 230, tiedMergeRequests: 130 });
    addProject('one', history);
    addProject('two', history);
    app.gitlab.faults.add({
      match: ({ path, body }) => path.endsWith('/graphql') && body.includes('acme/two'),
      status: 200,
      body: { errors: [{ message: "Field 'reviewers' doesn't exist on type 'MergeRequest'" }] },
    });
    await link();
    await app.drain();
    const facts = async (name: string) =>
      (await ledger(app, await repositoryNamed(app, site.tenant.id, name)))
        .filter(({ kind }) => kind === 'pull_request')
        .map(({ facts: of, issue_keys: keys }) => ({ keys, ...comparable(of) }))
        .sort((a, b) => a.iid - b.iid);
    const byRest = await facts('two');
    expect(byRest.length).toBeGreaterThan(100);
    expect(byRest).toEqual(await facts('one'));
    expect(progressOf(await stateNamed('two'), 'merge_requests')).toMatchObject({ read: 230 });
  });

  it('finds a project by its new path when it was renamed after it was listed', async () => {
    const project = addProject('one');
    let isRenamed = false;
    app.gitlab.faults.add({
      match: ({ path }) => {
        if (path.endsWith('/graphql') && !isRenamed) app.gitlab.world.renameProject(project, 'renamed');
        isRenamed ||= path.endsWith('/graphql');
        return false;
      },
    });
    await link();
    await app.drain();
    const repository = await repositoryNamed(app, site.tenant.id, 'one');
    expect(progressOf(await stateOf(app, repository), 'merge_requests')).toMatchObject({
      state: 'finished',
      read: 12,
    });
    await refreshAccount(app.ctx, { tenantId: site.tenant.id, accountId: repository.accountId });
    await app.drain();
    const { id, path } = await repositoryNamed(app, site.tenant.id, 'renamed');
    expect({ id, path }).toEqual({ id: repository.id, path: 'acme/renamed' });
  });
});

/** What differs between two copies of one project: ids, addresses and names. Times have whole seconds by GraphQL. */
function comparable(facts: Record<string, unknown>) {
  const seconds = (time: unknown) => Math.floor(Number(time) / 1000);
  return {
    iid: Number(facts['iid']),
    title: facts['title'],
    state: facts['state'],
    draft: facts['draft'],
    author: facts['author'],
    commentCount: facts['commentCount'],
    reviewers: facts['reviewers'],
    updatedAt: seconds(facts['updatedAt']),
    createdAt: seconds(facts['createdAt']),
  };
}

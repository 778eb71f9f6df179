import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createGitlabClient, type GitlabClient } from '../../src/gitlab/gitlab-client.ts';
import type { Application, Project } from '../sandbox/gitlab/world/model.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

describe('what GitLab is asked', () => {
  let app: TestApp;
  let gitlab: GitlabClient;
  let project: Project;
  let application: Application;
  const connect = (
    token?: (refused?: string) => Promise<string>,
    lane: 'live' | 'import' = 'import',
  ): GitlabClient => {
    const { world } = app.gitlab;
    const issued = world.issueToken(application, world.user('ada'));
    return createGitlabClient(app.ctx, {
      hostUrl: app.gitlab.url,
      accessToken: token ?? (async () => issued.access_token),
      budgetName: 'gitlab:test:1',
      lane,
    });
  };
  const start = async (rateLimit = 0) => {
    app = await startTestApp({ gitlab: { rateLimit, basePath: '/gitlab' } });
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'acme' });
    const ada = world.addUser({ username: 'ada', publicEmail: 'ada@example.com' });
    world.addMember(group, ada, 50);
    project = world.addProject({ path: 'one', namespace: group });
    world.loadHistory(project, makeHistory({ commits: 300 }));
    ({ application } = world.addApplication({ redirectUris: ['http://localhost/x'], scopes: ['api'] }));
    gitlab = connect();
  };
  beforeEach(() => start());
  afterEach(() => app.close());

  it('knows the instance, the user, the namespace and its projects', async () => {
    expect(await gitlab.metadata()).toEqual({ version: '18.9.0', enterprise: expect.any(Boolean) });
    expect(await gitlab.currentUser()).toMatchObject({ username: 'ada', publicEmail: 'ada@example.com' });
    const namespace = await gitlab.namespace('acme');
    expect(namespace).toMatchObject({ kind: 'group', fullPath: 'acme' });
    const listing = {
      namespaceKind: 'group',
      namespaceId: namespace.id,
      page: 1,
      includeArchived: false,
    } as const;
    expect(await gitlab.projects(listing)).toMatchObject({
      items: [{ id: project.id, path: 'acme/one', archived: false }],
      nextPage: undefined,
      total: 1,
    });
    expect(await gitlab.project(project.id)).toMatchObject({ defaultBranch: project.defaultBranch });
  });

  it('lists branches and commits a hundred at a time, and a commit with its files', async () => {
    const branches = await gitlab.branches({ projectId: project.id, page: 1 });
    expect(branches.total).toBe(branches.items.length);
    const head = branches.items.find(({ isDefault }) => isDefault)?.head.sha ?? '';
    const first = await gitlab.commits({ projectId: project.id, ref: head, page: 1 });
    expect(first).toMatchObject({ nextPage: 2, total: undefined });
    expect(first.items).toHaveLength(100);
    const last = first.items.at(-1)?.committedAt ?? 0;
    const older = await gitlab.commits({ projectId: project.id, ref: head, until: last, page: 1 });
    expect(older.items.every(({ committedAt }) => committedAt <= last)).toBe(true);
    const diff = await gitlab.commitDiff({ projectId: project.id, sha: head });
    expect(diff.fileCount).toBeGreaterThanOrEqual(diff.files.length);
    for (const file of diff.files) expect(file.linesAdded + file.linesRemoved).toBeGreaterThan(0);
  });

  it('reads merge requests the same by GraphQL and by REST', async () => {
    const byCursor = await gitlab.mergeRequestsByCursor({
      path: 'acme/one',
      order: 'CREATED_ASC',
      after: undefined,
    });
    const byUpdate = await gitlab.mergeRequestsByUpdate({
      projectId: project.id,
      updatedAfter: undefined,
      page: 1,
    });
    const [one] = byCursor.items;
    const same = byUpdate.items.find(({ id }) => id === one?.id);
    expect(same).toMatchObject({
      iid: one?.iid,
      title: one?.title,
      author: one?.author,
      fromSameProject: true,
    });
    expect(same?.reviewers).toBeUndefined();
    const approvals = await gitlab.approvals({ projectId: project.id, iid: one?.iid ?? 0 });
    expect(approvals).toEqual(one?.reviewers);
    expect(approvals.length).toBeGreaterThan(0);
  });

  it('has words for what is refused', async () => {
    const { world } = app.gitlab;
    await expect(gitlab.project(999_999)).rejects.toMatchObject({ code: 'not_found' });
    world.disableFeature(project, 'repository');
    await expect(gitlab.branches({ projectId: project.id, page: 1 })).rejects.toMatchObject({
      code: 'feature_disabled',
      message: expect.stringContaining('switched off in this project'),
    });
    app.gitlab.faults.add({ match: 'user', status: 502, times: 1 });
    await expect(gitlab.currentUser()).rejects.toMatchObject({ code: 'unavailable' });
    app.gitlab.faults.add({ match: 'user', status: 200, body: '<html>', times: 1 });
    await expect(gitlab.currentUser()).rejects.toMatchObject({ code: 'unexpected_answer' });
    app.gitlab.faults.add({ match: 'user', status: 200, body: { id: 'seven' }, times: 1 });
    await expect(gitlab.currentUser()).rejects.toMatchObject({
      code: 'unexpected_answer',
      message: expect.stringContaining('(id:'),
    });
    world.revokeGrant(world.user('ada'), application);
    await expect(gitlab.currentUser()).rejects.toMatchObject({ code: 'needs_authorization' });
  });

  it('asks for a new token once when the one it has is refused', async () => {
    const { world } = app.gitlab;
    const refused: (string | undefined)[] = [];
    const fresh = connect(async (old) => {
      refused.push(old);
      return old === undefined ? 'dead' : world.issueToken(application, world.user('ada')).access_token;
    });
    expect(await fresh.currentUser()).toMatchObject({ username: 'ada' });
    expect(refused).toEqual([undefined, 'dead']);
  });

  it('stops before the window is exceeded, for every client of that user, until the next one', async () => {
    await app.close();
    await start(20);
    const other = connect();
    const live = connect(undefined, 'live');
    for (let i = 0; i < 17; i += 1) await gitlab.currentUser();
    const refusal = await other.currentUser().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'rate_limited', retryAt: expect.any(Number) });
    for (let i = 0; i < 3; i += 1) await live.currentUser();
    await expect(live.currentUser()).rejects.toMatchObject({ code: 'rate_limited' });
    expect(app.gitlab.counts['user']).toBe(20);
    app.advance(60_000);
    expect(await other.currentUser()).toMatchObject({ username: 'ada' });
  });

  it('waits as long as a 429 says; the limit of one endpoint stops no other', async () => {
    app.gitlab.faults.add({
      match: 'user',
      status: 429,
      headers: { 'retry-after': '90' },
      body: { message: { error: 'This endpoint has been requested too many times. Try again later.' } },
    });
    await expect(gitlab.currentUser()).rejects.toMatchObject({
      code: 'rate_limited',
      retryAt: app.clock.now() + 90_000,
    });
    expect(await gitlab.metadata()).toMatchObject({ version: '18.9.0' });
    const reset = String(Math.floor(app.clock.now() / 1000) + 30);
    app.gitlab.faults.add({
      match: 'metadata',
      status: 429,
      times: 1,
      body: 'Retry later',
      headers: {
        'ratelimit-limit': '5',
        'ratelimit-remaining': '0',
        'ratelimit-reset': reset,
        'retry-after': '30',
      },
    });
    await expect(gitlab.metadata()).rejects.toMatchObject({ code: 'rate_limited' });
    await expect(gitlab.project(project.id)).rejects.toMatchObject({ retryAt: app.clock.now() + 30_000 });
  });
});

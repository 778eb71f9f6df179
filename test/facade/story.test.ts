import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAccounts } from '../../src/account/account.store.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { addAccount, type Connector } from './connector/connector.ts';
import { startServedApp, type ServedApp } from './support.ts';

/** What Jira's own connector sees of a group, from the day it is linked on. */
describe('Jira’s own connector, linked', () => {
  let served: ServedApp;
  let jira: Connector;
  let one: Project;
  let below: Project;
  const changesets = (slug: string) => jira.repositories.get(slug)?.changesets ?? new Map<string, never>();
  const messages = (slug: string) => [...changesets(slug).values()].map(({ message }) => message).sort();

  beforeAll(async () => {
    served = await startServedApp({ env: { CHANGED_FILES: 'on' } });
    const { world } = served.app.gitlab;
    const acme = world.addGroup({ path: 'acme' });
    world.addMember(acme, world.addUser({ username: 'ada', name: 'Ada Lovelace' }), 50);
    const sub = world.addGroup({ path: 'sub', parent: acme });
    one = world.addProject({ path: 'one', namespace: acme });
    below = world.addProject({ path: 'deep', namespace: sub });
    world.push(one, 'main', [{ message: 'ABC-1 begin' }, { message: 'no key' }]);
    world.push(one, 'feature', [{ message: 'ABC-2 more\n\n#comment done' }]);
    world.push(below, 'main', [{ message: 'ABC-3 below' }]);
    world.openMergeRequest(one, {
      title: 'ABC-2 feature',
      sourceBranch: 'feature',
      author: world.user('ada'),
    });
  });
  afterAll(() => served.close());

  it('links an ordinary account, whose repositories it sees at once and empty', async () => {
    jira = await addAccount(served.form('acme'));
    const [account] = await listAccounts(served.app.ctx.db, served.facade.tenantId);
    expect(account).toMatchObject({ state: 'active', namespacePath: 'acme', smartCommitRunner: 'nobody' });
    expect((await jira.client.get('/user'))['login']).toBe('ada');
    await served.app.drain();
    await jira.refreshList();
    expect([...jira.repositories.keys()].sort()).toEqual(['one', 'sub@deep']);
  });

  it('imports everything by walking from each head, one commit at a time', async () => {
    for (const slug of jira.repositories.keys()) await jira.sync(slug, { soft: false });
    expect(messages('one')).toEqual(['ABC-1 begin', 'ABC-2 more\n\n#comment done', 'no key']);
    expect(messages('sub@deep')).toEqual(['ABC-3 below']);
    const stored = jira.repositories.get('one');
    expect([...(stored?.heads.keys() ?? [])].sort()).toEqual(['feature', 'main']);
    expect(stored?.pullRequests.get(1)).toMatchObject({
      title: 'ABC-2 feature',
      status: 'OPEN',
      sourceBranch: 'feature',
      destinationBranch: 'main',
      participants: ['ada'],
    });
    expect(stored?.pullRequests.get(1)?.commits).toEqual([stored?.heads.get('feature')]);
    expect(stored?.pullRequests.get(1)?.url).toContain('/acme/one/-/merge_requests/1');
  });

  it('shows the changed files of what names an issue, at the first look', () => {
    const keyed = [...changesets('one').values()].filter(({ message }) => message.startsWith('ABC-'));
    expect(keyed.every(({ files }) => files.length > 0)).toBe(true);
  });

  it('is told of a push, and of nothing when nothing has changed', async () => {
    const { app } = served;
    served.jira.take();
    app.advance(60_000);
    app.gitlab.world.push(one, 'main', [{ message: 'ABC-4 pushed' }]);
    await app.drain();
    const notices = served.jira.take();
    expect(notices.map(({ about, repositoryId }) => [about, repositoryId])).toEqual([
      ['commits', idOf('one')],
    ]);
    expect(notices[0]?.body).toMatch(/^payload=%7B/);
    const before = jira.client.sent();
    const asked = { ...app.gitlab.counts };
    await jira.sync('one', { soft: true, pullRequests: false });
    expect(messages('one')).toContain('ABC-4 pushed');
    // The branches and the one new commit; GitLab is asked for nothing.
    expect(jira.client.sent() - before).toBe(2);
    expect(app.gitlab.counts).toEqual(asked);
    app.advance(60_000);
    await app.drain();
    expect(served.jira.take()).toEqual([]);
  });

  it('is told of merge requests, and sees how they end', async () => {
    const { app } = served;
    const row = one.mergeRequests.get(1);
    if (row === undefined) throw new Error('no merge request');
    app.advance(60_000);
    app.gitlab.world.merge(row, { by: app.gitlab.world.user('ada') });
    await app.drain();
    expect(served.jira.take().map(({ about }) => about)).toContain('pull requests');
    await jira.sync('one', { soft: true });
    expect(jira.repositories.get('one')?.pullRequests.get(1)).toMatchObject({ status: 'MERGED' });
    expect(jira.repositories.get('one')?.pullRequests.get(1)?.commits).toHaveLength(1);
  });

  it('is right after a forced push and a deleted branch', async () => {
    const { app } = served;
    const { world } = app.gitlab;
    app.advance(60_000);
    const onto = one.repository.branches.get('main') ?? '';
    world.forcePush(one, 'feature', { onto, commits: [{ message: 'ABC-5 rewritten' }] });
    world.push(below, 'gone', [{ message: 'ABC-6 gone' }]);
    await app.drain();
    app.advance(60_000);
    world.deleteBranch(below, 'gone');
    await app.drain();
    for (const slug of jira.repositories.keys()) await jira.sync(slug, { soft: true });
    expect(jira.repositories.get('one')?.heads.get('feature')).toBe(one.repository.branches.get('feature'));
    expect(messages('one')).toContain('ABC-5 rewritten');
    expect([...(jira.repositories.get('sub@deep')?.heads.keys() ?? [])]).toEqual(['main']);
    // A full one forgets what no branch reaches any more.
    await jira.sync('one', { soft: false });
    expect(messages('one')).toContain('ABC-5 rewritten');
  });

  it('loses nothing while Jira is down for a day', async () => {
    const { app } = served;
    served.jira.take();
    served.jira.answerWith(0);
    app.advance(60_000);
    app.gitlab.world.push(one, 'main', [{ message: 'ABC-7 at night' }]);
    for (let hours = 0; hours < 24; hours += 8) {
      await app.drain();
      app.advance(8 * 3_600_000);
    }
    expect(served.jira.take()).toEqual([]);
    served.jira.answerWith(200);
    await app.drain();
    expect(served.jira.take().map(({ about }) => about)).toEqual(['commits']);
    await jira.sync('one', { soft: true });
    expect(messages('one')).toContain('ABC-7 at night');
  });

  it('goes on with the token it has, however long ago GitLab’s have ended', async () => {
    served.app.advance(90 * 86_400_000);
    await expect(jira.client.get('/user')).resolves.toMatchObject({ login: 'ada' });
  });

  const idOf = (slug: string) => jira.repositories.get(slug)?.id;
});

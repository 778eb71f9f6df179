import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listAccounts } from '../../src/account/account.store.ts';
import { enableFacade } from '../../src/facade/setup/enable-facade.ts';
import { hookTroubles } from '../../src/facade/hooks/hook.store.ts';
import { selfSigned } from '../account/support/self-signed.ts';
import { startGitlabSandbox } from '../sandbox/gitlab/sandbox.ts';
import { addAccount, type Connector } from './connector/connector.ts';
import { startServedApp, type ServedApp } from './support.ts';

/** What is shown while little has been read, and how a Jira is told of the rest. */
describe('what Jira’s own connector is shown, and when', () => {
  let served: ServedApp;
  let jira: Connector;
  beforeAll(async () => {
    served = await startServedApp();
    const { world } = served.app.gitlab;
    const acme = world.addGroup({ path: 'acme' });
    world.addMember(acme, world.addUser({ username: 'ada' }), 50);
    const one = world.addProject({ path: 'one', namespace: acme });
    world.push(one, 'main', [{ message: 'ABC-1 begin' }, { message: 'more' }]);
    world.push(one, 'work', [{ message: 'ABC-2 work' }]);
    world.openMergeRequest(one, { title: 'ABC-2 work', sourceBranch: 'work', author: world.user('ada') });
    jira = await addAccount(served.form('acme'));
  });
  afterAll(() => served.close());
  const stored = () => jira.repositories.get('one');

  it('shows an empty repository until all of it has been read, then tells Jira', async () => {
    const { app } = served;
    app.gitlab.faults.add({ match: 'graphql', after: 0, times: 3, status: 500 });
    await app.drain();
    await jira.refreshList();
    await jira.sync('one', { soft: false });
    expect([stored()?.heads.size, stored()?.changesets.size, stored()?.pullRequests.size]).toEqual([0, 0, 0]);
    expect(served.jira.take()).toEqual([]);
    for (let i = 0; i < 5; i += 1) {
      app.advance(20 * 60_000);
      await app.drain();
    }
    expect(
      served.jira
        .take()
        .map(({ about }) => about)
        .sort(),
    ).toEqual(['commits', 'pull requests']);
    // As a Jira does that is told: a soft one of each kind.
    await jira.sync('one', { soft: true, pullRequests: false });
    await jira.sync('one', { soft: true, changesets: false });
    expect([stored()?.heads.size, stored()?.changesets.size, stored()?.pullRequests.size]).toEqual([2, 3, 1]);
  });

  it('signs what it tells where the hook has a secret', async () => {
    const { app, facade } = served;
    const urlOf = (id: number) => `${served.jira.url}/rest/bitbucket/1.0/repository/${id}/sync`;
    const url = urlOf(77);
    served.jira.requireSignature(77, 'psst');
    // Of this one Jira has another secret by now.
    served.jira.requireSignature(78, 'another');
    const config = { url, content_type: 'form', secret: 'psst' };
    const added = await jira.client.hooks('POST', '/repos/acme/one/hooks', {
      name: 'web',
      events: ['push'],
      config,
    });
    expect(added.status).toBe(201);
    const old = await jira.client.hooks('POST', '/repos/acme/one/hooks', {
      ...{ name: 'web', events: ['push'], config: { ...config, url: urlOf(78) } },
    });
    app.advance(60_000);
    app.gitlab.world.push(app.gitlab.world.project('acme/one'), 'main', [{ message: 'ABC-3 signed' }]);
    await app.drain();
    const notices = served.jira.take();
    expect(notices.map(({ repositoryId }) => repositoryId)).not.toContain(78);
    expect((await hookTroubles(app.ctx.db, facade.tenantId))[0]?.problem).toMatch(/HTTP 401/);
    await jira.client.hooks('DELETE', `/repos/acme/one/hooks/${(old.json as { id: number }).id}`);
    expect(await hookTroubles(app.ctx.db, facade.tenantId)).toEqual([]);
    const notice = notices.find(({ repositoryId }) => repositoryId === 77);
    for (const [name, algorithm] of [
      ['x-hub-signature', 'sha1'],
      ['x-hub-signature-256', 'sha256'],
    ] as const) {
      const signed = createHmac(algorithm, 'psst')
        .update(notice?.body ?? '')
        .digest('hex');
      expect(notice?.headers[name]).toBe(`${algorithm}=${signed}`);
    }
  });

  it('says what Jira answered when it refuses to be told, and tells it of the next change', async () => {
    const { app, facade } = served;
    served.jira.answerWith(401);
    const push = async (message: string) => {
      app.advance(60_000);
      app.gitlab.world.push(app.gitlab.world.project('acme/one'), 'main', [{ message }]);
      await app.drain();
    };
    await push('ABC-4 refused');
    const [trouble] = await hookTroubles(app.ctx.db, facade.tenantId);
    expect(trouble?.problem).toMatch(/refused to be told of changes \(HTTP 401\)/);
    served.jira.answerWith(200);
    await push('ABC-5 told');
    expect(served.jira.take().map(({ about }) => about)).toContain('commits');
    expect(await hookTroubles(app.ctx.db, facade.tenantId)).toEqual([]);
  });

  it('reads a repository once more that was read before anybody walked it', async () => {
    const { app, facade } = served;
    // As a site would be whose accounts were linked by the app's own pages.
    await app.ctx.db.run('update account set keeps_graph = false where tenant_id = $1', [facade.tenantId]);
    await app.ctx.db.run(
      `update repository set graph_wanted_at = null, graph_walked_at = null, graph_ready_at = null where tenant_id = $1`,
      [facade.tenantId],
    );
    await app.ctx.db.run('delete from graph_commit where tenant_id = $1', [facade.tenantId]);
    const again = await addAccount(served.form('acme'));
    expect(await listAccounts(app.ctx.db, facade.tenantId)).toHaveLength(1);
    app.advance(60_000);
    await app.drain();
    await again.refreshList();
    const repository = await again.sync('one', { soft: false });
    expect(repository.changesets.size).toBe(6);
  });

  it('tells of a certificate that nobody trusts before a person leaves for GitLab', async () => {
    const gitlab = await startGitlabSandbox({ tls: selfSigned() });
    const other = { jira: 'https://other.example.com', gitlab: gitlab.url };
    expect((await enableFacade(served.app.ctx, other)).warning).toMatch(/certificate/i);
    const back = encodeURIComponent(`${other.jira}/secure/x.jspa?organization=acme`);
    const page = await fetch(`${served.app.url}/login/oauth/authorize?client_id=x&redirect_uri=${back}`);
    expect([page.status, await page.text()]).toEqual([502, expect.stringMatching(/certificate/i)]);
    await gitlab.close();
  });
});

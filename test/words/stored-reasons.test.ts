import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LinkedAccount } from '../../src/account/account.store.ts';
import { gitlabFor } from '../../src/account/gitlab-for.ts';
import { finishImport } from '../support/linked-group.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { wordsOf } from '../support/visitor.ts';

let app: TestApp;
let site: InstalledTenant;
let account: LinkedAccount;
let repository: string;

/** A page's words, as somebody who reads German or Japanese sees them. */
async function read(path: string, locale: string): Promise<string> {
  site.site.admin.locale = locale;
  return wordsOf(await site.ask({ path }));
}

// A Developer, who may not make webhooks; GitLab refuses the commits of one project, and Jira all that is sent.
beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme', name: 'Acme' });
  world.addMember(group, world.addUser({ username: 'jane' }), 30);
  const [bad] = ['bad', 'good'].map((path, seed) => {
    const project = world.addProject({ path, namespace: group });
    world.loadHistory(project, makeHistory({ name: path, seed, key: 'ABC', keys: 3 }));
    return project;
  });
  const commits = `/projects/${bad?.id ?? 0}/repository/commits`;
  app.gitlab.faults.add({ match: ({ path }) => path.endsWith(commits), status: 400 });
  app.jira.faults.add({ match: 'devinfo.bulk', status: 403, body: { message: 'no' } });
  account = await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
  await finishImport(app);
  const [row] = await app.ctx.db.rows<{ id: string }>(`select id from repository where path like '%/bad'`);
  repository = row?.id ?? '';
});
afterAll(() => app.close());

describe('a reason that was stored', () => {
  it.each([
    ['de_DE', 'GitLab hat eine Anfrage nicht angenommen (Commits, 400)'],
    ['ja_JP', 'GitLab がコミットのリクエストを受け付けませんでした (400)'],
    ['en_GB', 'GitLab did not accept the request for commits (400)'],
  ])('of a run that failed shows in the language of whoever reads it: %s', async (locale, reason) => {
    expect(await read(`/repositories/${repository}`, locale)).toContain(reason);
    expect(await read(`/accounts/${account.id}/repositories`, locale)).toContain(reason);
  });

  it.each([
    ['de_DE', 'darf Webhooks dieses Projekts nicht verwalten'],
    ['ja_JP', 'このプロジェクトの Webhook を管理する権限がありません'],
  ])('of a webhook that could not be made: %s', async (locale, reason) => {
    expect(await read(`/accounts/${account.id}/repositories`, locale)).toContain('@jane');
    expect(await read(`/accounts/${account.id}/repositories`, locale)).toContain(reason);
  });

  it.each([
    ['de_DE', 'Jira lässt diese App das nicht tun'],
    ['ja_JP', 'Jira がこのアプリの操作を許可していません'],
  ])('why nothing reaches Jira: %s', async (locale, reason) => {
    expect(await read(`/accounts/${account.id}/repositories`, locale)).toContain(reason);
    expect(await read(`/accounts/${account.id}/waiting`, locale)).toContain(reason);
  });

  it('why an account has to be authorized again', async () => {
    const { world } = app.gitlab;
    for (const application of world.state.applications.values())
      world.revokeGrant(world.user('jane'), application);
    const gitlab = await gitlabFor(app.ctx, account);
    await expect(gitlab.currentUser()).rejects.toMatchObject({ code: 'needs_authorization' });
    expect(await read(`/accounts/${account.id}`, 'de_DE')).toContain('Sie wurde widerrufen');
    expect(await read(`/accounts/${account.id}`, 'en_GB')).toContain('it was revoked');
  });

  it('before the app knew languages is shown as it was written', async () => {
    await app.ctx.db.run(`update sync_cursor set error = 'GitLab was tired.' where error is not null`);
    expect(await read(`/repositories/${repository}`, 'de_DE')).toContain('GitLab was tired.');
  });
});

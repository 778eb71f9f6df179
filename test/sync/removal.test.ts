import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getAccount, listAccounts, type LinkedAccount } from '../../src/account/account.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { wordsOf } from '../support/visitor.ts';

describe('removing an account', () => {
  let app: TestApp;
  let site: InstalledTenant;
  let large: LinkedAccount;
  let part: LinkedAccount;
  const ask = ({ id }: LinkedAccount) => site.ask({ path: `/accounts/${id}/remove` });
  const remove = ({ id }: LinkedAccount, fields = {}) => site.ask({ path: `/accounts/${id}/remove`, fields });
  const stateOf = async ({ id }: LinkedAccount) => (await getAccount(app.ctx.db, site.tenant.id, id))?.state;

  beforeAll(async () => {
    app = await startTestApp({ jira: { allIssuesOf: ['ABC'] } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    const acme = world.addGroup({ path: 'acme', name: 'Acme <b>&</b> Sons' });
    const web = world.addGroup({ path: 'web', name: 'Web', parent: acme });
    world.addMember(acme, world.addUser({ username: 'jane' }), 50);
    for (let n = 0; n < 10; n += 1) world.addProject({ path: `part-${n}`, namespace: acme });
    const shop = world.addProject({ path: 'shop', namespace: web });
    world.push(shop, 'main', [{ message: 'ABC-1 Sell' }, { message: 'ABC-2 Sell more' }]);
    part = await linkAccount(app, site, { namespace: 'acme/web', username: 'jane' });
    await app.drain();
    large = await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
    await app.drain();
    app.advance(6000);
    await app.drain();
  });
  afterAll(() => app.close());

  it('says what goes with it, and what another account takes over', async () => {
    const words = wordsOf(await ask(part));
    expect(words).toContain('0 repositories are removed from Jira');
    expect(words).toContain('1 repository stays: another account reaches the same project and takes over.');
    expect(words).not.toContain('to confirm');
    const much = await ask(large);
    expect(wordsOf(much)).toContain('10 repositories are removed from Jira');
    expect(wordsOf(much)).toContain('10 webhooks are removed from GitLab');
    expect(wordsOf(much)).toContain('Type acme to confirm');
    expect(much.text).not.toContain('<b>');
  });

  it('wants the path typed where it takes much away', async () => {
    for (const path of ['', 'acm', 'acme/web']) {
      const page = await remove(large, { path });
      expect(page.status).toBe(422);
      expect(wordsOf(page)).toContain('Nothing was removed.');
      expect(page.text).toMatch(
        /id="typed-path"[^>]*aria-invalid="true" aria-describedby="typed-path-fault"/,
      );
    }
    expect(await stateOf(large)).toBe('active');
    expect(wordsOf(await remove(large, { path: ' Acme ' }))).not.toContain('Acme');
    expect(await stateOf(large)).toBe('removed');
  });

  it('counts what reached Jira, and asks for no word where it is little', async () => {
    await app.drain();
    const words = wordsOf(await ask(part));
    expect(words).toContain('1 repository is removed from Jira');
    expect(words).toMatch(/2 branches, commits, merge requests.* leave the issues of Jira/);
    expect((await remove(part)).status).toBe(200);
    expect((await ask(part)).status).toBe(404);
    expect((await remove(part)).status).toBe(404);
    expect(await listAccounts(app.ctx.db, site.tenant.id)).toEqual([]);
  });

  it('shows it to nobody of another site', async () => {
    const other = await installTenant(app, await app.jira.addSite());
    expect((await other.ask({ path: `/accounts/${large.id}/remove` })).status).toBe(404);
    expect((await other.ask({ path: `/accounts/${large.id}/remove`, fields: {} })).status).toBe(404);
  });
});

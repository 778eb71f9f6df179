import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { unescapeHtml, wordsOf } from '../support/visitor.ts';
import { linkIdentity } from './support/link-identity.ts';

let app: TestApp;
let site: InstalledTenant;
let other: InstalledTenant;

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  other = await installTenant(app, await app.jira.addSite());
  const { world } = app.gitlab;
  world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'jane', name: 'Jane' }), 50);
  await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
});
afterAll(() => app.close());

const show = (of = site) => of.ask({ path: '/identities' });
const add = (email: string, accountId = site.memberId) =>
  site.ask({ path: '/identities', fields: { email, accountId } });

describe('the list of authors', () => {
  it('is reached from the accounts, empty at first', async () => {
    expect((await site.open({ module: 'accounts' })).text).toContain('hx-get="/identities"');
    const words = wordsOf(await show());
    expect(words).toContain('No address is listed.');
    expect(words).toContain('Nobody has linked their GitLab user yet.');
  });

  it('offers active people by name or address, as the admin sees them', async () => {
    site.site.addUser({ displayName: 'Maxine <b>', emailAddress: 'maxine@example.com', emailVisible: true });
    site.site.addUser({ displayName: 'Max Gone', active: false });
    site.site.addUser({ displayName: 'Max Bot', accountType: 'app' });
    const search = (person: string) =>
      site.ask({ path: `/identities/people?person=${encodeURIComponent(person)}` });
    const page = await search('max');
    expect(
      [...unescapeHtml(page.text).matchAll(/<label for="person-\d">(.*)<\/label>/g)].map(([, text]) => text),
    ).toEqual([
      // People hide their addresses in Cloud alone.
      `<bdi>Max Member</bdi>${site.tenant.kind === 'self-hosted' ? ' (max.member@example.com)' : ''}`,
      '<bdi>Maxine <b></bdi> (maxine@example.com)',
    ]);
    expect(page.text).toContain(`value="${site.memberId}"`);
    expect(page.text).not.toContain('<b>');
    expect(wordsOf(await search('maxine@'))).toContain('Maxine');
    expect(wordsOf(await search('zz'))).toContain('finds nobody');
    expect(wordsOf(await search(''))).not.toContain('finds nobody');
    for (let count = 0; count < 11; count += 1) site.site.addUser({ displayName: `Same ${count}` });
    expect(wordsOf(await search('same'))).toContain('There are more.');
  });

  it('takes an author, shows whom it names, and gives them up', async () => {
    const page = await add(' Old.Me@Example.com ');
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('old.me@example.com Max Member');
    expect(wordsOf(await add('old.me@example.com', site.adminId))).toContain('old.me@example.com Ada Admin');
    expect(wordsOf(await show(other))).not.toContain('old.me');
    await other.ask({ path: '/identities/remove', fields: { email: 'old.me@example.com' } });
    expect(wordsOf(await show())).toContain('old.me@example.com');
    const removed = await site.ask({ path: '/identities/remove', fields: { email: 'OLD.me@example.com' } });
    expect(wordsOf(removed)).not.toContain('old.me@example.com');
  });

  it('says what is missing, and keeps what was typed', async () => {
    const noAddress = await add('no <address>');
    expect(noAddress.status).toBe(422);
    expect(wordsOf(noAddress)).toContain('Enter the address as the commits carry it.');
    expect(unescapeHtml(noAddress.text)).toContain('value="no <address>"');
    expect(wordsOf(await add('me@example.com', ''))).toContain('Search for the Jira user and choose one.');
    const gone = site.site.addUser({ displayName: 'Gone', active: false });
    expect(wordsOf(await add('me@example.com', gone.accountId))).toContain('is not active');
    expect(wordsOf(await add('me@example.com', 'nobody'))).toContain('is not active');
    expect(wordsOf(await show())).toContain('No address is listed.');
    expect((await site.ask({ path: '/identities/remove', fields: {} })).status).toBe(400);
  });
});

describe('people who have linked themselves', () => {
  it('are shown with both names, and can be removed by an admin', async () => {
    await linkIdentity(site, app.gitlab.url, { username: 'jane' });
    const words = wordsOf(await show());
    expect(words).toContain('Max Member Jane (@jane)');
    expect(wordsOf(await show(other))).not.toContain('@jane');
    const fields = { host: app.gitlab.url, accountId: site.memberId };
    await other.ask({ path: '/identities/unlink', fields });
    expect(wordsOf(await show())).toContain('@jane');
    expect(wordsOf(await site.ask({ path: '/identities/unlink', fields }))).not.toContain('@jane');
    expect(await app.ctx.db.rows('select 1 from identity_email')).toEqual([]);
  });
});

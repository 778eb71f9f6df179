import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { addApplication, allowInGitlab, linkAccount, linkedAccount } from '../support/link-account.ts';
import type { OauthApplication } from '../support/link-account.ts';
import { createVisitor, unescapeHtml, wordsOf, type Page } from '../support/visitor.ts';
import { linkIdentity, startOf } from './support/link-identity.ts';

let app: TestApp;
let site: InstalledTenant;
let application: OauthApplication;
let account: { tenantId: string; id: string };

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  const { world } = app.gitlab;
  const jane = world.addUser({ username: 'jane', name: 'Jane <i>Doe</i>' });
  world.addEmail(jane, { email: 'jane@home.example', confirmed: true });
  world.addUser({ username: 'joe', name: 'Joe Roe' });
  world.addUser({ username: 'new', emailConfirmed: false, commitEmail: 'victim@example.com' });
  world.addUser({ username: 'web', commitEmail: '4-web@users.noreply.gitlab.example' });
  world.addMember(world.addGroup({ path: 'acme' }), jane, 50);
  application = addApplication(app);
  account = await linkAccount(app, site, { namespace: 'acme', username: 'jane', application });
});
afterEach(async () => {
  app.gitlab.faults.clear();
  for (const accountId of [site.memberId, site.adminId]) await unlink(accountId);
});
afterAll(() => app.close());

const host = () => app.gitlab.url;
const show = (accountId = site.memberId) => site.ask({ path: '/identity', accountId });
const link = (username: string, accountId?: string) => linkIdentity(site, host(), { username, accountId });
const unlink = (accountId: string) =>
  site.ask({ path: '/identity/unlink', fields: { host: host() }, accountId });

async function kept(): Promise<{ links: number; emails: string[] }> {
  const links = await app.ctx.db.rows('select 1 from identity_link where tenant_id = $1', [site.tenant.id]);
  const emails = await app.ctx.db.rows<{ email_hash: string }>(
    'select email_hash from identity_email where tenant_id = $1',
    [site.tenant.id],
  );
  return { links: links.length, emails: emails.map(({ email_hash: hash }) => hash) };
}

/** Whose tokens GitLab still honours: the account's own, and none of a person who only showed who they are. */
const holders = () => app.gitlab.world.tokenHolders(application.application);

function expectRefused(end: Page, status: number, words: string): void {
  expect(end.url).toContain(`${app.url}/oauth/gitlab/callback`);
  expect([end.status, wordsOf(end)]).toEqual([status, expect.stringContaining(words)]);
  expect(wordsOf(end)).toContain('Your GitLab user was not linked');
  expect(unescapeHtml(end.text)).toContain(`href="${site.identityUrl()}"`);
}

describe('the page "My GitLab identity"', () => {
  it('opens for everybody from their own menu, and offers to link', async () => {
    const page = await site.open({ module: 'identity', accountId: site.memberId });
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('My GitLab identity');
    expect(wordsOf(page)).toContain('Not linked.');
    expect(page.text).toContain('hx-post="/identity/link"');
    expect(page.text).toContain('hx-get="/smart-commits/mine?part=true"');
  });

  it('leads to GitLab and back into Jira, and shows who is linked', async () => {
    const end = await link('jane');
    expect(end.url).toBe(site.identityUrl());
    const page = await show();
    expect(wordsOf(page)).toContain('Linked with @jane (opens GitLab) (Jane <i>Doe</i>) since');
    expect(wordsOf(page)).toContain(', with 2 confirmed addresses.');
    expect(page.text).not.toContain('<i>');
    expect(page.text).not.toContain('hx-post="/identity/link"');
    expect(wordsOf(await show(site.adminId))).toContain('Not linked.');
  });

  it('keeps hashes of the addresses, and neither an address nor access', async () => {
    await link('joe');
    expect(holders()).toEqual(['jane']);
    const { links, emails } = await kept();
    expect([links, emails.length]).toEqual([1, 1]);
    for (const hash of emails) expect(hash).toMatch(/^[\w-]{43}$/);
    const tables = ['identity_link', 'identity_email', 'oauth_state', 'account_token', 'token_to_revoke'];
    for (const table of tables) {
      const rows = await app.ctx.db.rows(`select * from ${table} where tenant_id = $1`, [site.tenant.id]);
      expect(JSON.stringify(rows)).not.toMatch(/@example|@home/);
    }
  });

  it("leaves the account's own access alone, though the same person gave it", async () => {
    await link('jane');
    expect(holders()).toEqual(['jane']);
    expect(await linkedAccount(app, account)).toMatchObject({ state: 'active' });
    expect((await site.ask({ path: `/accounts/${account.id}/repositories` })).status).toBe(200);
    await app.drain();
    expect(await linkedAccount(app, account)).toMatchObject({ state: 'active', problem: null });
  });

  it('forgets link and addresses when the person unlinks', async () => {
    await link('jane');
    expect((await kept()).emails).toHaveLength(2);
    expect(wordsOf(await unlink(site.memberId))).toContain('Not linked.');
    expect(await kept()).toEqual({ links: 0, emails: [] });
  });

  it('takes what was linked before for the newer GitLab user of the same person', async () => {
    const first = await startOf(site, host());
    await link('jane');
    const visitor = createVisitor(site.site.url);
    expect((await allowInGitlab(visitor, await visitor.open(first), 'joe')).url).toBe(site.identityUrl());
    expect(wordsOf(await show())).toContain('@joe');
    expect(await kept()).toMatchObject({ links: 1, emails: [expect.any(String)] });
  });

  it("knows GitLab's own address for commits made there", async () => {
    await link('web');
    expect((await kept()).emails).toHaveLength(2);
  });
});

describe('a GitLab user', () => {
  it('is that of one person in Jira: a second one is refused, until the first has unlinked', async () => {
    await link('jane', site.adminId);
    const end = await link('jane');
    expectRefused(end, 409, '@jane is linked with another Jira user of this site. Unlink it there');
    expect(await kept()).toMatchObject({ links: 1 });
    await unlink(site.adminId);
    expect((await link('jane')).url).toBe(site.identityUrl());
  });

  it('is not taken by two people who come back at once', async () => {
    const ends = await Promise.all([link('jane'), link('jane', site.adminId)]);
    expect(ends.filter((end) => end.url === site.identityUrl())).toHaveLength(1);
    expect(await kept()).toMatchObject({ links: 1 });
  });

  it('proves nothing by addresses that are not confirmed', async () => {
    expectRefused(await link('new'), 409, 'GitLab has no confirmed e-mail address of @new');
    expect(await kept()).toEqual({ links: 0, emails: [] });
    expect(holders()).toEqual(['jane']);
  });
});

describe('a proof that fails', () => {
  type Trouble = { breakIt: () => void; status: number; words: string };
  const gitlab = (fault: Parameters<typeof app.gitlab.faults.add>[0]) => () =>
    app.gitlab.faults.add({ times: 1, ...fault });

  it.each<[string, Trouble]>([
    [
      'GitLab takes the token back at once',
      {
        breakIt: gitlab({ match: 'user', status: 401, body: { error: 'invalid_token' } }),
        status: 409,
        words: 'GitLab',
      },
    ],
    [
      'GitLab fails',
      { breakIt: gitlab({ match: 'user.emails', status: 502 }), status: 503, words: 'GitLab' },
    ],
    [
      'GitLab answers something else',
      {
        breakIt: gitlab({ match: 'user.emails', status: 200, body: [{ mail: 1 }] }),
        status: 502,
        words: 'not as it is documented',
      },
    ],
    [
      'Jira fails',
      {
        breakIt: () => app.jira.faults.add({ match: 'user.get', times: 1, status: 503 }),
        status: 503,
        words: 'Jira',
      },
    ],
  ])('links nothing and keeps no access: %s', async (_, { breakIt, status, words }) => {
    breakIt();
    const end = await link('joe');
    expect([end.status, wordsOf(end)]).toEqual([status, expect.stringContaining(words)]);
    expect(await kept()).toEqual({ links: 0, emails: [] });
    expect(holders()).toEqual(['jane']);
    expect((await link('joe')).url).toBe(site.identityUrl());
  });

  it('is told where the person denies it in GitLab', async () => {
    const visitor = createVisitor(site.site.url);
    const consent = await visitor.submit(await visitor.open(await startOf(site, host())), 'sign-in', {
      'user[login]': 'joe',
      'user[password]': 'password',
    });
    expectRefused(await visitor.submit(consent, 'deny'), 403, 'Start again from "My GitLab identity"');
  });

  it('is refused to one who is no longer active in Jira', async () => {
    const leaver = site.site.addUser({ displayName: 'Leaver' });
    const start = await startOf(site, host(), leaver.accountId);
    leaver.active = false;
    const visitor = createVisitor(site.site.url);
    const end = await allowInGitlab(visitor, await visitor.open(start), 'joe');
    expectRefused(end, 403, 'no longer active');
  });
});

describe('the one-time state', () => {
  it('works once, in the browser that left with it, within ten minutes', async () => {
    const start = await startOf(site, host());
    const stopped = createVisitor(`${app.url}/oauth/gitlab/callback`);
    const back = await allowInGitlab(stopped, await stopped.open(start), 'joe');
    const stranger = await createVisitor(site.site.url).open(back.url);
    expect(wordsOf(stranger)).toContain('started in another browser');
    expect(await kept()).toMatchObject({ links: 0 });

    const late = await startOf(site, host());
    app.advance(10 * 60_000);
    expect(wordsOf(await createVisitor(site.site.url).open(late))).toContain('took longer than 10 minutes');
  });

  it('is for its own purpose: one of a person gives no account access, whoever comes back with it', async () => {
    const before = await linkedAccount(app, account);
    await link('joe');
    expect(await linkedAccount(app, account)).toEqual(before);
    const [row] = await app.ctx.db.rows<{ purpose: string }>(
      'select purpose from oauth_state where tenant_id = $1 and used_at is not null order by used_at desc limit 1',
      [site.tenant.id],
    );
    expect(row).toEqual({ purpose: 'identity' });
  });

  it('is given back later where GitLab does not take it back at once; until then it is sealed', async () => {
    const stop = app.gitlab.faults.add({ match: 'oauth.revoke', status: 503 });
    await link('jane');
    expect(await kept()).toMatchObject({ links: 1 });
    expect(holders()).toEqual(['jane', 'jane']);
    const owed = () =>
      app.ctx.db.rows<{ token: string }>('select token from token_to_revoke where tenant_id = $1', [
        site.tenant.id,
      ]);
    expect(await owed()).toEqual([{ token: expect.stringMatching(/^[\w-]+\.[\w-]{40,}$/) }]);
    await app.drain();
    expect(await owed()).toHaveLength(1);
    stop();
    for (let hour = 0; hour < 3; hour += 1) {
      app.advance(3_600_000);
      await app.drain();
    }
    expect(await owed()).toEqual([]);
    expect(holders()).toEqual(['jane']);
  });

  it('is forgotten in the end where GitLab never takes it back', async () => {
    const stop = app.gitlab.faults.add({ match: 'oauth.revoke', status: 503 });
    await link('joe');
    for (let hour = 0; hour < 72; hour += 6) {
      app.advance(6 * 3_600_000);
      await app.drain();
    }
    stop();
    expect(
      await app.ctx.db.rows('select 1 from token_to_revoke where tenant_id = $1', [site.tenant.id]),
    ).toEqual([]);
  });

  it('says who will act, before a link from elsewhere is followed', async () => {
    const start = await startOf(site, host());
    const answer = await fetch(start, { redirect: 'manual', headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.status).toBe(site.tenant.kind === 'forge' ? 200 : 403);
    const words = wordsOf({ text: await answer.text() });
    if (answer.status === 200) expect(words).toContain('link your GitLab user with the Jira user Max Member');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('is not given for a GitLab that the site does not use', async () => {
    const path = '/identity/link';
    const asked = (fields: Record<string, string>) => site.ask({ path, fields, accountId: site.memberId });
    expect((await asked({ host: 'https://elsewhere.example' })).status).toBe(404);
    expect((await asked({})).status).toBe(400);
  });
});

describe('a GitLab that the site no longer uses', () => {
  it('stays on the page as long as the person is linked, and can be unlinked', async () => {
    await link('jane');
    await site.ask({ path: `/accounts/${account.id}/remove`, fields: {} });
    expect(wordsOf(await show())).toContain('Linked with @jane');
    expect(wordsOf(await unlink(site.memberId))).toContain('No GitLab yet');
    account = await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
  });
});

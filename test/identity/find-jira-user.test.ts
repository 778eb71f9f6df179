import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Context } from '../../src/context.ts';
import { findJiraUser, type FoundUser } from '../../src/identity/find-jira-user.ts';
import type { JiraUser } from '../sandbox/jira/cloud/site.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { linkIdentity } from './support/link-identity.ts';
import { inPlainEnglish } from '../../src/lib/words/speak.ts';

const minute = 60_000;

let app: TestApp;
let site: InstalledTenant;
let ada: JiraUser;

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  const { world } = app.gitlab;
  const jane = world.addUser({ username: 'jane', email: 'jane@work.example' });
  world.addEmail(jane, { email: 'Jane@Home.example', confirmed: true });
  world.addEmail(jane, { email: 'boss@work.example', confirmed: false });
  world.addMember(world.addGroup({ path: 'acme' }), jane, 50);
  ada = site.site.addUser({ displayName: 'Ada', emailAddress: 'ada@example.com', emailVisible: true });
  await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
});
afterEach(async () => {
  app.jira.faults.clear();
  app.advance(10 * minute);
  await app.jira.tick();
});
afterAll(() => app.close());

const find = (email: string, hostUrl = app.gitlab.url): Promise<FoundUser> =>
  findJiraUser(app.ctx, { tenantId: site.tenant.id, hostUrl }, { name: 'Somebody', email });
const whom = async (email: string, hostUrl?: string) => {
  const user = await find(email, hostUrl);
  return user.found ? [user.accountId, user.by] : user.code;
};
const asked = () => app.jira.requests.entries.filter(({ endpoint }) => endpoint.startsWith('user.')).length;
const map = (email: string, accountId: string) =>
  site.ask({ path: '/identities', fields: { email, accountId } });

describe('by e-mail address', () => {
  it('finds the one active user who has it', async () => {
    expect(await find('ADA@example.com ')).toEqual({
      found: true,
      accountId: ada.accountId,
      name: 'Ada',
      by: 'email',
    });
  });

  it('finds one who hides it, where Jira does', async () => {
    // In Data Center whoever may browse users sees all addresses, unless an administrator hides those of everybody.
    const canHide = site.tenant.kind !== 'self-hosted';
    const user = site.site.addUser({ displayName: 'Hidden', emailAddress: 'hidden@example.com' });
    expect(await whom('hidden@example.com')).toEqual(canHide ? 'no_user' : [user.accountId, 'email']);
    app.advance(minute);
    site.site.setManagesAccounts(true);
    expect(await whom('hidden@example.com')).toEqual([user.accountId, 'email']);
  });

  it('takes nobody for somebody else: another address, a name that says it, an app', async () => {
    site.site.addUser({ displayName: 'Longer', emailAddress: 'kim@example.com.au', emailVisible: true });
    site.site.addUser({ displayName: 'kim@example.com', emailAddress: 'mallory@example.com' });
    site.site.addUser({
      displayName: 'Bot',
      emailAddress: 'kim@example.com',
      emailVisible: true,
      accountType: 'app',
    });
    expect(await whom('kim@example.com')).toBe('no_user');
  });

  it('guesses no further where several have it, or the one who has it was switched off', async () => {
    const twin = { emailAddress: 'twin@example.com', emailVisible: true };
    site.site.addUser({ displayName: 'One', ...twin });
    site.site.addUser({ displayName: 'Other', ...twin });
    site.site.addUser({
      displayName: 'Gone',
      emailAddress: 'gone@example.com',
      emailVisible: true,
      active: false,
    });
    expect(await whom('twin@example.com')).toBe('several_users');
    expect(await whom('gone@example.com')).toBe('inactive_user');
  });

  it('says what to do', async () => {
    const nobody = await find('nobody@example.com');
    expect(nobody).toMatchObject({ found: false, code: 'no_user' });
    const words = nobody.found ? '' : inPlainEnglish(nobody.reason);
    expect(words).toContain('My GitLab identity');
    expect(words).toContain('Authors of commits');
    expect(JSON.stringify(nobody)).not.toContain('nobody@');
  });

  it('asks Jira nothing about what is no address', async () => {
    const before = asked();
    for (const email of ['', ' ', 'root', 'a b@example.com', '@example.com']) {
      expect(await whom(email)).toBe('no_user');
    }
    expect(asked()).toBe(before);
  });

  it('is an error, not nobody, where Jira does not answer', async () => {
    app.jira.faults.add({ match: 'user.search', times: 1, status: 503 });
    await expect(find('ada@example.com')).rejects.toMatchObject({ code: 'unavailable' });
    app.jira.faults.add({ match: 'user.search', times: 1, status: 429, headers: { 'Retry-After': '30' } });
    await expect(find('ada@example.com')).rejects.toMatchObject({ code: 'rate_limited' });
    app.advance(minute);
    expect(await whom('ada@example.com')).toEqual([ada.accountId, 'email']);
  });
});

describe('what is remembered', () => {
  it('is who was found, for ten minutes, and asked for once by all who ask at once', async () => {
    const before = asked();
    await Promise.all([find('ada@example.com'), find('Ada@Example.com'), find('ada@example.com')]);
    app.advance(10 * minute - 1);
    await find('ada@example.com');
    expect(asked()).toBe(before + 1);
    app.advance(1);
    await find('ada@example.com');
    expect(asked()).toBe(before + 2);
  });

  it('is that nobody was found, for a minute', async () => {
    expect(await whom('later@example.com')).toBe('no_user');
    const later = site.site.addUser({
      displayName: 'Later',
      emailAddress: 'later@example.com',
      emailVisible: true,
    });
    expect(await whom('later@example.com')).toBe('no_user');
    app.advance(minute);
    expect(await whom('later@example.com')).toEqual([later.accountId, 'email']);
  });
});

describe("by the admins' list", () => {
  it('finds whom it names, at once, before the owner of the address', async () => {
    expect(await whom('ada@example.com')).toEqual([ada.accountId, 'email']);
    expect((await map(' ADA@example.com', site.memberId)).status).toBe(200);
    expect(await whom('ada@example.com')).toEqual([site.memberId, 'mapped']);
    await site.ask({ path: '/identities/remove', fields: { email: 'ada@example.com' } });
    expect(await whom('ada@example.com')).toEqual([ada.accountId, 'email']);
  });

  it('finds nobody where the one it names was switched off or has left', async () => {
    const leaver = site.site.addUser({ displayName: 'Leaver', emailAddress: 'leaver@example.com' });
    await map('old@example.com', leaver.accountId);
    leaver.active = false;
    expect(await find('old@example.com')).toMatchObject({ code: 'inactive_user' });
    site.site.users.delete(leaver.accountId);
    app.advance(minute);
    expect(await find('old@example.com')).toMatchObject({ code: 'inactive_user' });
  });
});

describe('by a linked GitLab user', () => {
  it("finds the person by each confirmed address, before the admins' list, on that GitLab alone", async () => {
    expect(await whom('jane@work.example')).toBe('no_user');
    await map('jane@work.example', ada.accountId);
    const end = await linkIdentity(site, app.gitlab.url, { username: 'jane' });
    expect(end.url).toBe(site.identityUrl());
    expect(await whom('jane@work.example')).toEqual([site.memberId, 'linked']);
    expect(await whom('jane@home.example')).toEqual([site.memberId, 'linked']);
    expect(await whom('jane@work.example', 'https://other.example')).toEqual([ada.accountId, 'mapped']);
    expect(await whom('jane@home.example', 'https://other.example')).toBe('no_user');
  });

  it('does not take an address that GitLab has not confirmed', async () => {
    expect(await whom('boss@work.example')).toBe('no_user');
  });

  it('finds nobody else where the person was switched off', async () => {
    site.site.member.active = false;
    expect(await find('jane@work.example')).toMatchObject({ code: 'inactive_user' });
    site.site.member.active = true;
  });

  it('is over when the person unlinks, at once', async () => {
    await linkIdentity(site, app.gitlab.url, { username: 'jane' });
    expect(await whom('jane@home.example')).toEqual([site.memberId, 'linked']);
    await site.ask({
      path: '/identity/unlink',
      fields: { host: app.gitlab.url },
      accountId: site.memberId,
    });
    expect(await whom('jane@home.example')).toBe('no_user');
  });
});

describe('another process', () => {
  // What a process remembers hangs on its context.
  let elsewhere: Context;
  beforeAll(() => {
    elsewhere = { ...app.ctx };
  });
  const there = (email: string) =>
    findJiraUser(elsewhere, { tenantId: site.tenant.id, hostUrl: app.gitlab.url }, { name: '', email });

  it('knows at once whom a person or an administrator has taken back', async () => {
    await linkIdentity(site, app.gitlab.url, { username: 'jane' });
    await map('shared@example.com', ada.accountId);
    expect(await there('jane@home.example')).toMatchObject({ accountId: site.memberId, by: 'linked' });
    expect(await there('shared@example.com')).toMatchObject({ accountId: ada.accountId, by: 'mapped' });
    const fields = { host: app.gitlab.url };
    await site.ask({ path: '/identity/unlink', fields, accountId: site.memberId });
    await site.ask({ path: '/identities/remove', fields: { email: 'shared@example.com' } });
    expect(await there('jane@home.example')).toMatchObject({ found: false });
    expect(await there('shared@example.com')).toMatchObject({ found: false });
  });
});

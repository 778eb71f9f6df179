import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { putMapping } from '../../src/identity/authors/mapping.store.ts';
import { putLink } from '../../src/identity/linking/link.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { unescapeHtml, wordsOf } from '../support/visitor.ts';
import { seedCommand, type SeededCommand } from './support/seed-commands.ts';

const dayMs = 86_400_000;

let app: TestApp;
let site: InstalledTenant;
let other: InstalledTenant;
/** Of the first repository of a site, by its tenant. */
const repositories = new Map<string, string>();

beforeAll(async () => {
  app = await startTestApp();
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, world.addUser({ username: 'jane' }), 50);
  world.addProject({ namespace: group, path: 'engine' });
  site = await installTenant(app);
  other = await installTenant(app, await app.jira.addSite());
  for (const one of [site, other]) await linkAccount(app, one, { namespace: 'acme', username: 'jane' });
  await app.drain();
  const rows = await app.ctx.db.rows<{ tenant_id: string; id: string }>(
    'select tenant_id, id from repository',
  );
  for (const { tenant_id, id } of rows) repositories.set(tenant_id, id);
});
afterAll(() => app.close());
beforeEach(async () => {
  for (const table of [
    'smart_command',
    'smart_commit',
    'author_mapping',
    'identity_link',
    'identity_email',
  ]) {
    await app.ctx.db.run(`delete from ${table}`);
  }
});

const seed = (given: SeededCommand, { tenant }: InstalledTenant = site) =>
  seedCommand(app, { tenantId: tenant.id, repositoryId: repositories.get(tenant.id) ?? '' }, given);
const failed = { state: 'failed', reasonCode: 'no_permission', type: 'transition', name: 'close' } as const;
const open = (accountId = site.memberId) => site.ask({ path: '/smart-commits/mine', accountId });
const openNotDone = () => site.ask({ path: '/smart-commits/mine?notDone=true', accountId: site.memberId });
/** From the top of the table. */
const states = (text: string) =>
  [...text.matchAll(/class="lozenge[^"]*">([^<]*)</g)].map(([, state]) => state);
const listed = (text: string) => [...text.matchAll(/<code>#close ([^<]*)<\/code>/g)].map(([, name]) => name);
const turn = (text: string, id: string) => {
  const button = new RegExp(`<button[^>]*id="${id}"[^>]*>`).exec(text)?.[0] ?? '';
  return unescapeHtml(/hx-get="([^"]*)"/.exec(button)?.[1] ?? '');
};

/** The member has shown to be a user of a GitLab, who has this address. */
const link = (hostUrl: string, email: string) => {
  const { id: tenantId } = site.tenant;
  const user = { gitlabUserId: 7, username: 'jane', name: 'Jane', linkedAt: app.clock.now() };
  const person = { jiraAccountId: site.memberId, jiraName: 'Member' };
  return putLink(
    app.ctx.db,
    { tenantId, hostUrl, ...user, ...person },
    { emails: [email], sealer: app.ctx.sealer },
  );
};

describe('the commands of a person', () => {
  it('are listed with commit, issue, how they ended and why', async () => {
    await seed({
      ...failed,
      name: 'close',
      argument: 'It <b>works</b>',
      reason: 'You may not move <i>ABC-1</i>.',
      jiraAccountId: site.memberId,
      line: 'ABC-1 fix <script>',
      sha: 'c0ffee00'.repeat(5),
    });
    await seed({
      state: 'unknown',
      reasonCode: 'unknown',
      reason: 'Jira did not say.',
      jiraAccountId: site.memberId,
    });
    const { status, text } = await open();
    expect(status).toBe(200);
    expect(text).toMatch(
      /Please look[^]*Jira did not say\.[^]*#close It &lt;b&gt;works&lt;\/b&gt;[^]*Failed/,
    );
    expect(text).toContain('You may not move &lt;i&gt;ABC-1&lt;/i&gt;.');
    expect(text).toContain('ABC-1 fix &lt;script&gt;');
    expect(text).toContain(`href="${site.tenant.displayUrl}/browse/ABC-1"`);
    expect(text).toContain(`href="https://gitlab.example.com/acme/engine/-/commit/${'c0ffee00'.repeat(5)}"`);
  });

  it('are the newest of every state, and by choice what was not done: failed, unknown, or not verified', async () => {
    const jiraAccountId = site.memberId;
    await seed({ state: 'skipped', reasonCode: 'not_verified', reason: 'Not pushed by you.', jiraAccountId });
    await seed({ ...failed, reason: 'You may not.', jiraAccountId });
    await seed({ state: 'done', jiraAccountId, argument: 'fine' });
    await seed({ state: 'waiting', jiraAccountId, argument: 'fine' });
    for (const reasonCode of ['repeats_another', 'switched_off', 'too_many'] as const)
      await seed({ state: 'skipped', reasonCode, argument: 'fine', jiraAccountId });
    expect(states((await open()).text)).toEqual([
      ...['Skipped', 'Skipped', 'Skipped', 'Waiting', 'Done', 'Failed', 'Skipped'],
    ]);
    const { text } = await openNotDone();
    expect(states(text)).toEqual(['Failed', 'Skipped']);
    expect(text).toContain('Not pushed by you.');
    expect(text).not.toContain('fine');
  });

  it('are followed while they wait', async () => {
    await seed({ state: 'waiting', jiraAccountId: site.memberId });
    expect((await open()).text).toContain('data-poll');
    await app.ctx.db.run(`update smart_command set state = 'done'`);
    expect((await open()).text).not.toContain('data-poll');
  });

  it('are those of 90 days; without any, the page says what one looks like, and claims nothing', async () => {
    const jiraAccountId = site.memberId;
    await seed({ ...failed, reason: 'Too old', seenAt: app.clock.now() - 91 * dayMs, jiraAccountId });
    const page = await open();
    expect(wordsOf(page)).toContain('No Smart Commits of yours have come in the last 90 days.');
    expect(wordsOf(page)).toContain('ABC-12 #comment Fixed #time 1h 30m #close');
    expect(page.text).not.toContain('type="checkbox"');
  });

  it('say that nothing has failed only where something was asked', async () => {
    await seed({ state: 'done', jiraAccountId: site.memberId });
    const page = await openNotDone();
    expect(wordsOf(page)).toContain('Nothing that your commits of the last 90 days asked of Jira has failed');
    expect(page.text).toMatch(/type="checkbox"[^>]* checked/);
  });

  it("are never another person's, nor another site's", async () => {
    await seed({
      ...failed,
      reason: 'of the admin',
      jiraAccountId: site.adminId,
      authorEmail: 'a@example.com',
    });
    await seed({ ...failed, reason: 'of nobody', authorEmail: 'nobody@example.com' });
    await seed({ ...failed, reason: 'of another site', jiraAccountId: site.memberId }, other);
    expect((await open()).text).not.toMatch(/of (the admin|nobody|another site)/);
  });

  it('are turned page by page, within the choice', async () => {
    const jiraAccountId = site.memberId;
    for (let n = 0; n < 30; n += 1) {
      await seed({ ...failed, jiraAccountId, argument: `f${n}` });
      await seed({ state: 'done', jiraAccountId });
    }
    const first = await openNotDone();
    expect(listed(first.text)).toEqual(Array.from({ length: 25 }, (_, n) => `f${29 - n}`));
    const second = await site.ask({ path: turn(first.text, 'older-commands'), accountId: site.memberId });
    expect(listed(second.text)).toEqual(['f4', 'f3', 'f2', 'f1', 'f0']);
    expect(second.text).toMatch(/type="checkbox"[^>]* checked/);
    const back = await site.ask({ path: turn(second.text, 'newer-commands'), accountId: site.memberId });
    expect(listed(back.text)).toEqual(listed(first.text));
  });

  it('are a page, or a part of another one, which has a heading of its own', async () => {
    expect((await open()).text).toContain('<h1 id="my-smart-commits-title"');
    const part = await site.ask({ path: '/smart-commits/mine?part=true', accountId: site.memberId });
    expect(part.text).not.toContain('<h1');
    expect(part.text).toContain('<h2 id="my-smart-commits-title"');
  });
});

describe('commands for which no user was found', () => {
  const noUser = { state: 'failed', reasonCode: 'no_user', reason: 'Nobody has this address.' } as const;

  it('are shown to the person to whom an administrator has given the address since', async () => {
    await seed({ ...noUser, authorEmail: 'Jane@Old.example ' });
    expect((await open()).text).not.toContain(noUser.reason);
    await putMapping(app.ctx.db, {
      tenantId: site.tenant.id,
      email: 'jane@old.example',
      jiraAccountId: site.memberId,
      jiraName: 'Jane',
      createdAt: app.clock.now(),
    });
    expect((await open()).text).toContain(noUser.reason);
    expect((await open(site.adminId)).text).not.toContain(noUser.reason);
  });

  it('are shown to the person who has proven on that GitLab to have the address, and not for another GitLab', async () => {
    await seed({ ...noUser, authorEmail: 'jane@new.example' });
    await link('https://elsewhere.example.com', 'jane@new.example');
    expect((await open()).text).not.toContain(noUser.reason);
    await link(app.gitlab.url, 'jane@new.example');
    expect((await open()).text).toContain(noUser.reason);
    expect((await open(site.adminId)).text).not.toContain(noUser.reason);
  });

  it('are no longer shown to whom the address belonged when it was found for another', async () => {
    const empty = { state: 'failed', reasonCode: 'empty_comment', reason: 'There is no text.' } as const;
    await seed({ state: 'done', jiraAccountId: site.memberId, authorEmail: 'moved@example.com' });
    await seed({ state: 'done', jiraAccountId: site.adminId, authorEmail: 'moved@example.com' });
    await seed({ ...empty, authorEmail: 'moved@example.com' });
    expect((await open()).text).not.toContain(empty.reason);
    expect((await open(site.adminId)).text).toContain(empty.reason);
  });

  it('are shown to the person as whom other commands of the address were done', async () => {
    const empty = { state: 'failed', reasonCode: 'empty_comment', reason: 'There is no text.' } as const;
    await seed({ ...empty, authorEmail: 'JANE@example.com' });
    await seed({ state: 'done', jiraAccountId: site.memberId, authorEmail: 'jane@example.com' });
    expect((await open()).text).toContain(empty.reason);
    expect((await open(site.adminId)).text).not.toContain(empty.reason);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { putMapping } from '../../src/identity/authors/mapping.store.ts';
import { putLink } from '../../src/identity/linking/link.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
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
const failed = { state: 'failed', reasonCode: 'no_permission', type: 'transition' } as const;
const open = (accountId = site.memberId) => site.ask({ path: '/smart-commits/mine', accountId });

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

describe('the commands of a person that were not done', () => {
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

  it('hold what nobody verified, and not what was done, waits, repeats another or was switched off', async () => {
    const jiraAccountId = site.memberId;
    await seed({ state: 'skipped', reasonCode: 'not_verified', reason: 'Not pushed by you.', jiraAccountId });
    await seed({ state: 'done', jiraAccountId, argument: 'not-shown' });
    await seed({ state: 'waiting', jiraAccountId, argument: 'not-shown' });
    for (const reasonCode of ['repeats_another', 'switched_off', 'too_many'] as const)
      await seed({ state: 'skipped', reasonCode, reason: 'not-shown', jiraAccountId });
    const { text } = await open();
    expect(text).toContain('Not pushed by you.');
    expect(text).not.toContain('not-shown');
  });

  it('are those of 90 days', async () => {
    await seed({
      ...failed,
      reason: 'Too old',
      seenAt: app.clock.now() - 91 * dayMs,
      jiraAccountId: site.memberId,
    });
    expect((await open()).text).toContain('was done, as far as the app knows');
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

  it('says when there are more', async () => {
    for (let one = 0; one < 51; one += 1) await seed({ ...failed, jiraAccountId: site.memberId });
    const { text } = await open();
    expect(text.match(/>Failed</g)).toHaveLength(50);
    expect(text).toContain('Older ones are not shown.');
  });

  it('is a part of another page and has no heading of a whole one', async () => {
    expect((await open()).text).not.toContain('<h1');
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

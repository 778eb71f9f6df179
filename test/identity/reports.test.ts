import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findJiraUser } from '../../src/identity/find-jira-user.ts';
import { scheduleHousekeeping } from '../../src/queue/housekeeping.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installForge, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { wordsOf } from '../support/visitor.ts';
import { linkIdentity } from './support/link-identity.ts';

const hourMs = 3_600_000;

let app: TestApp;
let site: InstalledTenant;

// Only a Forge app can report: the token is one of Forge's.
beforeAll(async () => {
  app = await startTestApp();
  site = await installForge(app);
  await scheduleHousekeeping(app.ctx);
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme' });
  for (const username of ['jane', 'joe']) world.addMember(group, world.addUser({ username }), 50);
  await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
});
afterAll(() => app.close());

async function days(count: number): Promise<void> {
  for (let half = 0; half < count * 2; half += 1) {
    app.advance(12 * hourMs);
    await app.jira.tick();
    await app.drain();
  }
}

const authors = async () => wordsOf(await site.ask({ path: '/identities' }));
const find = (email: string) =>
  findJiraUser(app.ctx, { tenantId: site.tenant.id, hostUrl: app.gitlab.url }, { name: '', email });

describe('people whose account ids are kept for authors', () => {
  it('are reported; who closed their account goes, with links and addresses, and new names are read', async () => {
    const { reportedAccounts } = app.jira;
    const leaver = site.site.addUser({ displayName: 'Lea Leaver' });
    await linkIdentity(site, app.gitlab.url, { username: 'jane' });
    await linkIdentity(site, app.gitlab.url, { username: 'joe', accountId: leaver.accountId });
    await site.ask({
      path: '/identities',
      fields: { email: 'lea@example.com', accountId: leaver.accountId },
    });
    await site.ask({ path: '/identities', fields: { email: 'max@example.com', accountId: site.memberId } });
    expect(await find('joe@example.com')).toMatchObject({ found: true, accountId: leaver.accountId });

    reportedAccounts.closed.add(leaver.accountId);
    site.site.member.displayName = 'Max Newname';
    reportedAccounts.updatedAt.set(site.memberId, app.clock.now() + hourMs);
    await days(0.5);

    expect(reportedAccounts.reported).toEqual(expect.arrayContaining([site.memberId, leaver.accountId]));
    const words = await authors();
    expect(words).toContain('max@example.com Max Newname');
    expect(words).toContain('Max Newname jane (@jane)');
    expect(words).not.toMatch(/Lea|@joe|Max Member/);
    const [row] = await app.ctx.db.rows<{ count: number }>(
      'select count(*)::int as count from identity_email where tenant_id = $1',
      [site.tenant.id],
    );
    expect(row?.count).toBe(1);
    expect(await find('joe@example.com')).toMatchObject({ found: false });

    const before = reportedAccounts.reported.length;
    await days(8);
    expect(reportedAccounts.reported.slice(before)).not.toContain(leaver.accountId);
  });

  it('are forgotten where Jira does not know them any more', async () => {
    app.jira.reportedAccounts.updatedAt.set(site.memberId, app.clock.now() + hourMs);
    site.site.users.delete(site.memberId);
    await days(8);
    expect(await authors()).not.toMatch(/Max|@jane/);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listAccounts } from '../../src/account/account.store.ts';
import { removeAccount } from '../../src/account/remove-account.ts';
import { forgetRemovedAccounts } from '../../src/sync/leaving/forget-removed-accounts.ts';
import { outboxState } from '../../src/dev-info/outbox/outbox-state.ts';
import { enableFacade } from '../../src/facade/setup/enable-facade.ts';
import { addSite } from '../../src/tenant/self-hosted/add-site.ts';
import { authorizeByToken } from '../../src/tenant/self-hosted/authorize-site.ts';
import { getTenant, type Tenant } from '../../src/tenant/tenant.store.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import type { DataCenterApi } from '../sandbox/data-center/start-data-center.ts';
import { addAccount } from '../facade/connector/connector.ts';
import { operator } from '../credentials/support.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { signInByLink } from '../support/site/credentials-door.ts';

const hour = 3_600_000;

describe('what is read for a self-hosted Jira that has not let the app in', () => {
  let app: TestApp;
  let jira: DataCenterApi;
  let tenant: Tenant;
  let project: Project;
  /** What Jira's own connector reads from this server is all that this site has of the app. */
  beforeEach(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    jira = await app.jira.addDataCenter();
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.push(project, 'ABC-1-feature', [{ message: 'work' }]);
    const { facade } = await enableFacade(app.ctx, { jira: jira.url, gitlab: app.gitlab.url });
    tenant = await getTenant(app.ctx.db, facade.tenantId);
    const application = world.addApplication({
      redirectUris: [`${app.url}/login/oauth/callback`],
      scopes: ['api'],
    });
    const typed = { hostUrl: app.url, organization: 'acme', application, username: 'ada' };
    await addAccount({ ...typed, jiraUrl: jira.url, reach: () => app.url });
    await app.drain();
  });
  afterEach(() => app.close());

  const shown = (key: string) => jira.remoteLinks(key).map(({ object }) => object.title);
  const idle = { waitingUntil: null, needsAttention: false, lastError: null };
  /** Planned for later; an import that goes on plans a look within seconds, whatever becomes of it. */
  const tries = () =>
    app.ctx.db.rows(
      `select 1 from timer where task in ('dev-info.send-live', 'dev-info.send-import') and due_at > $1`,
      [new Date(app.clock.now() + 60_000)],
    );

  it('waits without a word, a fault or a try, however long', async () => {
    app.gitlab.world.push(project, 'ABC-2-late', [{ message: 'work' }]);
    for (let times = 0; times < 3; times += 1) {
      app.advance(8 * hour);
      await app.drain();
    }
    const { live, import: imports } = await outboxState(app.ctx.db, tenant.id);
    expect([live, imports]).toEqual([
      expect.objectContaining(idle),
      expect.objectContaining({ ...idle, pending: expect.any(Number) }),
    ]);
    expect(live.pending + imports.pending).toBeGreaterThan(1);
    expect(await tries()).toEqual([]);
    expect(app.callsToJira()).toBe(0);
  });

  it('is sent as soon as it does', async () => {
    app.advance(8 * hour);
    await app.drain();
    expect(shown('ABC-1')).toEqual([]);
    await authorizeByToken(app.ctx, tenant, jira.createToken(app.jira.admin.accountId));
    await app.drain();
    expect(shown('ABC-1')).toEqual(['ABC-1-feature']);
    app.gitlab.world.push(project, 'ABC-2-late', [{ message: 'work' }]);
    await app.drain();
    expect(shown('ABC-2')).toEqual(['ABC-2-late']);
  });

  it('goes with its account, of which Jira has nothing', async () => {
    const [account] = await listAccounts(app.ctx.db, tenant.id);
    await removeAccount(app.ctx, { tenantId: tenant.id, accountId: account?.id ?? '' });
    await app.drain();
    await forgetRemovedAccounts(app.ctx);
    const left = await app.ctx.db.rows(
      `select id::text from account union all select id from jira_removal union all select id from entity`,
    );
    expect(left).toEqual([]);
    expect(app.callsToJira()).toBe(0);
  });

  it('stands on the page of what waits, with what is to be done', async () => {
    const { cookie } = await signInByLink(app, tenant);
    const [account] = await listAccounts(app.ctx.db, tenant.id);
    const page = await fetch(`${app.url}/accounts/${account?.id ?? ''}/waiting`, {
      headers: { cookie },
    });
    expect(await page.text()).toMatch(/All that names an issue.*authorize-self-hosted/s);
  });

  it('is no fault to doctor where the connector of Jira reads it, and is told where nothing does', async () => {
    const other = await app.jira.addDataCenter();
    await addSite(app.ctx, { url: other.url });
    const { json } = await operator(app, ['doctor', '--json']);
    const { checks } = json as { checks: { name: string; state: string; detail: string }[] };
    const of = ({ url }: DataCenterApi) => checks.find(({ name }) => name === `Jira ${url}`);
    expect(of(jira)).toMatchObject({ state: 'ok', detail: expect.stringContaining('own connector') });
    expect(of(other)).toMatchObject({ state: 'warning', detail: expect.stringContaining('let the app in') });
    app.jira.violations.length = 0;
    app.gitlab.violations.length = 0;
  });
});

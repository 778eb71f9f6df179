import { afterEach, describe, expect, it } from '@jest/globals';
import { getAccount } from '../../src/account/account.store.ts';
import { readTokens, tokensOfAccount } from '../../src/account/tokens/token.store.ts';
import { scheduleHousekeeping } from '../../src/queue/housekeeping.ts';
import { listTenants } from '../../src/tenant/tenant.store.ts';
import { verifyRepository } from '../../src/sync/verify/verify-repository.ts';
import type { TestAppOptions } from '../support/app.ts';
import { repositoriesInJira, shownInJira } from '../support/in-jira.ts';
import { authorize } from '../support/link-account.ts';
import { installTenant } from '../support/install-tenant.ts';
import { itWhere } from '../support/site/it-where.ts';
import { repositoryNamed } from '../sync/support.ts';
import { linkedGroup, ownerOf, requestsFor, type Linked } from '../webhook/support.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

let linked: Linked;
afterEach(() => linked.app.close());

/** Two projects whose commits are in Jira, each with a webhook. */
async function start(options: TestAppOptions = {}): Promise<void> {
  linked = await linkedGroup({ ...options, projects: ['app', 'web'] });
  for (const project of linked.projects) push(project.path === 'app' ? 0 : 1, `ABC-1 in ${project.path}`);
  await settle();
  expect(await shown('ABC-1')).toBe(2);
  expect(linked.app.gitlab.hooks.all).toHaveLength(2);
}

async function settle(): Promise<void> {
  await linked.app.drain();
  linked.app.advance(10_000);
  await linked.app.drain();
}

function push(nth: number, message: string): void {
  const project = linked.projects[nth];
  if (project === undefined) throw new Error('no such project');
  linked.app.gitlab.world.push(project, 'main', [{ message }]);
}

const shown = async (key: string) => (await shownInJira(linked, key)).length;
const key = () => ({ tenantId: linked.site.tenant.id, accountId: linked.account.id });
const tokens = () => readTokens(linked.app.ctx.db, tokensOfAccount(key()), linked.app.ctx.sealer);
const accountNow = () => getAccount(linked.app.ctx.db, key().tenantId, key().accountId);
const hooks = () => linked.app.gitlab.hooks.all;
const remove = () => linked.site.ask({ path: `/accounts/${linked.account.id}/remove`, fields: {} });

/** Which of the steps that leave GitLab came when. */
const farewells = () =>
  linked.app.gitlab.requests
    .filter(
      ({ method, path }) =>
        path.endsWith('/oauth/revoke') || (method === 'DELETE' && path.includes('/hooks/')),
    )
    .map(({ path }) => (path.endsWith('/oauth/revoke') ? 'token' : 'hook'));

/** Tables that still have a row with one of these ids in a column that says so. */
async function traces(): Promise<string[]> {
  const { db } = linked.app.ctx;
  const columns = await db.rows<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and column_name in ('account_id', 'repository_id') and data_type = 'uuid'
     order by 1, 2`,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const rows = await db.rows(`select 1 from ${table} where tenant_id = $1 and ${column} is not null`, [
      linked.site.tenant.id,
    ]);
    if (rows.length > 0) found.push(table);
  }
  const accounts = await db.rows('select 1 from account where tenant_id = $1', [linked.site.tenant.id]);
  return accounts.length > 0 ? [...found, 'account'] : found;
}

async function hours(count: number): Promise<void> {
  for (let hour = 0; hour < count; hour += 1) {
    linked.app.advance(hourMs);
    await linked.app.drain();
  }
}

describe('removing an account', () => {
  it('removes its webhooks, then its tokens, what Jira shows, and at last every row', async () => {
    await start();
    await scheduleHousekeeping(linked.app.ctx);
    await remove();
    await settle();
    expect(farewells()).toEqual(['hook', 'hook', 'token']);
    expect(hooks()).toEqual([]);
    expect(await shown('ABC-1')).toBe(0);
    expect(repositoriesInJira(linked)).toEqual([]);
    await hours(2);
    expect(await traces()).toEqual([]);
  });

  it('takes it from Jira although GitLab is down, and gives GitLab up after hours', async () => {
    await start();
    await scheduleHousekeeping(linked.app.ctx);
    linked.app.gitlab.faults.add({ match: () => true, status: 502, body: 'down' });
    await remove();
    await settle();
    expect(await shown('ABC-1')).toBe(0);
    expect(await tokens()).toBeDefined();
    await hours(16);
    expect(await tokens()).toBeUndefined();
    expect(await traces()).toEqual([]);
  });

  it('goes on where GitLab was down for a while only', async () => {
    await start();
    const up = linked.app.gitlab.faults.add({ match: () => true, status: 502, body: 'down' });
    await remove();
    await settle();
    up();
    await hours(2);
    expect(hooks()).toEqual([]);
    expect(farewells().at(-1)).toBe('token');
    expect(await tokens()).toBeUndefined();
  });

  it('is not held up by an authorization that has ended', async () => {
    await start();
    await scheduleHousekeeping(linked.app.ctx);
    const { world } = linked.app.gitlab;
    world.revokeGrant(
      linked.jane,
      linked.app.gitlab.world.state.applications.get(linked.account.clientId) ?? never(),
    );
    await remove();
    await settle();
    expect(await shown('ABC-1')).toBe(0);
    await hours(2);
    expect(await traces()).toEqual([]);
    // Its hooks are left in GitLab, and are told to stop.
    const [hook] = hooks();
    const answer = await fetch(hook?.url ?? '', { method: 'POST', body: '{}' });
    expect([404, 410]).toContain(answer.status);
  });
});

function never(): never {
  throw new Error('no such application');
}

describe('switching a repository off', () => {
  it('removes its webhook, leaves the other, and what Jira shows stays', async () => {
    await start();
    const { id } = await repositoryNamed(linked.app, key().tenantId, 'app');
    await linked.site.ask({ path: `/repositories/${id}/enabled`, fields: {} });
    await settle();
    expect(hooks().map(ownerOf)).toEqual(['project web']);
    push(0, 'ABC-2 unread');
    await hours(3);
    expect([await shown('ABC-1'), await shown('ABC-2')]).toEqual([2, 0]);
  });
});

describe('switching the app off in Jira', () => {
  itWhere('pages-in-jira')(
    'keeps webhooks, takes their events, and shows all of it once it is on again',
    async () => {
      await start();
      await linked.site.switchOff();
      const before = linked.app.callsToJira();
      push(0, 'ABC-2 while it is off');
      await hours(3);
      expect(hooks()).toHaveLength(2);
      expect(linked.app.gitlab.hooks.deliveries.every(({ status }) => status < 300)).toBe(true);
      expect(linked.app.callsToJira()).toBe(before);
      await linked.site.switchOn();
      await settle();
      expect(await shown('ABC-2')).toBe(1);
      const { tenantId, id } = await repositoryNamed(linked.app, key().tenantId, 'app');
      expect(await verifyRepository(linked.app.ctx, { tenantId, repositoryId: id })).toEqual([]);
    },
  );
});

describe('uninstalling', () => {
  it('removes webhooks and tokens at once; what comes back is filled from the ledger alone', async () => {
    await start();
    await linked.site.uninstall();
    await settle();
    expect(farewells()).toEqual(['hook', 'hook', 'token']);
    expect(hooks()).toEqual([]);
    expect(await accountNow()).toMatchObject({ state: 'needs_authorization' });
    push(0, 'ABC-2 while it is away');
    linked.app.advance(10 * dayMs);
    await linked.app.drain();

    const asked = requestsFor(linked.app, /./);
    linked = { ...linked, site: await installTenant(linked.app) };
    await settle();
    expect(requestsFor(linked.app, /./)).toBe(asked);
    expect([await shown('ABC-1'), await shown('ABC-2')]).toEqual([2, 0]);

    const page = await linked.site.ask({
      path: `/accounts/${linked.account.id}/authorize`,
      fields: {},
    });
    await authorize(linked.site, { page, username: 'jane' });
    await settle();
    expect(hooks().map(ownerOf).sort()).toEqual(['project app', 'project web']);
    expect(await shown('ABC-2')).toBe(1);
    push(1, 'ABC-3 told by a hook');
    await settle();
    expect(await shown('ABC-3')).toBe(1);
  });

  it('and installing at once costs nothing: nobody has to authorize again', async () => {
    await start();
    await linked.site.uninstall();
    linked = { ...linked, site: await installTenant(linked.app) };
    await settle();
    expect(farewells()).toEqual([]);
    expect(await accountNow()).toMatchObject({ state: 'active' });
    expect(await shown('ABC-1')).toBe(2);
  });

  it('without keeping anything erases only after GitLab has been told', async () => {
    await start({ env: { KEEP_UNINSTALLED_DAYS: '0' } });
    const up = linked.app.gitlab.faults.add({ match: () => true, status: 502, body: 'down' });
    await linked.site.uninstall();
    await settle();
    expect(await listTenants(linked.app.ctx.db)).toHaveLength(1);
    up();
    await hours(3);
    expect(farewells().slice(-3)).toEqual(['hook', 'hook', 'token']);
    expect(hooks()).toEqual([]);
    expect(await listTenants(linked.app.ctx.db)).toEqual([]);
    expect(await traces()).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getAccount } from '../../src/account/account.store.ts';
import { readTokens, tokensOfAccount } from '../../src/account/tokens/token.store.ts';
import { scheduleHousekeeping } from '../../src/queue/housekeeping.ts';
import { listTenants } from '../../src/tenant/tenant.store.ts';
import { hasVanished, siteVerdict } from '../../src/tenant/vanished/site-verdict.ts';
import { unansweredSince } from '../../src/tenant/vanished/vanished.store.ts';
import type { Fault } from '../sandbox/jira/cloud/faults.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

// A Forge site that goes stops to call, too: test/tenant/forge.
let app: TestApp;
let installed: InstalledTenant;

beforeEach(async () => {
  app = await startTestApp({ env: { VANISHED_DAYS: '3', KEEP_UNINSTALLED_DAYS: '5' } });
  installed = await installConnect(app);
  await scheduleHousekeeping(app.ctx);
  await app.drain();
});
afterEach(() => app.close());

/** Days go by, with the hourly turns that matter. */
async function days(count: number): Promise<void> {
  for (let half = 0; half < count * 2; half += 1) {
    app.advance(dayMs / 2);
    await app.drain();
  }
}
const silent = (fault: Omit<Fault, 'match'>) => app.jira.faults.add({ match: () => true, ...fault });
const since = () => unansweredSince(app.ctx.db, installed.tenant.id);
const stateNow = async () => (await listTenants(app.ctx.db)).map(({ state }) => state);
const probes = () =>
  app.jira.requests.entries.filter(({ endpoint }) => endpoint === 'devinfo.existsByProperties').length;

describe('a site that goes without a word', () => {
  it.each([
    ['does not know the app', { status: 401, body: {} }],
    ['is deleted', { status: 404, body: '<html>Your Atlassian Cloud site is currently unavailable.</html>' }],
  ])('because it %s is treated as uninstalled after the days, then erased', async (_, fault) => {
    app.gitlab.world.addUser({ username: 'jane', name: 'Jane Doe' });
    app.gitlab.world.addGroup({ path: 'acme', visibility: 'public' });
    const account = await linkAccount(app, installed, { namespace: 'acme', username: 'jane' });
    await app.drain();
    const revoked = app.gitlab.counts['oauth.revoke'] ?? 0;
    const key = { tenantId: account.tenantId, accountId: account.id };
    silent(fault);
    await days(3);
    expect(await since()).not.toBeNull();
    expect(await stateNow()).toEqual(['active']);
    expect((await getAccount(app.ctx.db, key.tenantId, key.accountId))?.state).toBe('active');
    await days(2);
    expect(await stateNow()).toEqual(['uninstalled']);
    expect(app.gitlab.counts['oauth.revoke']).toBe(revoked + 1);
    expect(await readTokens(app.ctx.db, tokensOfAccount(key), app.ctx.sealer)).toBeUndefined();
    expect((await getAccount(app.ctx.db, key.tenantId, key.accountId))?.state).toBe('needs_authorization');
    const before = app.jira.requests.total;
    await days(6);
    expect(await stateNow()).toEqual([]);
    expect(app.jira.requests.total).toBe(before);
  });

  it('and answers again within the days has not left, and its days begin anew', async () => {
    const back = silent({ status: 401, body: {} });
    await days(2);
    expect(await since()).not.toBeNull();
    back();
    await days(2);
    expect(await since()).toBeNull();
    silent({ status: 401, body: {} });
    await days(2);
    expect(await stateNow()).toEqual(['active']);
  });

  it('is missed by the outbox too, and counted from then', async () => {
    const jane = app.gitlab.world.addUser({ username: 'jane', name: 'Jane Doe' });
    const group = app.gitlab.world.addGroup({ path: 'acme' });
    app.gitlab.world.addMember(group, jane, 50);
    const project = app.gitlab.world.addProject({ namespace: group, path: 'app' });
    app.gitlab.world.push(project, 'main', [{ message: 'ABC-1 first' }]);
    await linkAccount(app, installed, { namespace: 'acme', username: 'jane' });
    silent({ status: 401, body: {} });
    const before = app.clock.now();
    await app.drain();
    expect(await since()).toBe(before);
  });
});

describe('a site that is not gone', () => {
  it.each([
    ['an outage', { status: 503, body: 'down' }],
    ['a server that fails', { status: 500, body: {} }],
    ['a limit', { status: 429, headers: { 'Retry-After': '3600' }, body: {} }],
    ['no answer at all', { dropConnection: true }],
    ['another address', { status: 302, headers: { location: 'https://elsewhere.example' } }],
    ['a missing scope', { status: 403, body: {} }],
  ])('is left alone: %s never counts, however long', async (_, fault) => {
    silent(fault);
    await days(8);
    expect(await since()).toBeNull();
    expect(await stateNow()).toEqual(['active']);
  });

  it('may have switched the app off for as long as it likes', async () => {
    await app.jira.disableApp();
    await days(8);
    expect(await since()).toBeNull();
    expect(await stateNow()).toEqual(['disabled']);
  });

  it('is asked once a day', async () => {
    await days(1);
    const before = probes();
    await days(4);
    expect(probes() - before).toBe(4);
  });

  it('comes back by an installation before its days are over', async () => {
    const back = silent({ status: 401, body: {} });
    await days(2);
    back();
    await installConnect(app);
    expect(await since()).toBeNull();
  });
});

describe('what an answer says about a site', () => {
  const path = '/rest/devinfo/0.10/repository/x/commit/1';
  it.each([
    [path, 401, 'gone'],
    ['/rest/devinfo/0.10/bulk', 404, 'gone'],
    ['/rest/devinfo/0.10/existsByProperties', 404, 'gone'],
    [path, 404, 'unknown'],
    [path, 202, 'here'],
    [path, 400, 'here'],
    [path, 403, 'here'],
    [path, 500, 'unknown'],
    [path, 302, 'unknown'],
  ])('%s with %d: %s', (asked, status, verdict) => {
    expect(siteVerdict({ path: asked }, { status, state: 'active' })).toBe(verdict);
  });

  it('takes the refusal of a switched-off app for none', () => {
    expect(siteVerdict({ path }, { status: 401, state: 'disabled' })).toBe('unknown');
  });

  it('needs all of the days', () => {
    expect(hasVanished(null, { now: 99 * dayMs, vanishedDays: 1 })).toBe(false);
    expect(hasVanished(0, { now: 14 * dayMs - 1, vanishedDays: 14 })).toBe(false);
    expect(hasVanished(0, { now: 14 * dayMs, vanishedDays: 14 })).toBe(true);
  });
});

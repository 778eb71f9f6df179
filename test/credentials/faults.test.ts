import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addCredentials } from '../../src/tenant/credentials/add-credentials.ts';
import { selfSigned } from '../account/support/self-signed.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installCredentials, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import type { LinkedAccount } from '../../src/account/account.store.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';

const hour = 3_600_000;

let app: TestApp;
let site: InstalledTenant;
let account: LinkedAccount;
let project: Project;
let pushes = 0;

beforeAll(async () => {
  app = await startTestApp();
  site = await installCredentials(app);
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme', name: 'Acme' });
  world.addMember(group, world.addUser({ username: 'dana', name: 'Dana Developer' }), 50);
  project = world.addProject({ path: 'engine', namespace: group });
  world.push(project, 'main', [{ message: 'ABC-1 Begin' }]);
  account = await linkAccount(app, site, { namespace: 'acme', username: 'dana' });
  await finish();
});
beforeEach(() => app.jira.faults.clear());
afterAll(() => app.close());

async function finish(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await app.drain();
    app.advance(10_000);
  }
  await app.drain();
}
const push = () => {
  pushes += 1;
  app.gitlab.world.push(project, 'main', [{ message: `ABC-2 Push ${pushes} #comment said by Jira` }]);
};
/** Over all credentials that the site has had. */
const shown = (key = 'ABC-2') =>
  new Set(app.jira.devInfoOf(key).flatMap(({ kind, payload }) => (kind === 'commits' ? [payload.id] : [])))
    .size;
const waiting = async () => (await site.ask({ path: `/accounts/${account.id}/waiting` })).text;

describe('a site without an app', () => {
  it('gets what names an issue, whatever projects it has, and Jira is left to carry out Smart Commits', async () => {
    app.gitlab.world.push(project, 'main', [{ message: 'NOPROJECT-7 Sent all the same' }]);
    push();
    await finish();
    expect([shown('ABC-1'), shown()]).toEqual([1, pushes]);
    expect(account.smartCommitRunner).toBe('jira');
    const asked = Object.keys(app.jira.requests.counts);
    expect(asked.filter((name) => /^(issue|user|project|permissions|myself)/.test(name))).toEqual([]);
  });

  it('whose credentials are revoked says so, keeps what waits, and is filled by new ones', async () => {
    app.jira.credentials.revoke();
    push();
    await finish();
    expect(shown()).toBe(pushes - 1);
    expect(await waiting()).toMatch(/accepts? the OAuth credentials/);
    // Longer than a site that has the app may be silent (VANISHED_DAYS).
    for (let times = 0; times < 2; times += 1) {
      app.advance(15 * 24 * hour);
      await app.drain();
    }
    push();
    await addCredentials(app.ctx, { url: site.site.url, ...app.jira.credentials.create() });
    await finish();
    expect(shown()).toBe(pushes);
    expect(await waiting()).not.toContain('credentials');
  });

  it('goes on where it was with a new secret of the same client', async () => {
    const { key: clientId } = [...site.site.apps.values()].at(-1) ?? { key: '' };
    const clientSecret = app.jira.credentials.renewSecret(clientId);
    push();
    await finish();
    expect(shown()).toBe(pushes - 1);
    const before = app.jira.devInfoStats.entities;
    await addCredentials(app.ctx, { url: site.site.url, clientId, clientSecret });
    await finish();
    expect(shown()).toBe(pushes);
    // The commit and its branch, not all anew.
    expect(app.jira.devInfoStats.entities - before).toBeLessThan(4);
  });

  it('says so while something opens TLS in between with a certificate of its own, and loses nothing', async () => {
    const { config } = app.ctx;
    const { atlassianApiUrl } = config;
    const proxy = createServer(selfSigned()).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    Object.assign(config, { atlassianApiUrl: `https://127.0.0.1:${port}` });
    for (let times = 0; times < 3; times += 1) {
      push();
      app.advance(8 * hour);
      await app.drain();
    }
    expect(await waiting()).toMatch(/The certificate of 127\.0\.0\.1\S* is not trusted.*NODE_EXTRA_CA_CERTS/);
    expect(shown()).toBeLessThan(pushes);
    Object.assign(config, { atlassianApiUrl });
    proxy.close();
    app.advance(hour);
    await finish();
    expect(shown()).toBe(pushes);
  });

  it.each([
    ['the gateway is down', { match: 'devinfo.bulk', status: 503 }],
    ['Atlassian gives no tokens', { match: 'oauth.token', status: 500 }],
    ['no answer comes', { match: 'devinfo.bulk', dropConnection: true }],
  ])('loses nothing while %s for a day', async (_name, fault) => {
    app.jira.faults.add(fault);
    for (let times = 0; times < 3; times += 1) {
      push();
      app.advance(8 * hour);
      await app.drain();
    }
    expect(shown()).toBeLessThan(pushes);
    expect(await waiting()).toContain('Jira');
    app.jira.faults.clear();
    app.advance(hour);
    await finish();
    expect(shown()).toBe(pushes);
  });
});

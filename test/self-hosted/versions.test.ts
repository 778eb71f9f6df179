import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addSite } from '../../src/tenant/self-hosted/add-site.ts';
import { authorizeByLink, authorizeByToken } from '../../src/tenant/self-hosted/authorize-site.ts';
import { redirectUri } from '../../src/tenant/self-hosted/oauth/oauth.client.ts';
import type { Tenant } from '../../src/tenant/tenant.store.ts';
import { probeTenants } from '../../src/tenant/vanished/probe-tenant.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installSelfHosted } from '../support/install-tenant.ts';
import { signInByLink } from '../support/site/credentials-door.ts';

const day = 24 * 3_600_000;
const links = 'Application links for other applications';
const signIn = 'Therefore signing in through Jira';
const always = 'Development information, in any version';

describe('what a version of Jira Data Center lacks', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  const pageOf = async (tenant: Tenant) => {
    const { cookie } = await signInByLink(app, tenant);
    const page = await fetch(`${app.url}/accounts`, { headers: { cookie } });
    return (await page.text()).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  };
  const nextDay = async () => {
    app.advance(day);
    await probeTenants(app.ctx);
    await app.drain();
  };
  const refusalOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      (error: unknown) => String(error),
    );

  it('8.20 lets the app in by a token alone, and the page says what is not there therefore', async () => {
    const jira = await app.jira.addDataCenter({ version: '8.20.30' });
    const { tenant } = await addSite(app.ctx, { url: jira.url, name: 'Old Jira' });
    expect(await pageOf(tenant)).toMatch(/Jira: Old Jira.*Not known yet.*has not let the app in yet/s);
    await authorizeByToken(app.ctx, tenant, jira.createToken(app.jira.admin.accountId));
    const page = await pageOf(tenant);
    for (const words of ['Jira 8.20.30', 'personal access token of Ada Admin', links, signIn, always])
      expect(page).toContain(words);
    // Whoever tries it all the same is led nowhere.
    const link = jira.createLink({ redirectUri: redirectUri(app.ctx) });
    const left = await fetch(await authorizeByLink(app.ctx, tenant, link), { redirect: 'manual' });
    const consent = await fetch(left.headers.get('location') ?? '');
    expect([left.status, consent.status]).toEqual([302, 404]);
  });

  it.each(['9.12.4', '10.3.1'])('%s has application links: people sign in through it', async (version) => {
    const { tenant } = await installSelfHosted(app, app.jira, { version });
    const page = await pageOf(tenant);
    const byLink = 'Through an application link, as GitLab Connector';
    for (const words of [`Jira ${version}`, byLink, always, 'become links of the issues that they name'])
      expect(page).toContain(words);
    for (const words of [links, signIn]) expect(page).not.toContain(words);
  });

  it('one that could have an application link and has none is told so', async () => {
    const jira = await app.jira.addDataCenter({ version: '9.12.4' });
    const { tenant } = await addSite(app.ctx, { url: jira.url });
    await authorizeByToken(app.ctx, tenant, jira.createToken(app.jira.admin.accountId));
    const page = await pageOf(tenant);
    expect(page).toContain('An application link, which this version has');
    expect(page).toContain(signIn);
  });

  it('is told beside an authorization that was revoked', async () => {
    const options = { everybodyAuthorizes: false };
    const { tenant, dataCenter } = await installSelfHosted(app, app.jira, options);
    const [link] = dataCenter.state.links.values();
    dataCenter.deleteLink(link?.clientId ?? '');
    await nextDay();
    expect(await pageOf(tenant)).toMatch(/no longer accepts the authorization.*Jira 9\.12\.4/);
  });

  it('8.13 knows no tokens either', async () => {
    const jira = await app.jira.addDataCenter({ version: '8.13.27' });
    const { tenant } = await addSite(app.ctx, { url: jira.url });
    const token = jira.createToken(app.jira.admin.accountId);
    expect(await refusalOf(authorizeByToken(app.ctx, tenant, token))).toMatch(/does not accept the token/);
  });

  it('is looked at once a day, for nobody tells when Jira is upgraded', async () => {
    const { tenant, dataCenter } = await installSelfHosted(app, app.jira, { version: '8.22.6' });
    dataCenter.state.version = '10.3.1';
    expect(await pageOf(tenant)).toContain('Jira 8.22.6');
    await nextDay();
    expect(await pageOf(tenant)).toContain('Jira 10.3.1');
    // One that is down that day keeps what is known.
    const down = app.jira.faults.add({ match: 'serverInfo', status: 503 });
    await nextDay();
    down();
    expect(await pageOf(tenant)).toContain('Jira 10.3.1');
  });
});

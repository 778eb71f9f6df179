import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addCredentials } from '../../src/tenant/credentials/add-credentials.ts';
import { jiraConnection } from '../../src/tenant/jira-connection.ts';
import { probePath } from '../../src/tenant/vanished/site-verdict.ts';
import type { Tenant } from '../../src/tenant/tenant.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
let tenant: Tenant;
beforeAll(async () => {
  app = await startTestApp();
  ({ tenant } = await addCredentials(app.ctx, { url: app.jira.url, ...app.jira.credentials.create() }));
});
afterEach(() => {
  app.jira.faults.clear();
  app.advance(3_600_000);
});
afterAll(() => app.close());

const jira = () => jiraConnection(app.ctx, tenant);
const probe = { method: 'GET', path: probePath, query: { fakeProperty: '1' } } as const;
const tokensAsked = () => app.jira.requests.counts['oauth.token'] ?? 0;

describe('a call to a site without an app', () => {
  it('goes through the gateway; those who call at once share one token, until shortly before it ends', async () => {
    const before = tokensAsked();
    const answers = await Promise.all([1, 2, 3].map(() => jira().call(probe)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(tokensAsked()).toBe(before + 1);
    app.advance(860_000);
    await jira().call(probe);
    expect(tokensAsked()).toBe(before + 1);
    app.advance(15_000);
    await jira().call(probe);
    expect(tokensAsked()).toBe(before + 2);
  });

  it('is made once more with a new token where the old one was revoked', async () => {
    await jira().call(probe);
    app.jira.faults.add({ match: 'devinfo.existsByProperties', times: 1, status: 401 });
    const before = tokensAsked();
    expect((await jira().call(probe)).status).toBe(200);
    expect(tokensAsked()).toBe(before + 1);
  });

  it.each(['/rest/api/3/myself', '/rest/api/3/issue/ABC-1', '/rest/devinfo/2.0/bulk'])(
    'is not made for what credentials do not open: %s',
    async (path) => {
      const before = app.jira.requests.total;
      const refusal = { code: 'feature_disabled', message: expect.stringContaining('OAuth credentials') };
      await expect(jira().call({ method: 'GET', path })).rejects.toMatchObject(refusal);
      await expect(jira().callAs('712020:ada', { method: 'GET', path })).rejects.toMatchObject(refusal);
      expect(app.jira.requests.total).toBe(before);
    },
  );

  it.each([
    ['the credentials were revoked', 401, { code: 'needs_authorization', words: 'revoked' }],
    ['the permission is missing', 403, { code: 'forbidden', words: 'permission "Development information"' }],
    ['the site was deleted', 404, { code: 'needs_authorization', words: 'deleted or moved' }],
    ['the site was renamed', 302, { code: 'redirected', words: 'another address' }],
  ])('says what to do where %s', async (_name, status, { code, words }) => {
    app.jira.faults.add({ match: 'devinfo.existsByProperties', status });
    await expect(jira().call(probe)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('says until when Jira takes nothing, and asks no other site to wait', async () => {
    const until = new Date(app.clock.now() + 600_000);
    app.jira.faults.add({
      match: 'devinfo.existsByProperties',
      times: 1,
      status: 429,
      headers: { 'Retry-After': '600', 'RateLimit-Reason': 'jira-quota-global-based' },
    });
    const limited = { code: 'rate_limited', retryAt: until.getTime() };
    await expect(jira().call(probe)).rejects.toMatchObject(limited);
    await expect(jira().call(probe)).rejects.toMatchObject(limited);
    const site = await app.jira.addSite();
    const other = await addCredentials(app.ctx, { url: site.url, ...site.credentials.create() });
    expect((await jiraConnection(app.ctx, other.tenant).call(probe)).status).toBe(200);
  });
});

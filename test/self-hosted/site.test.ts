import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/lib/errors.ts';
import { addSite } from '../../src/tenant/self-hosted/add-site.ts';
import { authorizeByToken } from '../../src/tenant/self-hosted/authorize-site.ts';
import { jiraConnection } from '../../src/tenant/jira-connection.ts';
import { selfSigned } from '../account/support/self-signed.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installSelfHosted } from '../support/install-tenant.ts';

const myself = { method: 'GET', path: '/rest/api/2/myself' } as const;

/** The error of a promise that has to fail. */
async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown;
  throw new Error(`It did not fail as it should: ${String(thrown)}`);
}

describe('a self-hosted Jira that lets the app in', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  it('is called with a token that is renewed once for all who ask, before it ends', async () => {
    const { tenant } = await installSelfHosted(app);
    app.advance(119 * 60_000);
    const jira = jiraConnection(app.ctx, tenant);
    const before = app.jira.requests.counts['oauth.token'] ?? 0;
    const answers = await Promise.all(Array.from({ length: 5 }, () => jira.call(myself)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((app.jira.requests.counts['oauth.token'] ?? 0) - before).toBe(1);
  });

  it('says so once the application link was deleted, and goes on when it is authorized again', async () => {
    const site = await installSelfHosted(app);
    const [link] = site.dataCenter.state.links.values();
    site.dataCenter.deleteLink(link?.clientId ?? '');
    const jira = jiraConnection(app.ctx, site.tenant);
    const error = await failureOf(jira.call(myself));
    expect(error).toMatchObject({
      code: 'needs_authorization',
      message: expect.stringMatching(/revoked.*nothing is lost/i),
    });
    const token = site.dataCenter.createToken(site.serviceId);
    await authorizeByToken(app.ctx, site.tenant, token);
    expect((await jira.call(myself)).status).toBe(200);
    site.dataCenter.state.personalTokens.clear();
    expect((await failureOf(jira.call(myself))).message).toMatch(/personal access token/);
    // For a while only: nobody has to do anything then.
    site.dataCenter.state.personalTokens.set(token, { accountId: site.serviceId, expiresAt: Infinity });
    expect((await jira.call(myself)).status).toBe(200);
  });

  it('takes a personal access token where it has no OAuth 2.0 yet', async () => {
    const old = await app.jira.addDataCenter({ version: '8.20.30' });
    const { tenant } = await addSite(app.ctx, { url: old.url });
    const held = await failureOf(jiraConnection(app.ctx, tenant).call(myself));
    expect(held).toMatchObject({
      code: 'needs_authorization',
      message: expect.stringMatching(/nothing is lost/),
    });
    const refused = await failureOf(authorizeByToken(app.ctx, tenant, 'wrong'));
    expect(refused).toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/does not accept/),
    });
    const person = await authorizeByToken(app.ctx, tenant, old.createToken(app.jira.member.accountId));
    expect(person).toMatchObject({ name: 'Max Member', isAdmin: false });
    const [row] = await app.ctx.db.rows('select version from self_hosted_site');
    expect(row).toEqual({ version: '8.20.30' });
  });

  it('is told from what stands in front of it or in its place', async () => {
    const { tenant, dataCenter } = await installSelfHosted(app);
    const jira = jiraConnection(app.ctx, tenant);
    const fault = async (answer: Parameters<typeof app.jira.faults.add>[0]) => {
      const over = app.jira.faults.add(answer);
      const error = await failureOf(jira.call(myself));
      over();
      return error;
    };
    const moved = { status: 302, headers: { Location: 'https://sso.example.com/login' } };
    expect(await fault({ match: 'myself', ...moved })).toMatchObject({
      code: 'redirected',
      message: expect.stringMatching(/sso\.example\.com/),
    });
    const captcha = {
      'X-Authentication-Denied-Reason': 'CAPTCHA_CHALLENGE; login-url=https://jira.example.com/login.jsp',
    };
    expect(await fault({ match: 'myself', status: 403, headers: captcha })).toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(/captcha/),
    });
    expect(await fault({ match: 'myself', status: 503, headers: { 'Retry-After': '120' } })).toMatchObject({
      code: 'unavailable',
      retryAt: app.clock.now() + 120_000,
    });
    expect(await fault({ match: 'myself', status: 200, body: '<html>Sign in</html>' })).toMatchObject({
      code: 'unexpected_answer',
      message: expect.stringMatching(/proxy or a login page/),
    });
    // The path below which Jira runs is missing.
    const outside = await addSite(app.ctx, { url: new URL(dataCenter.url).origin });
    const token = dataCenter.createToken(app.jira.admin.accountId);
    const missing = await failureOf(authorizeByToken(app.ctx, outside.tenant, token));
    expect(missing.message).toMatch(/path below which Jira runs/);
    app.jira.violations.length = 0;
  });

  it('is not believed with a certificate that nobody knows', async () => {
    const secure = await app.jira.addDataCenter({ tls: selfSigned() });
    const { tenant } = await addSite(app.ctx, { url: secure.url });
    const error = await failureOf(authorizeByToken(app.ctx, tenant, 'any'));
    expect(error).toMatchObject({ code: 'bad_certificate', message: expect.stringMatching(/not trusted/) });
  });
});

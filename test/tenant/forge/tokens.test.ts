import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ForgeForgery } from '../../sandbox/jira/forge/invocation-token.ts';
import type { JiraSite } from '../../sandbox/jira/jira-site.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { installConnect, installForge, type ConnectTenant } from '../../support/install-tenant.ts';
import { forgePaths, headersOf, hourMs, minuteMs, send, stored } from './support.ts';

let app: TestApp;
let site: JiraSite;
let other: JiraSite;
let connect: ConnectTenant;
let before: string;

beforeAll(async () => {
  app = await startTestApp();
  ({ site } = await installForge(app));
  ({ site: other } = await installForge(app, await app.jira.addSite()));
  connect = await installConnect(app, await app.jira.addSite());
  app.jira.forgeKeys.rotate({ forgetFormer: true });
  await site.forge.runSchedule();
});
afterAll(() => app.close());
beforeEach(async () => {
  before = await stored(app);
});

const base = (of: JiraSite) => `${app.jira.apiUrl}/ex/jira/${of.cloudId}`;

const forgeries: [string, () => ForgeForgery][] = [
  ['no token', () => ({ unsigned: true })],
  ['a token signed with a key that Atlassian never had', () => ({ key: 'unpublished' })],
  ['a token signed with a key that was rotated away', () => ({ key: 'former' })],
  ['a token that names another key', () => ({ kid: 'forge/invocation-token/none' })],
  ['a token signed with the public key as a secret', () => ({ algorithm: 'HS256' })],
  ['a token without a signature', () => ({ algorithm: 'none' })],
  ['a token for another app', () => ({ claims: { aud: 'ari:cloud:ecosystem::app/other' } })],
  ['a token of another app', () => ({ app: { id: 'ari:cloud:ecosystem::app/other' } })],
  ['a token without an audience', () => ({ claims: { aud: undefined } })],
  ['a token of another issuer', () => ({ claims: { iss: 'forge/context-token' } })],
  ['a token that has ended', () => ({ age: 60 })],
  ['a token without an end', () => ({ claims: { exp: undefined } })],
  ['a token without a beginning', () => ({ claims: { iat: undefined } })],
  ['a token that is not valid yet', () => ({ age: -60 })],
  ["a token of this site with another one's address", () => ({ app: { apiBaseUrl: base(other) } })],
  ["a token of another site with this one's address", () => ({ context: { cloudId: other.cloudId } })],
  [
    'a token that leads elsewhere',
    () => ({ app: { apiBaseUrl: `https://evil.example/ex/jira/${site.cloudId}` } }),
  ],
  ['a token that leads higher', () => ({ app: { apiBaseUrl: `${base(site)}/../${other.cloudId}` } })],
  ['a token of another product', () => ({ app: { apiBaseUrl: base(site).replace('jira', 'confluence') } })],
  ['a token without an installation', () => ({ app: { installationId: undefined } })],
];

describe.each(forgePaths)('%s', (path) => {
  it.each(forgeries)('refuses %s, and nothing has changed', async (_name, forgery) => {
    const answer = await send(app, path, headersOf(site, forgery()));
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'unauthorized' });
    expect(await stored(app)).toBe(before);
  });

  it('refuses a token that is sent again after its end', async () => {
    const headers = headersOf(site);
    app.advance(minuteMs);
    expect((await send(app, path, headers)).status).toBe(401);
    expect(await stored(app)).toBe(before);
  });

  it("refuses tokens of Connect, and Forge's own in other places", async () => {
    const token = headersOf(site)['authorization']?.slice('Bearer '.length) ?? '';
    const { sharedSecret } = connect.site.connectApp();
    for (const authorization of [
      `JWT ${token}`,
      `Basic ${token}`,
      `Bearer ${sharedSecret}`,
      'Bearer',
      'Bearer x',
    ]) {
      expect((await send(app, path, { authorization })).status).toBe(401);
    }
    for (const headers of [connect.htmx(), { cookie: `token=${token}` }, { 'x-forge-oauth-system': token }]) {
      expect((await send(app, path, headers)).status).toBe(401);
    }
    expect((await send(app, `${path}?jwt=${token}`, {})).status).toBe(401);
    expect(await stored(app)).toBe(before);
  });
});

it('a server without a Forge app refuses everything, with words', async () => {
  const bare = await startTestApp({ env: { FORGE_APP_ID: '' } });
  for (const path of forgePaths) {
    const answer = await send(bare, path, headersOf(site));
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('FORGE_APP_ID') });
  }
  await bare.close();
});

describe("Forge's keys", () => {
  const asked = () => app.jira.requests.entries.filter(({ endpoint }) => endpoint === 'forge-keys').length;
  const status = async (forgery?: ForgeForgery) =>
    (await send(app, '/forge/events/token-refresh', headersOf(site, forgery))).status;

  it('are asked for again when Atlassian signs with a new one, and kept meanwhile', async () => {
    app.advance(hourMs);
    expect(await status()).toBe(200);
    const before = asked();
    expect(await status()).toBe(200);
    expect(asked()).toBe(before);
    app.jira.forgeKeys.rotate();
    expect(await status()).toBe(200);
    expect(await status({ key: 'former' })).toBe(200);
    expect(asked()).toBe(before + 1);
  });

  it('are not asked for with every id that somebody makes up', async () => {
    app.advance(hourMs);
    expect(await status()).toBe(200);
    const before = asked();
    for (let times = 0; times < 5; times++) expect(await status({ kid: `made-up-${times}` })).toBe(401);
    expect(asked()).toBe(before + 1);
    app.advance(minuteMs / 2);
    expect(await status({ kid: 'made-up' })).toBe(401);
    expect(asked()).toBe(before + 2);
  });

  it('serve for a day while they cannot be read, and no longer', async () => {
    expect(await status()).toBe(200);
    const over = app.jira.faults.add({ match: 'forge-keys', status: 503, body: '' });
    app.advance(23 * hourMs);
    expect(await status()).toBe(200);
    expect(await status({ kid: 'forge/invocation-token/new' })).toBe(503);
    app.advance(2 * hourMs);
    expect(await status()).toBe(503);
    over();
    expect(await status()).toBe(200);
  });
});

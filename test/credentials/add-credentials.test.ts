import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addCredentials } from '../../src/tenant/credentials/add-credentials.ts';
import { listTenants } from '../../src/tenant/tenant.store.ts';
import { selfSigned } from '../account/support/self-signed.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { operator } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const given = (changes: Partial<Parameters<typeof addCredentials>[1]> = {}) => ({
  url: app.jira.url,
  ...app.jira.credentials.create(),
  ...changes,
});
const stored = () =>
  app.ctx.db.rows<{ clientId: string; secret: string }>(
    'select client_id as "clientId", client_secret as secret from jira_credentials',
  );

describe('tenants add-credentials', () => {
  it('adds a site by its address, with what is read from standard input, and says its id', async () => {
    const { clientId, clientSecret } = app.jira.credentials.create();
    const added = await operator(
      app,
      ['tenants', 'add-credentials', '--url', `${app.jira.url}/browse/ABC-1`],
      `${clientId}\n${clientSecret}\n`,
    );
    expect([added.code, added.output]).toEqual([0, expect.stringContaining('accepts the credentials')]);
    const [tenant, ...others] = await listTenants(app.ctx.db);
    expect(others).toEqual([]);
    expect(tenant).toMatchObject({
      kind: 'credentials',
      key: app.jira.cloudId,
      cloudId: app.jira.cloudId,
      displayUrl: app.jira.url,
      state: 'active',
    });
    expect(added.output).toContain(tenant?.id);
    expect(added.output + JSON.stringify(await stored())).not.toContain(clientSecret);
    const listed = await operator(app, ['tenants', '--json']);
    expect(listed.json).toEqual([expect.objectContaining({ id: tenant?.id, kind: 'credentials' })]);
  });

  it('replaces the credentials of a site that is here, and keeps the site', async () => {
    const [before] = await listTenants(app.ctx.db);
    const { clientId, clientSecret } = app.jira.credentials.create();
    const again = await operator(
      app,
      ['tenants', 'add-credentials', '--url', app.jira.url, '--json'],
      `${clientId}\n${clientSecret}`,
    );
    expect(again.json).toEqual({
      id: before?.id,
      url: app.jira.url,
      cloudId: app.jira.cloudId,
      isNew: false,
    });
    expect((await stored()).map((row) => row.clientId)).toEqual([clientId]);
  });

  it('asks for what is missing on standard input', async () => {
    const { code, output } = await operator(
      app,
      ['tenants', 'add-credentials', '--url', app.jira.url],
      'only-an-id\n',
    );
    expect([code, output]).toEqual([1, expect.stringContaining('Client ID, Client secret')]);
  });

  it('removes a site, whose secret is gone at once', async () => {
    const [tenant] = await listTenants(app.ctx.db);
    const { code, output } = await operator(app, ['tenants', 'remove', '--tenant', tenant?.id ?? '']);
    expect([code, output]).toEqual([0, expect.stringContaining('erased in 30 days')]);
    expect(await stored()).toEqual([]);
    expect((await listTenants(app.ctx.db))[0]).toMatchObject({ state: 'uninstalled' });
    const unknown = await operator(app, ['tenants', 'remove', '--tenant', 'acme']);
    expect([unknown.code, unknown.output]).toEqual([1, expect.stringContaining('lists the ids')]);
  });
});

describe('credentials that are not taken', () => {
  const refused = (changes: object) => addCredentials(app.ctx, given(changes));

  it('are wrong ones', async () => {
    await expect(refused({ clientSecret: 'wrong' })).rejects.toMatchObject({
      code: 'needs_authorization',
      message: expect.stringContaining('wrong or were revoked'),
    });
  });

  it('are those of another site', async () => {
    const other = await app.jira.addSite();
    await expect(refused({ url: other.url })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Make them in this very site'),
    });
  });

  it('are those without the permission that matters most', async () => {
    const few = app.jira.credentials.create(['builds']);
    await expect(refused(few)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('Development information'),
    });
  });

  it('are none', async () => {
    await expect(refused({ clientId: '' })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('are for an address where no Jira Cloud is', async () => {
    await expect(refused({ url: app.url })).rejects.toMatchObject({ code: 'not_found' });
    await expect(refused({ url: 'no address' })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(refused({ url: 'http://jira.example.com' })).rejects.toMatchObject({
      code: 'address_refused',
    });
    app.jira.faults.add({ match: 'tenant-info', times: 1, status: 503 });
    await expect(refused({})).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('are for a server whose certificate nobody trusts', async () => {
    const server = createServer(selfSigned(), (_req, res) => res.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await expect(refused({ url: `https://127.0.0.1:${port}` })).rejects.toMatchObject({
        code: 'bad_certificate',
        message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      });
    } finally {
      server.close();
    }
  });

  it('wait while Atlassian gives no tokens', async () => {
    app.jira.faults.add({ match: 'oauth.token', times: 1, status: 503 });
    await expect(refused({})).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('leave nothing behind', async () => {
    expect(await stored()).toEqual([]);
    expect((await listTenants(app.ctx.db)).every(({ state }) => state === 'uninstalled')).toBe(true);
  });
});

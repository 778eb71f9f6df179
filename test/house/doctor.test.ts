import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { selfSigned } from '../account/support/self-signed.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant } from '../support/install-tenant.ts';
import { root, startChild } from './fixtures/child.ts';

type Check = { name: string; state: string; detail: string; todo?: string };

// What doctor sees of the world around the app: certificates and clocks. The rest is in cli.test.ts.
describe('doctor', () => {
  let app: TestApp;
  const servers: Server[] = [];
  let env: Record<string, string>;

  beforeAll(async () => {
    app = await startTestApp();
    await installTenant(app);
    const tls = selfSigned();
    let address = '';
    address = await listen(createServer(tls, (_req, res) => res.end(JSON.stringify({ baseUrl: address }))));
    const authority = path.join(await mkdtemp(path.join(os.tmpdir(), 'dvcs-doctor-')), 'authority.pem');
    await writeFile(authority, tls.cert);
    env = {
      DATABASE_URL: app.ctx.config.databaseUrl ?? '',
      ENCRYPTION_KEYS: app.ctx.config.encryptionKeys ?? '',
      APP_BASE_URL: address,
      NODE_EXTRA_CA_CERTS: authority,
      PRIVATE_HOSTS: '127.0.0.1',
      GITLAB_COM_URL: app.gitlab.url,
      CONNECT_INSTALL_KEYS_URL: app.jira.installKeysUrl,
      CONNECT_TOKEN_URL: app.jira.tokenUrl,
    };
  });
  // Doctor calls the addresses of services as they are, which no client of theirs would do.
  afterAll(async () => {
    for (const one of servers) one.close();
    app.jira.violations.length = 0;
    app.gitlab.violations.length = 0;
    await app.close();
  });

  const listen = async (server: Server): Promise<string> => {
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return `https://127.0.0.1:${(server.address() as { port: number }).port}`;
  };

  /** @param aheadMs by how much this machine's clock is wrong */
  const examine = async (change: Record<string, string> = {}, aheadMs = 0) => {
    const skew = `const now = Date.now; Date.now = () => now() + ${aheadMs};`;
    const preload = `--import data:text/javascript,${encodeURIComponent(skew)}`;
    const child = startChild(path.join(root, 'src/cli.ts'), {
      args: ['doctor', '--json'],
      env: { ...env, ...change, NODE_OPTIONS: preload },
    });
    const { code } = await child.ended();
    // Node.js may warn on standard error first.
    const output = child.output();
    const { checks } = JSON.parse(output.slice(output.indexOf('{'))) as { checks: Check[] };
    return { code, check: (name: string) => checks.find((one) => one.name === name) };
  };

  it('finds the own certificate in order, and says when it ends', async () => {
    const { code, check } = await examine();
    expect(check('own address')).toMatchObject({ state: 'ok' });
    expect(check('certificate')).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/valid for \d+ days/),
    });
    expect(check('clock')).toMatchObject({ state: 'ok' });
    expect(code).toBe(0);
  });

  it('says that a certificate has to be renewed soon', async () => {
    const ends = Date.parse(new X509Certificate(selfSigned().cert).validTo);
    const { check } = await examine({}, ends - 5.5 * 86_400_000 - Date.now());
    expect(check('certificate')).toEqual({
      name: 'certificate',
      state: 'warning',
      detail: 'valid for 5 days',
      todo: 'Renew it.',
    });
  });

  it('says what to do about a GitLab whose certificate is not trusted', async () => {
    const { code, check } = await examine({
      NODE_EXTRA_CA_CERTS: '',
      GITLAB_COM_URL: env['APP_BASE_URL'] ?? '',
    });
    expect(check(`GitLab ${env['APP_BASE_URL'] ?? ''}`)).toMatchObject({
      state: 'fault',
      detail: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(code).toBe(1);
  });

  it('says that the clock is wrong, and by how much', async () => {
    const { code, check } = await examine({}, 90_000);
    expect(check('clock')).toMatchObject({
      state: 'fault',
      detail: expect.stringMatching(/^9[01] s ahead of the others$/),
      todo: expect.stringContaining('Set the clock by NTP'),
    });
    expect(code).toBe(1);
    expect((await examine({}, -10_000)).check('clock')).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('behind the others'),
    });
  });

  it('takes no other server that asks for a password for a GitLab', async () => {
    const other = createServer(selfSigned(), (_req, res) => res.writeHead(401).end('{"error":"no"}'));
    const url = await listen(other);
    const { check } = await examine({ GITLAB_COM_URL: url });
    expect(check(`GitLab ${url}`)).toMatchObject({
      state: 'fault',
      todo: expect.stringContaining('Check the address'),
    });
  });
});

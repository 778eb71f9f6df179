import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseEncryptionKeys } from '../../src/lib/secrets/encryption-keys.ts';
import { createSealer } from '../../src/lib/secrets/seal.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createEmptyDatabase } from '../support/database.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { root, startChild } from './fixtures/child.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

async function cli(
  args: string[],
  { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {},
): Promise<{ code: number | null; output: string; json: unknown }> {
  const child = startChild(path.join(root, 'src/cli.ts'), { args, env, input });
  const { code } = await child.ended();
  const output = child.output();
  let json: unknown;
  try {
    json = JSON.parse(output);
  } catch {
    json = undefined;
  }
  return { code, output, json };
}

describe('cli on an installed app', () => {
  let app: TestApp;
  let installed: InstalledTenant;
  let env: Record<string, string>;

  beforeAll(async () => {
    app = await startTestApp();
    installed = await installTenant(app);
    env = {
      DATABASE_URL: app.ctx.config.databaseUrl ?? '',
      ENCRYPTION_KEYS: app.ctx.config.encryptionKeys ?? '',
      APP_BASE_URL: app.url,
      VENDOR_URL: 'https://vendor.example',
      PRIVATE_HOSTS: '127.0.0.1',
      GITLAB_COM_URL: app.gitlab.url,
      CONNECT_INSTALL_KEYS_URL: app.jira.installKeysUrl,
      CONNECT_TOKEN_URL: app.jira.tokenUrl,
    };
  });
  // Doctor calls the addresses of services as they are, which no client of theirs would do.
  afterAll(async () => {
    app.jira.violations.length = 0;
    app.gitlab.violations.length = 0;
    await app.close();
  });

  it('tenants lists the sites', async () => {
    const { json } = await cli(['tenants', '--json'], { env });
    expect(json).toEqual([
      {
        id: installed.tenant.id,
        kind: 'connect',
        key: installed.site.clientKey,
        url: installed.tenant.displayUrl,
        state: 'active',
        installedAt: new Date(app.clock.now()).toISOString(),
      },
    ]);
    expect((await cli(['tenants'], { env })).output).toContain(installed.tenant.displayUrl);
  });

  it('tenants add-self-hosted takes in a Jira by its address, and finds it again', async () => {
    const add = (...args: string[]) => cli(['tenants', 'add-self-hosted', ...args], { env });
    const first = await add('--json', '--url', 'https://Jira.example.com:443/jira/secure/Dashboard.jspa');
    expect(first.json).toMatchObject({
      kind: 'self-hosted',
      url: 'https://jira.example.com/jira',
      isNew: true,
    });
    const again = await add('--url', 'jira.example.com/jira/', '--name', 'Ours', '--json');
    expect(again.json).toEqual({ ...(first.json as object), isNew: false });
    expect((await add('--url', 'http://jira.example.com')).output).toMatch(/must start with https/);
    const { json } = await cli(['tenants', '--json'], { env });
    expect(json).toMatchObject([{ kind: 'connect' }, { kind: 'self-hosted', state: 'active' }]);
    await app.ctx.db.run(`delete from tenant where kind = 'self-hosted'`);
    await app.ctx.db.run('delete from self_hosted_site');
  });

  it('accounts lists none as an empty document', async () => {
    expect((await cli(['accounts', '--json'], { env })).json).toEqual([]);
    expect((await cli(['accounts'], { env })).output).toBe('No account is linked.\n');
  });

  it('accounts --tenant lists one site, and says so when there is no such site', async () => {
    const known = await cli(['accounts', '--tenant', installed.tenant.id], { env });
    expect([known.code, known.output]).toEqual([0, 'No account is linked.\n']);
    for (const id of ['nobody', randomUUID()]) {
      const { code, output } = await cli(['accounts', '--json', '--tenant', id], { env });
      expect(code).toBe(1);
      expect(output).toBe(`No Jira site has the id "${id}". "npm run cli -- tenants" lists the ids.\n`);
    }
  });

  it('doctor finds database, GitLab, Jira and Atlassian in order', async () => {
    const { code, json } = await cli(['doctor', '--json'], { env });
    const { checks } = json as { checks: { name: string; state: string; detail: string }[] };
    const stateOf = Object.fromEntries(checks.map((check) => [check.name, check.state]));
    expect(stateOf).toMatchObject({
      configuration: 'ok',
      database: 'ok',
      migrations: 'ok',
      ENCRYPTION_KEYS: 'ok',
      workers: 'warning',
      'own address': 'ok',
      [`GitLab ${app.gitlab.url}`]: 'ok',
      CONNECT_INSTALL_KEYS_URL: 'ok',
      CONNECT_TOKEN_URL: 'ok',
      [`Jira ${installed.tenant.displayUrl}`]: 'ok',
      clock: 'ok',
    });
    expect(code).toBe(0);
  });

  it('doctor names what does not work, says what to do, and exits with 1', async () => {
    const { code, output } = await cli(['doctor'], {
      env: { ...env, GITLAB_COM_URL: `${app.url}/not-gitlab`, CONNECT_TOKEN_URL: 'http://127.0.0.1:9/token' },
    });
    expect(code).toBe(1);
    expect(output).toMatch(/FAULT {4}GitLab .*answers 404 where GitLab's API should be\n +Check the address/);
    expect(output).toMatch(/FAULT {4}CONNECT_TOKEN_URL: .*refuses connections/);
    const wrong = await cli(['doctor', '--json'], { env: { ...env, PORT: 'http' } });
    expect(wrong.json).toMatchObject({ ok: false, checks: [{ name: 'configuration', state: 'fault' }] });
    expect(JSON.stringify(wrong.json)).toContain('PORT');
  });

  it('keys rotate seals everything with the first key, and a second run finds nothing to do', async () => {
    const old = env['ENCRYPTION_KEYS'] ?? '';
    const fresh = key('new');
    const rotating = { ...env, ENCRYPTION_KEYS: `${fresh},${old}` };
    expect((await cli(['keys', 'rotate', '--json'], { env: rotating })).json).toEqual({
      tenants: 1,
      sealed: 1,
    });
    expect((await cli(['keys', 'rotate', '--json'], { env: rotating })).json).toEqual({
      tenants: 1,
      sealed: 0,
    });
    const [row] = await app.ctx.db.rows<{ secret: string }>('select shared_secret as secret from tenant');
    const opened = createSealer(parseEncryptionKeys(fresh)).open(row?.secret as never, {
      tenantId: installed.tenant.id,
      column: 'tenant.shared_secret',
    });
    expect(opened).toBe(installed.site.connectApp().sharedSecret);
    const without = await cli(['keys', 'rotate'], { env: { ...env, ENCRYPTION_KEYS: key('other') } });
    expect(without.code).toBe(1);
    expect(without.output).toContain('lacks the key "new"');
    const another = { ...env, ENCRYPTION_KEYS: key('new') };
    for (const command of [['keys', 'rotate'], ['doctor']]) {
      const { code, output } = await cli(command, { env: another });
      expect(code).toBe(1);
      expect(output).toContain('another key under that id than the one that sealed it: put that one back');
    }
  });
});

describe('cli on an empty database', () => {
  it('migrate makes the tables once; other commands say that it is due', async () => {
    const database = await createEmptyDatabase();
    const env = { DATABASE_URL: database.url, ENCRYPTION_KEYS: key('k') };
    const early = await cli(['tenants'], { env });
    expect([early.code, early.output]).toEqual([
      1,
      'The database is not up to date. Run "npm run cli -- migrate" first.\n',
    ]);
    const first = await cli(['migrate', '--json'], { env });
    expect((first.json as { taken: string[] }).taken[0]).toBe('0001-queue');
    expect((await cli(['migrate', '--json'], { env })).json).toEqual({ taken: [] });
    expect((await cli(['tenants', '--json'], { env })).json).toEqual([]);
    await database.drop();
  });

  it.each([
    ['a server that is not there', 'postgres://127.0.0.1:9/x', /ECONNREFUSED.*Check DATABASE_URL/],
    ['a database that is not there', undefined, /database "nowhere" does not exist.*Check DATABASE_URL/],
    ['an address that is none', 'mysql://127.0.0.1/x', /DATABASE_URL: must look like postgres:/],
  ])('says what to check with %s', async (_name, url, words) => {
    const nowhere = new URL(process.env['TEST_DATABASE_SERVER'] ?? '');
    nowhere.pathname = '/nowhere';
    const env = { DATABASE_URL: url ?? nowhere.href, ENCRYPTION_KEYS: key('k') };
    for (const args of [['tenants'], ['doctor']]) {
      const { code, output } = await cli(args, { env });
      expect(code).toBe(1);
      expect(output).toMatch(words);
      expect(output).not.toMatch(/\n +at /);
    }
    const server = startChild(path.join(root, 'src/server.ts'), { env: { ...env, PORT: '0' } });
    expect((await server.ended()).code).toBe(1);
    expect(server.output()).toMatch(words);
    expect(server.output()).toMatch(/^The app cannot start[.] [^\n]*\n$/);
  });

  it('says which setting to change for a folder that cannot be written and a port that is taken', async () => {
    const folder = await cli(['tenants'], { env: { DATA_DIR: path.join(root, 'package.json') } });
    expect(folder.code).toBe(1);
    expect(folder.output).toMatch(/package[.]json cannot be used \(EEXIST\). Set DATA_DIR to a folder/);
    const database = await createEmptyDatabase();
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    const port = String((taken.address() as { port: number }).port);
    const env = { DATABASE_URL: database.url, ENCRYPTION_KEYS: key('k'), PORT: port };
    const server = startChild(path.join(root, 'src/server.ts'), { env });
    expect((await server.ended()).code).toBe(1);
    expect(server.output()).toContain(`Port ${port} is in use. Stop the program that has it, or set PORT`);
    taken.close();
    await database.drop();
  });

  it('says how to make ENCRYPTION_KEYS where DATABASE_URL asks for them', async () => {
    const { code, output } = await cli(['tenants'], { env: { DATABASE_URL: 'postgres://127.0.0.1:9/x' } });
    expect(code).toBe(1);
    expect(output).toContain('ENCRYPTION_KEYS is missing');
    expect(output).toContain('randomBytes(32)');
  });
});

describe('issue-keys', () => {
  it('answers each line of JSON with its keys', async () => {
    const input = '{"text":"ABC-1 and XY-22, ABC-1"}\n{"text":"none"}\n';
    const { output } = await cli(['issue-keys', '--json'], { input });
    expect(output).toBe('["ABC-1","XY-22"]\n[]\n');
  });

  it('takes plain lines, and small letters when asked', async () => {
    expect((await cli(['issue-keys'], { input: 'abc-1 DEF-2\n' })).output).toBe('DEF-2\n');
    const lower = await cli(['issue-keys', '--lower-case'], { input: 'abc-1 DEF-2\n' });
    expect(lower.output).toBe('ABC-1 DEF-2\n');
  });

  it('names the line that it cannot read', async () => {
    const { code, output } = await cli(['issue-keys', '--json'], {
      input: '{"text":"A-1"}\n{"message":1}\n',
    });
    expect(code).toBe(1);
    expect(output).toContain('Line 2 is not {"text": "…"}.');
  });

  const vectors = path.join(root, '../shared/vectors/issue-keys.json');
  it('agrees with the vectors of the DVCS connector', async () => {
    if (!existsSync(vectors)) {
      process.stdout.write(
        'SKIPPED: ../shared/vectors is not here, so the issue keys are not compared with it\n',
      );
      return;
    }
    const cases = JSON.parse(readFileSync(vectors, 'utf8')) as { text: string; expect: string[] }[];
    const input = cases.map(({ text }) => `${JSON.stringify({ text })}\n`).join('');
    const { output } = await cli(['issue-keys', '--json'], { input });
    const answers = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string[]);
    expect(answers).toEqual(cases.map((one) => one.expect));
  });
});

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { startConnectApp } from './connect-app.ts';
import type { ConnectApp } from './connect-app.ts';
import { branch, bulk, commit, pullRequest } from './devinfo-payloads.ts';
import { startForgeApp } from './forge-app.ts';
import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from 'atlassian-jwt';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked at field by field
type Json = any;

const BULK = '/rest/devinfo/0.10/bulk';

let child: ChildProcess;
let ready: Record<
  'url' | 'clientKey' | 'installKeysUrl' | 'tokenUrl' | 'forgeKeysUrl' | 'apiUrl' | 'adminAccountId',
  string
>;
let app: ConnectApp;

beforeAll(async () => {
  const main = new URL('../sandbox/jira/main.ts', import.meta.url).pathname;
  const flags = ['--projects', 'ONE,TWO', '--issues-from', 'KAFKA', '--name', 'Sandbox'];
  child = spawn(process.execPath, [main, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { stdout } = child;
  if (stdout === null) throw new Error('no stdout');
  for await (const line of createInterface({ input: stdout })) {
    ready = JSON.parse(line) as typeof ready;
    break;
  }
  app = await startConnectApp();
});

afterAll(async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  await app.close();
});

async function control(method: string, path: string, body?: unknown): Promise<Json> {
  const answer = await fetch(`${ready.url}/_sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}

const milliseconds = (cpu: NodeJS.CpuUsage) => (cpu.user + cpu.system) / 1000;

/** A process keeps its secret to itself: the app has it from `installed`, as in real life. */
const send = async (body: unknown, now = Date.now()): Promise<Response> => {
  const iat = Math.floor(now / 1000);
  const qsh = createQueryStringHash(fromMethodAndUrl('POST', BULK));
  const secret = app.calls.findLast((call) => call.path === '/connect/installed')?.body['sharedSecret'] ?? '';
  const token = encodeSymmetric({ iss: String(app.descriptor['key']), iat, exp: iat + 60, qsh }, secret);
  return fetch(ready.url + BULK, {
    method: 'POST',
    headers: { authorization: `JWT ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
};

describe('the sandbox as a process', () => {
  it('says where it is and what it holds', async () => {
    const state = await control('GET', 'state');
    expect(state.projects).toEqual(['ONE', 'TWO', 'KAFKA']);
    expect(state.clientKey).toBe(ready.clientKey);
    expect(state.process.cpu.user).toBeGreaterThan(0);
  });

  it('installs an app, takes development information and tells the figures', async () => {
    expect((await control('POST', 'apps', { descriptorUrl: app.descriptorUrl })).status).toBe(200);
    const request = bulk({ commits: [commit('c', { issueKeys: ['KAFKA-99999', 'KAFKA-100000'] })] });
    expect((await send(request)).status).toBe(202);
    const state = await control('GET', 'state');
    expect(state.apps).toMatchObject([{ repositories: 1, entities: { commits: 1 }, pointsUsed: 1 }]);
    expect(state.devInfo).toMatchObject({ requests: 1, entities: 1, duplicates: 0, entitiesPerRequest: 1 });
    expect(state.requests.counts['devinfo.bulk']).toBe(1);
    expect(Object.values(await control('GET', 'development?issueKey=KAFKA-99999'))).toContainEqual(
      expect.objectContaining({ kind: 'commits' }),
    );
    await control('POST', 'reset');
    expect((await control('GET', 'state')).devInfo.requests).toBe(0);
  });

  it('takes faults, rejected entities and limits', async () => {
    await control('POST', 'faults', { match: 'devinfo.bulk', times: 1, status: 503 });
    expect((await send(bulk({}))).status).toBe(503);
    await control('POST', 'rejected-entities', { id: 'bad', message: 'No', times: 1 });
    const answer = (await (await send(bulk({ commits: [commit('bad')] }))).json()) as Json;
    expect(answer.failedDevinfoEntities['repo-1'].commits[0].errorMessages).toEqual([{ message: 'No' }]);
    await control('POST', 'limits', { pointsPerHour: 1 });
    expect((await send(bulk({}))).headers.get('ratelimit-reason')).toBe('jira-quota-global-based');
    await control('POST', 'limits', { pointsPerHour: 65_000 });
  });

  it('moves its clock', async () => {
    const before = (await control('GET', 'state')).now as number;
    const { now } = await control('POST', 'clock', { ms: 3_600_000 });
    expect(now - before).toBeGreaterThanOrEqual(3_600_000);
    expect((await send(bulk({}))).status).toBe(401);
    expect((await send(bulk({}), now as number)).status).toBe(202);
    await control('POST', 'clock', { ms: -3_600_000 });
  });

  it('makes users, projects and issues, and addresses of pages', async () => {
    const user = await control('POST', 'users', { displayName: 'Nia New', admin: true });
    await control('POST', 'issues', { key: 'THREE-7', summary: 'Seven' });
    const { url } = await control('GET', `page-url?moduleKey=accounts&accountId=${user.accountId as string}`);
    expect(url).toContain(`${app.url}/accounts?`);
    expect((await control('GET', `context-token?accountId=${user.accountId as string}`)).token).toMatch(
      /^ey/,
    );
    expect((await control('GET', 'state')).projects).toContain('THREE');
    expect(await control('GET', 'page-url?moduleKey=none&accountId=a')).toMatchObject({ status: 400 });
  });

  it('changes the life of an app', async () => {
    const key = String(app.descriptor['key']);
    for (const action of ['disable', 'enable', 'reinstall', 'uninstall']) {
      await control('POST', `apps/${key}/${action}`);
    }
    expect(app.calls.map((call) => call.path.split('/').at(-1)).slice(-5)).toEqual([
      'disabled',
      'enabled',
      'installed',
      'enabled',
      'uninstalled',
    ]);
    expect((await control('POST', `apps/${key}/enable`)).status).toBe(400);
  });

  it('takes 40,000 entities in passing', async () => {
    await control('POST', 'apps', { descriptorUrl: app.descriptorUrl });
    await control('POST', 'reset');
    const before = (await control('GET', 'state')).process.cpu;
    for (let batch = 0; batch < 40; batch += 1) {
      const ids = (count: number, kind: string) =>
        Array.from({ length: count }, (_, index) => `${kind}${batch}-${index}`);
      const answer = await send(
        bulk({
          commits: ids(400, 'c').map((id, index) =>
            commit(id, { issueKeys: [`KAFKA-${batch * 400 + index + 1}`] }),
          ),
          branches: ids(200, 'b').map((id) => branch(id)),
          pullRequests: ids(400, 'p').map((id) => pullRequest(id)),
        }),
      );
      expect(answer.status).toBe(202);
    }
    const { process: after, devInfo, violations } = await control('GET', 'state');
    expect([devInfo.entities, devInfo.duplicates, violations]).toEqual([40_000, 0, []]);
    expect(milliseconds(after.cpu) - milliseconds(before)).toBeLessThan(10_000);
  });

  it("answers as Jira's own schema has it", async () => {
    const schema = new URL(
      '../../../shared/specs/jira/devinfo-bulk.response202.schema.json',
      import.meta.url,
    );
    if (!existsSync(schema)) {
      process.stdout.write(
        'skipped: ../shared is not there, the answer is not compared with the published schema\n',
      );
      return;
    }
    await control('POST', 'rejected-entities', { id: 'bad', times: 1 });
    const { issueKeys: _, ...bare } = commit('unknown');
    const answer = await send(
      bulk({
        commits: [
          commit('bad'),
          commit('good', { issueKeys: ['ONE-1', 'NO-1'] }),
          { ...bare, associations: [{ associationType: 'issueKeys', values: ['NO-2'] }] },
        ],
      }),
    );
    const check = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
    const body = (await answer.json()) as Json;
    expect([check(body), check.errors]).toEqual([true, null]);
    expect(Object.keys(body.failedDevinfoEntities)).toEqual(['repo-1']);
  });

  it('installs a Forge app, invokes its remote for a person and calls it by the clock', async () => {
    const forge = await startForgeApp();
    const installed = await control('POST', 'forge-install', { manifest: forge.manifest });
    expect(installed).toMatchObject({ status: 200, environment: { type: 'PRODUCTION' } });
    expect((await fetch(ready.forgeKeysUrl)).status).toBe(200);
    const call = { path: '/forge/ui/accounts', method: 'POST', body: {}, accountId: ready.adminAccountId };
    expect(await control('POST', 'forge-invoke', call)).toMatchObject({ status: 200, body: '{"ok":true}' });
    expect(forge.calls.at(-1)).toMatchObject({
      path: call.path,
      headers: { 'x-forge-oauth-user': expect.any(String) },
    });
    const { authorization } = await control('POST', 'forge-headers', call);
    expect(authorization).toMatch(/^Bearer /);
    await control('POST', 'forge-license', { license: 'inactive' });
    await control('POST', 'clock', { ms: 3_600_000 });
    await control('POST', 'tick');
    expect(forge.calls.at(-1)?.path).toBe('/forge/events/token-refresh');
    await control('POST', 'forge-uninstall');
    expect(forge.calls.at(-1)?.path).toBe('/forge/events/pre-uninstall');
    expect((await control('GET', 'violations')).error).toBeUndefined();
    await forge.close();
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { testClock } from '../sandbox/clock.ts';
import type { TestClock } from '../sandbox/clock.ts';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { FORGE_APP_ID, manifestFor, startForgeApp } from './forge-app.ts';
import type { ForgeTestApp } from './forge-app.ts';
import { APP_KEY, callJira, startConnectApp } from './connect-app.ts';
import { bulk, commit } from './devinfo-payloads.ts';

const MINUTE = 60_000;

let clock: TestClock;
let jira: JiraSandbox;
let app: ForgeTestApp;

beforeEach(async () => {
  clock = testClock();
  jira = await startJiraSandbox({ clock });
  app = await startForgeApp();
});

afterEach(async () => {
  await jira.close();
  await app.close();
});

const paths = () => app.calls.map(({ path }) => path.replace('/forge/events/', ''));
const claimsOf = (call: ForgeTestApp['calls'][number] | undefined) =>
  decodeJwt<{ app: Record<string, unknown> }>(call?.headers['authorization']?.slice('Bearer '.length) ?? '');

describe('an event that is not accepted', () => {
  it('comes again every minute with a token of its own, four times at most', async () => {
    app.answer.status = 500;
    await jira.forge.install(app.manifest);
    for (let minute = 1; minute <= 6; minute += 1) {
      clock.advance(MINUTE);
      await jira.tick();
    }
    expect(app.calls.map(({ body }) => body['retryContext'])).toEqual([
      undefined,
      ...[1, 2, 3, 4].map((retryCount) => ({ retryCount })),
    ]);
    expect(new Set(app.calls.map((call) => claimsOf(call).exp)).size).toBe(5);
  });

  it('is not sent again before its minute, nor after it was accepted', async () => {
    app.answer.status = 503;
    await jira.forge.install(app.manifest);
    app.answer.status = 204;
    clock.advance(MINUTE - 1);
    await jira.tick();
    expect(app.calls).toHaveLength(1);
    clock.advance(1);
    await jira.tick();
    clock.advance(MINUTE);
    await jira.tick();
    expect(app.calls).toHaveLength(2);
  });

  it('is one that takes longer than five seconds', async () => {
    app.answer.delayMs = 5500;
    await jira.forge.install(app.manifest);
    app.answer.delayMs = 0;
    clock.advance(MINUTE);
    expect(await jira.tick()).toMatchObject([{ status: 200 }]);
    expect(app.calls).toHaveLength(2);
  });
});

describe('the schedule', () => {
  it('calls every hour, for the first time an hour after the installation', async () => {
    await jira.forge.install(app.manifest);
    clock.advance(59 * MINUTE);
    await jira.tick();
    expect(paths()).toEqual(['lifecycle']);
    clock.advance(MINUTE);
    await jira.tick();
    await jira.tick();
    expect(paths()).toEqual(['lifecycle', 'token-refresh']);
    expect(app.calls[1]?.headers['x-forge-oauth-system']).not.toBe(
      app.calls[0]?.headers['x-forge-oauth-system'],
    );
  });
});

describe('the life of an installation', () => {
  it('an upgrade keeps its id and raises the version', async () => {
    const installed = await jira.forge.install(app.manifest);
    const { installationId } = installed;
    await jira.forge.upgrade(app.manifest);
    expect(app.calls[1]?.body).toMatchObject({
      eventType: 'avi:forge:upgraded:app',
      id: installationId,
      app: { version: '2.0.0' },
    });
  });

  it('an uninstallation tells the app first, deletes what it sent and ends its tokens', async () => {
    await jira.forge.install(app.manifest);
    const token = app.calls[0]?.headers['x-forge-oauth-system'] ?? '';
    const send = () =>
      fetch(`${jira.apiUrl}/ex/jira/${jira.cloudId}/rest/devinfo/0.10/bulk`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(bulk({ commits: [commit('c')] })),
      });
    expect((await send()).status).toBe(202);
    await jira.forge.uninstall();
    expect(paths()).toEqual(['lifecycle', 'pre-uninstall']);
    expect(jira.devInfoOf('ABC-1')).toEqual([]);
    expect((await send()).status).toBe(401);
    await jira.forge.install(app.manifest);
    await jira.forge.uninstall({ unheard: true });
    expect(paths()).toEqual(['lifecycle', 'pre-uninstall', 'lifecycle']);
    expect(app.calls[2]?.body['id']).not.toBe(app.calls[0]?.body['id']);
  });

  it('the licence stands in the token, where the app is licensed', async () => {
    await jira.forge.install(app.manifest);
    expect(claimsOf(app.calls[0]).app).not.toHaveProperty('license');
    jira.forge.setLicense('inactive');
    await jira.forge.runSchedule();
    expect(claimsOf(app.calls[1]).app).toMatchObject({ license: { active: false } });
  });

  it('the Connect app of the same listing becomes the Forge app and keeps what it sent', async () => {
    const connect = await startConnectApp();
    await jira.installApp(connect.descriptorUrl);
    const body = bulk({ commits: [commit('c')] });
    await callJira(jira, { method: 'POST', path: '/rest/devinfo/0.10/bulk', body });
    const id = `id: ${FORGE_APP_ID}`;
    await jira.forge.install(manifestFor(app.url, [id, `${id}\n  connect: { key: ${APP_KEY} }`]));
    expect([...jira.apps.keys()]).toEqual([FORGE_APP_ID]);
    expect(jira.devInfoOf('ABC-1')).toHaveLength(1);
    expect(connect.calls.map(({ path }) => path)).not.toContain('/connect/uninstalled');
    await connect.close();
  });
});

describe('a site of a region', () => {
  it('calls the remote of its region', async () => {
    const site = await jira.addSite({ region: 'EU' });
    await site.forge.install(app.manifest);
    expect(app.calls[0]?.path).toBe('/eu/forge/events/lifecycle');
  });
});

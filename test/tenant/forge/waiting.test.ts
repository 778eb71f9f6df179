import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findTenantById } from '../../../src/tenant/tenant.store.ts';
import { scheduleHousekeeping } from '../../../src/queue/housekeeping.ts';
import { makeHistory } from '../../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { installForge, type InstalledTenant } from '../../support/install-tenant.ts';
import { linkAccount } from '../../support/link-account.ts';
import { wordsOf } from '../../support/visitor.ts';
import { hourMs } from './support.ts';

let app: TestApp;
let installed: InstalledTenant;

beforeEach(async () => {
  app = await startTestApp({ env: { CHANGED_FILES: 'off', VANISHED_DAYS: '3' } });
  installed = await installForge(app);
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, world.addUser({ username: 'ada' }), 50);
  const project = world.addProject({ path: 'one', namespace: group });
  world.loadHistory(project, makeHistory({ name: 'one', seed: 1, commits: 20 }));
});
afterEach(() => app.close());

const link = () => linkAccount(app, installed, { namespace: 'acme', username: 'ada' });
const sent = () => app.jira.requests.counts['devinfo.bulk'] ?? 0;
const state = async () => (await findTenantById(app.ctx.db, installed.tenant.id))?.state;
/** What Forge sends by the hour does not come, nor do pages bring a token. */
const silence = () =>
  app.ctx.db.run(`update forge_installation set system_token_at = system_token_at - interval '3 hours'`);

describe('a site that Forge has not called for long', () => {
  it('is sent nothing, says so on the page, and gets all of it with the next call', async () => {
    const account = await link();
    await silence();
    await app.drain();
    expect(sent()).toBe(0);
    const page = await installed.ask({ path: `/accounts/${account.id}/waiting` });
    expect(wordsOf(page)).toContain(
      'Jira has not called this app for 3 hours; waiting for its next hourly call',
    );
    await installed.site.forge.runSchedule();
    await app.drain();
    expect(sent()).toBeGreaterThan(0);
    expect(wordsOf(await installed.ask({ path: `/accounts/${account.id}/waiting` }))).toContain(
      'Nothing waits',
    );
  });
});

describe('a site without a licence', () => {
  it('is read and sent nothing more, and all of it when it has one again', async () => {
    await link();
    await installed.switchOff();
    const asked = app.gitlab.requests.length;
    await app.drain();
    expect(sent()).toBe(0);
    const { text } = await installed.ask({ path: '/accounts' });
    expect(text).toMatch(/licence/);
    expect(app.gitlab.requests.length - asked).toBeLessThan(5);
    await installed.switchOn();
    await app.drain();
    expect(sent()).toBeGreaterThan(0);
    expect(installed.site.app().devInfo.repositories.size).toBe(1);
  });
});

describe('a site that Forge calls no more', () => {
  const days = async (count: number) => {
    for (let half = 0; half < count * 2; half += 1) {
      app.advance(12 * hourMs);
      await app.drain();
    }
  };
  beforeEach(async () => {
    await scheduleHousekeeping(app.ctx);
    await app.drain();
  });

  it('and does not know the app is treated as uninstalled after the days', async () => {
    await installed.site.forge.uninstall({ unheard: true });
    await days(3);
    expect(await state()).toBe('active');
    await days(2);
    expect(await state()).toBe('uninstalled');
  });

  it('but is there again in between has not left', async () => {
    const over = app.jira.faults.add({ match: 'devinfo.existsByProperties', status: 403 });
    await days(2);
    await installed.site.forge.runSchedule();
    await days(2);
    expect(await state()).toBe('active');
    over();
  });
});

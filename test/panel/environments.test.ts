import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeploymentFacts } from '../../src/dev-info/entity.ts';
import { recordEntities } from '../../src/dev-info/ledger.store.ts';
import { deployment } from '../dev-info/support/facts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { dayMs } from './support/project-history.ts';
import { section, tableOf } from './support/read-page.ts';

let app: TestApp;
let site: InstalledTenant;
let repositoryId: string;
let iid = 0;

type Deployed = {
  readonly to: string;
  readonly type?: DeploymentFacts['environment']['type'];
  readonly state?: DeploymentFacts['state'];
  readonly daysAgo?: number;
};

const deploy = (key: string, deployments: readonly Deployed[]) =>
  recordEntities(app.ctx.db, {
    ...{ tenantId: site.tenant.id, repositoryId, now: app.clock.now(), lane: 'live' },
    entities: deployments.map(({ to, type = 'production', state = 'successful', daysAgo = 0 }) => {
      iid += 1;
      const at = app.clock.now() - daysAgo * dayMs;
      const environment = { id: iid, name: to, type };
      return deployment(iid, { environment, state, createdAt: at, updatedAt: at, ref: `v${iid}` }, [
        `${key}-1`,
        `${key}-2`,
      ]);
    }),
  });
/** In a language as Jira tells it to each way: with the address, or of the person. */
const open = async (key: string, language = 'en') => {
  const member = site.site.users.get(site.memberId);
  if (member !== undefined) member.locale = language;
  const path = `/project?projectKey=${key}&loc=${language}`;
  return (await site.ask({ path, accountId: site.memberId })).text;
};
/** Of the table of environments the cells of each line, from name to failures. */
const lines = (text: string) => {
  const from = text.lastIndexOf('<table>', text.indexOf('id="cycle-heading"'));
  const table = text.slice(from).split('</table>', 1)[0] ?? '';
  return [...table.matchAll(/<tr>([^]*?)<\/tr>/g)].slice(1).map(([, row = '']) =>
    row
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
};
const titles = (text: string) =>
  [...text.matchAll(/id="environment-\d+-title">(.*?)</g)].map(([, title]) => title);

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, world.addUser({ username: 'jane' }), 50);
  world.addProject({ namespace: group, path: 'engine' });
  await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
  await app.drain();
  const [repository] = await app.ctx.db.rows<{ id: string }>('select id from repository');
  repositoryId = repository?.id ?? '';
  for (const key of ['TWO', 'FOLD', 'MANY', 'OLD', 'PART']) {
    site.site.createProject({ key });
    for (const number of [1, 2]) site.site.createIssue({ key: `${key}-${number}` });
  }
});
afterAll(() => app.close());

describe('deployments by environment', () => {
  it('have a line and a chart with its table for each, production first, of one type too', async () => {
    await deploy('TWO', [
      { to: 'staging', type: 'staging' },
      { to: 'production-us' },
      { to: 'production-us', state: 'failed' },
      { to: 'production-eu', daysAgo: 14 },
      { to: 'production-eu', state: 'cancelled' },
      { to: 'production-eu', state: 'in_progress' },
    ]);
    const text = await open('TWO');
    expect(lines(text)).toEqual([
      expect.stringMatching(/^production-eu Production v4 .* production-eu · .* 2 1 cancelled 0 \(0%\)$/),
      expect.stringMatching(/^production-us Production v2 .* 2 1 \(50%\)$/),
      expect.stringMatching(/^staging v1 .* 1 0 \(0%\)$/),
    ]);
    expect(titles(text)).toEqual([
      'Deployments to production-eu by week',
      'Deployments to production-us by week',
      'Deployments to staging by week',
    ]);
    expect(tableOf(text, 'environment-1').map(([, ...counts]) => counts)).toEqual([['1', '0']]);
    expect(tableOf(text, 'environment-2').map(([, ...counts]) => counts)).toEqual([['1', '1']]);
    const [eu, us] = ['environment-1', 'environment-2'].map((id) => tableOf(text, id)[0]?.[0]);
    expect(eu).not.toBe(us);
  });

  it('take those of a folder where changes are developed for one, and no other folder', async () => {
    await deploy('FOLD', [
      { to: 'review/fix-login', type: 'development', daysAgo: 1 },
      { to: 'review/new-door', type: 'development' },
      { to: 'production/eu' },
      { to: 'production/us' },
    ]);
    const text = await open('FOLD');
    expect(lines(text).map((line) => line.split(' ')[0])).toEqual([
      'production/eu',
      'production/us',
      'review/*',
    ]);
    expect(lines(text).at(-1)).toMatch(/^review\/\* Development v\d+ .* review\/new-door · .* 2 0 \(0%\)$/);
    expect(section(text, 'Deployments')).toContain('in a folder for development');
  });

  it('show the first of many, and say how many there are', async () => {
    await deploy(
      'MANY',
      Array.from({ length: 30 }, (_, n) => ({ to: `site-${String(n).padStart(3, '0')}` })),
    );
    const text = await open('MANY');
    expect(lines(text)).toHaveLength(12);
    expect(titles(text)).toHaveLength(4);
    expect(section(text, 'Deployments')).toContain('The first 12 of 30 environments, production first.');
    expect(section(text, 'Deployments')).toContain('The charts are of the first 4 environments');
    await deploy(
      'MANY',
      Array.from({ length: 80 }, (_, n) => ({ to: `more-${n}`, type: 'unmapped' as const })),
    );
    expect(section(await open('MANY'), 'Deployments')).toContain(
      'The first 12 of more than 100 environments',
    );
  });

  it('tell the last one however long ago, without a chart, and follow a new type', async () => {
    const old = { to: 'live', daysAgo: 300 };
    await deploy('OLD', [{ ...old, type: 'unmapped' }]);
    const text = await open('OLD');
    expect(lines(text)).toEqual([expect.stringMatching(/^live Other v\d+ .* 0 0$/)]);
    expect(titles(text)).toEqual([]);
    iid -= 1;
    await deploy('OLD', [old]);
    expect(lines(await open('OLD'))).toEqual([expect.stringMatching(/^live Production v\d+ /)]);
  });

  it('write shares as the reader does', async () => {
    await deploy('PART', [
      { to: 'live', state: 'failed' },
      ...Array.from({ length: 14 }, () => ({ to: 'live' })),
    ]);
    expect(lines(await open('PART'))[0]).toContain('1 (6.7%)');
    expect(lines(await open('PART', 'de'))[0]).toContain('1 (6,7 %)');
  });
});

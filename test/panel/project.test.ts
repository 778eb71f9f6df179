import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReadEntity } from '../../src/dev-info/entity.ts';
import { recordEntities, removeEntities } from '../../src/dev-info/ledger.store.ts';
import type { FaultTarget } from '../sandbox/jira/cloud/faults.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { hourMs, dayMs, projectHistory } from './support/project-history.ts';
import { section, tableOf } from './support/read-page.ts';
import { build, commit, deployment, mergeRequest } from '../dev-info/support/facts.ts';

let app: TestApp;
let site: InstalledTenant;
let other: InstalledTenant;
let repositoryId: string;
let now: number;

const record = (entities: readonly ReadEntity[]) =>
  recordEntities(app.ctx.db, {
    tenantId: site.tenant.id,
    repositoryId,
    now: app.clock.now(),
    lane: 'live',
    entities,
  });
const open = async (key: string, accountId = site.memberId, page = '') => {
  const answer = await site.ask({ path: `/project?projectKey=${key}${page}`, accountId });
  return { status: answer.status, text: answer.text };
};

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  other = await installTenant(app, await app.jira.addSite());
  for (const key of ['DEPL', 'LATE', 'LONE', 'MANY', 'CUT'])
    site.site.createProject({ key, name: `The ${key}` });
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, world.addUser({ username: 'jane' }), 50);
  world.addProject({ namespace: group, path: 'engine' });
  await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
  await app.drain();
  const [repository] = await app.ctx.db.rows<{ id: string }>('select id from repository');
  repositoryId = repository?.id ?? '';
  now = app.clock.now();
  await record(projectHistory(now));
});
afterAll(() => app.close());

describe('the page of a project', () => {
  it('opens in the project, for a person who may browse it, as a first page load', async () => {
    const { status, text } = await site.open({
      module: 'project',
      accountId: site.memberId,
      projectKey: 'ABC',
    });
    expect(status).toBe(200);
    expect(text).toContain('Merge requests that wait');
    expect(text).toContain('Cycle time');
  });

  it('counts each thing once in the week when it was done, and tells the figures in tables', async () => {
    const { text } = await open('ABC');
    const code = tableOf(text, 'code').map(([, ...cells]) => cells);
    // Three issues with two commits each, a commit of two issues, and one from before the weeks that is not counted.
    expect(code.map(([commits]) => Number(commits)).reduce((sum, count) => sum + count, 0)).toBe(7);
    expect(code.map((cells) => Number(cells[1])).reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(code.map((cells) => Number(cells[2])).reduce((sum, count) => sum + count, 0)).toBe(1);
    const delivery = tableOf(text, 'delivery').map(([, ...cells]) => cells);
    expect(delivery.map(([builds]) => Number(builds)).reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(delivery.map((cells) => Number(cells[1])).reduce((sum, count) => sum + count, 0)).toBe(6);
  });

  it('lists open merge requests with what they wait for, how long and for whom, drafts last', async () => {
    const { text } = await open('ABC');
    const waiting = section(text, 'Merge requests that wait');
    expect(waiting).toContain(
      '3 open merge requests: 1 waiting for a review, 1 with changes requested and 1 draft. In this order',
    );
    expect(waiting).toMatch(/Oldest[^]*Waits for review[^]*30 days[^]*Nobody was asked[^]*Newest/);
    expect(waiting).toMatch(
      /Newest \(opens GitLab\) Changes requested[^]*5 hours[^]*Ada Approved[^]*Bob Changes requested[^]*Cleo Not reviewed/,
    );
    expect(waiting).toMatch(/Cleo[^]*Second \(opens GitLab\) Draft[^]*3 days/);
    expect(waiting).not.toMatch(/Merged one|Closed one/);
    expect(text).toMatch(/href="[^"]*\/browse\/ABC-1"/);
  });

  it('says what was deployed where: the last that went well, how often, how much of it failed', async () => {
    const deployments = section((await open('ABC')).text, 'Deployments');
    expect(deployments).toMatch(/ production v3 [^]*engine · production[^]* 4 0 \(0%\)/);
    expect(deployments).toMatch(/ staging None 2 1 cancelled 1 \(100%\)/);
    expect(deployments).not.toMatch(/testing/i);
  });

  it('tells how long issues took from the first commit to production', async () => {
    const { text } = await open('ABC');
    const rows = tableOf(text, 'cycle');
    // 1, 2 and 9 days: half took at most 2 days, 85 of 100 at most 6.9 days (between the second and the third).
    expect(rows.map(([, ...cells]) => cells)).toEqual([['2 days', '6.9 days', '3']]);
    expect(section(text, 'Cycle time')).toContain('3 issues that reached production for the first time');
  });

  it('begins with when a commit was written: a rebase gives it another time', async () => {
    const rebased = { authoredAt: now - 30 * dayMs, committedAt: now - 2 * hourMs };
    await record([
      { ...commit(950, rebased), issueKeys: ['LATE-1'] },
      deployment(950, { createdAt: now, updatedAt: now }, ['LATE-1']),
    ]);
    const rows = tableOf((await open('LATE')).text, 'cycle');
    expect(rows.map(([, ...cells]) => cells)).toEqual([['30 days', '30 days', '1']]);
  });

  it('says so where nothing, no deployment, or no production environment is known', async () => {
    const empty = await open('CUT');
    expect(empty.status).toBe(200);
    expect(empty.text).toContain('Nothing from GitLab yet');
    await record([{ ...commit(900), issueKeys: ['LONE-1'] }]);
    const lone = (await open('LONE')).text;
    expect(lone).toContain('No build or deployment in these 12 weeks.');
    expect(lone).toContain('No deployment names an issue of LONE yet');
    expect(lone).toContain('No merge request that names an issue of LONE is open');
    expect(lone).toContain('No issue reached production');
    const environment = { id: 1, name: 'qa', type: 'testing' } as const;
    await record([deployment(901, { environment, createdAt: now, updatedAt: now }, ['DEPL-1'])]);
    expect((await open('DEPL')).text).toContain('No environment of the type production is known yet');
  });

  it('shows what people wrote in GitLab as text, and no address but web addresses', async () => {
    const { text } = await open('ABC');
    expect(text).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
    expect(text).toContain('&lt;b&gt;Mallory&lt;/b&gt;');
    expect(text).toContain('\u202egnirts');
    expect(text).not.toMatch(/<img src=x|<b>Mallory|javascript:/);
  });

  it('shows ten that wait on a page', async () => {
    site.site.createIssue({ key: 'MANY-1' });
    const many = Array.from({ length: 23 }, (_, index) => ({
      ...mergeRequest(500 + index, { title: `Number ${index}.`, createdAt: now - (23 - index) * hourMs }),
      issueKeys: ['MANY-1'],
    }));
    await record(many);
    const [first, last, past] = [
      (await open('MANY')).text,
      (await open('MANY', site.memberId, '&page=3')).text,
      (await open('MANY', site.memberId, '&page=99')).text,
    ];
    expect(first).toContain('Number 0.');
    expect(first).toContain('Number 9.');
    expect(first).not.toContain('Number 10.');
    expect(first).toContain('hx-get="/project?projectKey&#x3D;MANY&amp;page&#x3D;2"');
    expect(last).toContain('Number 22.');
    expect(last).toContain('Page 3 of 3');
    expect(past).toContain('Page 3 of 3');
  });
});

describe('who sees the page of a project', () => {
  it('shows nothing of a project that the person may not browse, nor whether it is there', async () => {
    const outsider = site.site.createUser({ displayName: 'Outsider', projects: [] });
    const hidden = await open('ABC', outsider.accountId);
    const missing = await open('NONE', outsider.accountId);
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.text).toBe(missing.text);
  });

  it('shows nothing to an administrator of Jira who may not browse the project', async () => {
    const admin = site.site.createUser({ displayName: 'Root', admin: true, projects: [] });
    expect((await open('ABC', admin.accountId)).status).toBe(404);
  });

  it('shows nothing of issues that a security level keeps from the person', async () => {
    site.site.createProject({ key: 'SEC' });
    for (const key of ['SEC-1', 'SEC-2']) site.site.createIssue({ key });
    const staging = { id: 8, name: 'staging', type: 'staging' } as const;
    const secret = { id: 9, name: 'secret-launch', type: 'testing' } as const;
    const at = { createdAt: now - dayMs, updatedAt: now - dayMs };
    await record([
      deployment(805, { ...at, environment: secret, state: 'failed' }, ['SEC-1']),
      { ...mergeRequest(801, { title: 'Secret plan', createdAt: now - dayMs }), issueKeys: ['SEC-1'] },
      { ...mergeRequest(802, { title: 'Both of them', createdAt: now }), issueKeys: ['SEC-1', 'SEC-2'] },
      deployment(803, { ...at, ref: 'secret-branch' }, ['SEC-1']),
      deployment(804, { ...at, ref: 'known-branch', environment: staging }, ['SEC-1', 'SEC-2']),
    ]);
    const all = (await open('SEC')).text;
    expect(all).toMatch(/Secret plan[^]*Both of them[^]*secret-branch[^]*known-branch[^]*secret-launch/);
    site.site.hideIssue('SEC-1', site.memberId);
    const { status, text } = await open('SEC');
    expect(status).toBe(200);
    expect(text).toMatch(/Both of them[^]*Of issues whose development you may not see[^]*known-branch/);
    expect(text).not.toMatch(/Secret plan|secret-branch|secret-launch|SEC-1</);
    expect(text).toContain('1 merge request of this page cannot be shown');
    expect((await open('SEC', site.adminId)).text).toContain('Secret plan');
  });

  it('shows what names forty issues, of which the person may see the last alone', async () => {
    site.site.createProject({ key: 'REL' });
    const keys = Array.from({ length: 40 }, (_, n) => `REL-${n + 1}`);
    for (const key of keys) site.site.createIssue({ key });
    await record([{ ...mergeRequest(811, { title: 'Release', createdAt: now }), issueKeys: keys }]);
    for (const key of keys.slice(0, -1)) site.site.hideIssue(key, site.memberId);
    const { text } = await open('REL');
    expect(text).toMatch(/Release[^]*REL-40/);
    expect(text).not.toContain('REL-39');
  });

  it('shows nothing where Jira does not say which issues the person may see', async () => {
    const match = ({ endpoint }: FaultTarget) => endpoint === 'issue.bulkfetch' || endpoint === 'search';
    app.jira.faults.add({ match, times: 1, status: 500 });
    expect((await open('ABC')).status).toBe(503);
  });

  it('shows nothing of one site to another that has a project with the same key', async () => {
    const { status, text } = await other.ask({ path: '/project?projectKey=ABC' });
    expect(status).toBe(200);
    expect(text).toContain('Nothing from GitLab yet');
  });

  it('shows nothing when Jira does not answer', async () => {
    const match = ({ endpoint }: FaultTarget) => endpoint === 'project.search' || endpoint === 'project.get';
    app.jira.faults.add({ match, times: 1, status: 500 });
    expect((await open('ABC')).status).toBe(503);
  });

  it.each(['', '?projectKey=', '?projectKey=abc', '?projectKey=A', '?projectKey=ABC-1', '?projectKey=AB%25'])(
    'asks for a project with /project%s',
    async (query) => {
      const calls = app.jira.requests.total;
      expect((await site.ask({ path: `/project${query}` })).status).toBe(400);
      expect(app.jira.requests.total).toBe(calls);
    },
  );
});

describe('what is counted when things change', () => {
  it('follows a merge request that is merged, and keeps the time at which it was seen merged first', async () => {
    const merged = (updatedAt: number) => ({
      ...mergeRequest(700, { title: 'x', state: 'merged', createdAt: now - 9 * dayMs, updatedAt }),
      issueKeys: ['CUT-1'],
    });
    await record([
      {
        ...mergeRequest(700, { title: 'x', createdAt: now - 9 * dayMs, updatedAt: now - 9 * dayMs }),
        issueKeys: ['CUT-1'],
      },
    ]);
    expect(section((await open('CUT')).text, 'Merge requests that wait')).toContain(
      '1 open merge request: 1 waiting for a review.',
    );
    await record([merged(now - 8 * dayMs)]);
    const before = tableOf((await open('CUT')).text, 'code');
    await record([merged(now)]);
    const { text } = await open('CUT');
    expect(tableOf(text, 'code')).toEqual(before);
    expect(section(text, 'Merge requests that wait')).toContain('is open');
  });

  it('forgets what is gone in GitLab or names the project no more', async () => {
    await record([{ ...build(701, { createdAt: now }), issueKeys: ['CUT-1', 'CUT-2'] }]);
    expect(tableOf((await open('CUT')).text, 'delivery').map(([, builds]) => builds)).toEqual(['1']);
    await removeEntities(app.ctx.db, {
      tenantId: site.tenant.id,
      repositoryId,
      now,
      kind: 'build',
      ids: ['70701'],
    });
    expect(tableOf((await open('CUT')).text, 'delivery')).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordEntities } from '../../src/dev-info/ledger.store.ts';
import { inPlainEnglish } from '../../src/lib/words/speak.ts';
import { issuePage } from '../../src/panel/issue.page.ts';
import { build, deployment, featureFlag } from '../dev-info/support/facts.ts';
import { seedCommand } from '../smart-commit/support/seed-commands.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';

let app: TestApp;
let site: InstalledTenant;
let other: InstalledTenant;
let repositoryId: string;

const commit = (message: string, committedAt: number) => ({
  sha: 'c0ffee00'.repeat(5),
  message,
  author: { name: 'Jane <b>Doe</b>' },
  authoredAt: committedAt,
  committedAt,
  url: 'https://gitlab.example.com/acme/engine/-/commit/c0ffee00',
  isMerge: false,
});

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  other = await installTenant(app, await app.jira.addSite());
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, world.addUser({ username: 'jane' }), 50);
  world.addProject({ namespace: group, path: 'engine' });
  await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
  await app.drain();
  const [repository] = await app.ctx.db.rows<{ id: string }>('select id from repository');
  repositoryId = repository?.id ?? '';
  const at = app.clock.now();
  const branch = { name: 'feature/ABC-1', url: 'javascript:alert(1)', createMergeRequestUrl: '' };
  const row = { issueKeys: ['ABC-1'], version: 1 };
  await recordEntities(app.ctx.db, {
    tenantId: site.tenant.id,
    repositoryId,
    now: at,
    lane: 'live',
    entities: [
      { ...row, kind: 'commit', id: 'c1', facts: commit('ABC-1 Fix <script>x</script>\n\nwhy', at) },
      { ...row, kind: 'branch', id: 'b1', facts: { ...branch, lastCommit: commit('ABC-1', at) } },
      {
        ...build(7, { name: 'Pipeline of <i>main</i>', state: 'failed', updatedAt: at }),
        issueKeys: ['ABC-1'],
      },
      { ...deployment(8, { updatedAt: at + 1 }), issueKeys: ['ABC-1'] },
      { ...featureFlag('new-checkout', { active: false }), issueKeys: ['ABC-1'] },
      { ...row, kind: 'commit', id: 'c2', issueKeys: ['ABC-2'], facts: commit('ABC-2 Elsewhere', at) },
    ],
  });
});
afterAll(() => app.close());

const keys = () => ({ tenantId: site.tenant.id, repositoryId });
const open = (tenant: InstalledTenant, path: string, accountId?: string) => tenant.ask({ path, accountId });

describe('the panel on an issue', () => {
  it('lists what names the issue, to a person who may see it, as a first page load', async () => {
    const { status, text } = await site.open({
      module: 'issue',
      accountId: site.memberId,
      issueKey: 'ABC-1',
    });
    expect(status).toBe(200);
    expect(text).toContain('Fix &lt;script&gt;x&lt;/script&gt;');
    expect(text).toContain('Jane &lt;b&gt;Doe&lt;/b&gt;');
    expect(text).toContain('href="https://gitlab.example.com/acme/engine/-/commit/c0ffee00"');
    expect(text).toContain('feature/ABC-1');
    expect(text).toContain('engine');
    expect(text).not.toMatch(/Elsewhere|javascript:|<script>x/);
  });

  it('lists builds, deployments and feature flags with how they stand', async () => {
    const { text } = await open(site, '/issue?issueKey=ABC-1');
    const sections = text.split('<section').slice(1);
    expect(text).toMatch(/id="deployed"[^]*In production\.[^]*Production[^]*Deployed[^]*Deployments/);
    const of = (id: string) => sections.find((section) => section.includes(`id="${id}"`)) ?? '';
    expect(of('builds')).toMatch(/#7[^]*Pipeline of &lt;i&gt;main&lt;\/i&gt;[^]*Failed/);
    expect(of('deployments')).toMatch(/#8[^]*production[^]*Successful/);
    expect(of('feature-flags')).toMatch(/new-checkout[^]*Off/);
    expect(sections.map((section) => /id="([\w-]+)"/.exec(section)?.[1])).toEqual([
      'deployed',
      'branches',
      'commits',
      'builds',
      'deployments',
      'feature-flags',
    ]);
  });

  it('tells how far an issue is deployed from the newest, however often it was deployed', async () => {
    const at = app.clock.now();
    const production = Array.from({ length: 2_600 }, (_, n) =>
      deployment(1_000 + n, { state: n === 2_599 ? 'failed' : 'successful', updatedAt: at + n }, ['ABC-6']),
    );
    const environment = { id: 8, name: 'uat', type: 'staging' } as const;
    const staging = deployment(999, { environment, updatedAt: at - 1 }, ['ABC-6']);
    await recordEntities(app.ctx.db, {
      ...{ ...keys(), now: at, lane: 'live' },
      entities: [...production, staging],
    });
    await app.ctx.db.run('analyze entity_key');
    const { text } = await open(site, '/issue?issueKey=ABC-6');
    const [, deployed = ''] = text.split('<section');
    expect(deployed).toMatch(/Staging[^]*Deployed[^]*uat[^]*Production[^]*Failed[^]*Deployed before/);
  });

  it('lists the newest of each kind, so that many commits hide no build, and says that there are older ones', async () => {
    const at = app.clock.now();
    const commits = Array.from({ length: 30 }, (_, n) => ({
      ...{ kind: 'commit' as const, id: `m${n}`, version: 1, issueKeys: ['ABC-5'] },
      facts: commit(`ABC-5 Number ${n}.`, at + n * 1000),
    }));
    const entities = [...commits, { ...build(9, { updatedAt: at - 1 }), issueKeys: ['ABC-5'] }];
    await recordEntities(app.ctx.db, { ...keys(), now: at, lane: 'live', entities });
    const { text } = await open(site, '/issue?issueKey=ABC-5');
    const [, listed = '', builds = ''] = text.split('<section');
    expect([...listed.matchAll(/Number (\d+)\./g)].map(([, n]) => Number(n))).toEqual(
      Array.from({ length: 20 }, (_, n) => 29 - n),
    );
    expect(listed).toContain('Older ones are not shown.');
    expect(builds).toContain('#9');
    expect(builds).not.toContain('Older ones');
  });

  it('names a commit by its first line that says something, or by its sha', async () => {
    const at = app.clock.now();
    const entities = ['\n  \r\nABC-8 Below\nwhy', ' \n'].map((message, n) => ({
      ...{ kind: 'commit' as const, id: `e${n}`, version: 1, issueKeys: ['ABC-8'] },
      facts: commit(message, at + n),
    }));
    await recordEntities(app.ctx.db, { ...keys(), now: at, lane: 'live', entities });
    const { text } = await open(site, '/issue?issueKey=ABC-8');
    const links = [...text.matchAll(/<a [^>]*><bdi>(.*?)<\/bdi>/g)].map(([, title]) => title);
    expect(links).toEqual(['c0ffee00', 'ABC-8 Below']);
  });

  it('lists what commits did on it, newest first, with the reason for what they did not', async () => {
    const commit = { sha: 'dead'.repeat(10), line: 'ABC-1 and secrets', issueKey: 'ABC-1' };
    await seedCommand(app, keys(), { ...commit, state: 'done', jiraName: 'Jane D.' });
    const time = { name: 'time', type: 'time', argument: '1h30m Review' } as const;
    await seedCommand(app, keys(), { ...commit, ...time, position: 1, state: 'done', jiraName: 'Jane D.' });
    await seedCommand(app, keys(), {
      issueKey: 'ABC-1',
      name: 'close-issue',
      type: 'transition',
      argument: '',
      state: 'failed',
      reasonCode: 'no_match',
      reason: 'No transition is called <b>close-issue</b>.',
      commitUrl: 'javascript:alert(2)',
    });
    await seedCommand(app, keys(), { issueKey: 'ABC-2', reason: 'Of another issue' });
    const { text } = await open(site, '/issue?issueKey=ABC-1', site.memberId);
    const section = text.slice(text.indexOf('id="smart-commits"'));
    expect(section).toMatch(/Close issue[^]*Failed[^]*Commented[^]*Done[^]*Logged 1h 30m[^]*Done/);
    expect(section).toContain('No transition is called &lt;b&gt;close-issue&lt;/b&gt;.');
    expect(section).toMatch(/engine<\/bdi> · <bdi>Jane D\.<\/bdi> ·/);
    expect(section).toContain(`href="https://gitlab.example.com/acme/engine/-/commit/${commit.sha}"`);
    expect(text).not.toMatch(/javascript:|Of another issue/);
  });

  it('says so where there are more commands than it lists', async () => {
    for (let one = 0; one < 21; one += 1) await seedCommand(app, keys(), { issueKey: 'ABC-4' });
    const { text } = await open(site, '/issue?issueKey=ABC-4');
    expect(text.match(/Commented/g)).toHaveLength(20);
    expect(text).toContain('Older ones are not shown.');
    expect(text).not.toContain('No branch, commit');
  });

  it('says how to begin where nothing names the issue', async () => {
    const { status, text } = await open(site, '/issue?issueKey=ABC-3');
    expect(status).toBe(200);
    expect(text).toContain('No branch, commit or merge request');
  });

  it('shows nothing of an issue that the person may not see, nor whether it is there', async () => {
    const outsider = site.site.createUser({ displayName: 'Outsider', projects: [] });
    const hidden = await open(site, '/issue?issueKey=ABC-1', outsider.accountId);
    const missing = await open(site, '/issue?issueKey=NONE-1', outsider.accountId);
    expect([hidden.status, missing.status]).toEqual([404, 404]);
    expect(hidden.text).toBe(missing.text);
    expect(hidden.text).not.toContain('Fix');
  });

  it('shows nothing of one site to another that has an issue with the same key', async () => {
    const { status, text } = await open(other, '/issue?issueKey=ABC-1');
    expect(status).toBe(200);
    expect(text).not.toMatch(/Fix|feature\/ABC-1|Smart Commits/);
  });

  it('shows nothing when Jira does not answer', async () => {
    app.jira.faults.add({ match: 'issue.get', times: 1, status: 500 });
    expect((await open(site, '/issue?issueKey=ABC-1')).status).toBe(503);
  });

  it.each([
    '',
    '?issueKey=',
    '?issueKey=abc-1',
    '?issueKey=ABC-1/../../admin',
    '?issueKey=ABC-1&issueKey=ABC-2',
  ])('asks for an issue with /issue%s', async (query) => {
    const calls = app.jira.requests.total;
    expect((await open(site, `/issue${query}`)).status).toBe(400);
    expect(app.jira.requests.total).toBe(calls);
  });
});

describe('the page of an issue', () => {
  it('names the state of a merge request as people do', () => {
    const facts = {
      id: 1,
      iid: 1,
      title: 'ABC-1',
      reference: '!1',
      url: 'https://gitlab.example.com/!1',
      draft: false,
      author: { name: 'Jane' },
      sourceBranch: 'a',
      targetBranch: 'b',
      targetBranchUrl: '',
      commentCount: 0,
      updatedAt: 0,
      createdAt: 0,
      reviewers: [],
    };
    const labelOf = (state: 'opened' | 'closed' | 'merged' | 'locked', draft = false) => {
      const entity = {
        kind: 'pull_request',
        id: '1',
        repositoryId: 'r',
        facts: { ...facts, state, draft },
      } as const;
      const page = issuePage({
        issueKey: 'ABC-1',
        entities: [entity],
        commands: [],
        hasMoreCommands: false,
        deployments: [],
        repositories: new Map(),
      });
      const label = page.groups[0]?.lines[0]?.state?.label;
      return label && inPlainEnglish(label);
    };
    expect(labelOf('opened')).toBe('Open');
    expect(labelOf('opened', true)).toBe('Draft');
    expect(labelOf('merged', true)).toBe('Merged');
    expect(labelOf('closed')).toBe('Closed');
  });
});

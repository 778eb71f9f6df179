import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LinkedAccount, SmartCommitRunner } from '../../src/account/account.ts';
import { smartCommitRunners } from '../../src/account/smart-commits/runners.ts';
import { inTransaction } from '../../src/db/db.ts';
import { attachFiles } from '../../src/dev-info/ledger.store.ts';
import { requeueTenant } from '../../src/dev-info/outbox/requeue-tenant.ts';
import { wakeOutbox } from '../../src/dev-info/outbox/wake-outbox.ts';
import type { Project, User } from '../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, jiraApp, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { repositoryNamed } from '../sync/support.ts';

let app: TestApp;
let site: InstalledTenant;
let account: LinkedAccount;
let project: Project;
let author: User;

beforeEach(async () => {
  app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
  site = await installTenant(app);
  const { world } = app.gitlab;
  author = world.addUser({ username: 'ada' });
  world.addMember(world.addGroup({ path: 'acme' }), author, 50);
  project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
  world.push(project, 'main', [{ message: 'ABC-1 #comment from the import' }]);
  account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  await app.drain();
  app.advance(1_000);
  app.jira.devInfoStats.reset();
});
afterEach(() => app.close());

const automation = () => app.jira.app().devInfo.automation;
const runByJira = () => automation().smartCommits.map(({ issueKey, command }) => `${issueKey} #${command}`);
const choose = async (runner: SmartCommitRunner) => {
  const answer = await site.ask({ path: `/accounts/${account.id}/smart-commits`, fields: { runner } });
  expect(answer.status).toBe(200);
};
const push = async (branch: string, ...messages: string[]) => {
  const shas = app.gitlab.world.push(
    project,
    branch,
    messages.map((message) => ({ message })),
  );
  await app.drain();
  app.advance(1_000);
  return shas.at(-1) ?? '';
};
const messagesOn = (issueKey: string) =>
  app.jira.devInfoOf(issueKey).map(({ kind, payload }) => {
    const text = payload['message'] ?? payload['title'] ?? payload.lastCommit?.['message'];
    return `${kind} ${String(text)}`;
  });
const triggered = (kind: string) => automation().triggers.filter((one) => one.startsWith(kind)).length;
const requests = () => app.jira.devInfoStats.newest.map(({ preventTransitions }) => preventTransitions);
const asShown = (text: string) => text.replaceAll('\u2060', '');

const byOthers = smartCommitRunners({ kind: jiraApp() }).filter((runner) => runner !== 'jira');

describe.each(byOthers)('where Smart Commits are left to: %s', (runner) => {
  beforeEach(() => choose(runner));

  it('Jira carries out none, shows the same, and its triggers see branches and merge requests', async () => {
    await push('ABC-2-work', 'ABC-2 begin #comment done #close');
    const { world } = app.gitlab;
    world.openMergeRequest(project, { title: 'ABC-2 #close it', sourceBranch: 'ABC-2-work', author });
    await app.drain();
    expect(runByJira()).toEqual([]);
    expect(messagesOn('ABC-2').map(asShown).sort()).toEqual([
      'branches ABC-2 begin #comment done #close',
      'commits ABC-2 begin #comment done #close',
      'pullRequests ABC-2 #close it',
    ]);
    expect([triggered('branches'), triggered('pullRequests'), triggered('commits')]).toEqual([1, 1, 0]);
  });
});

it('what holds no command goes in one request, and triggers see all of it', async () => {
  await push('ABC-2-work', 'ABC-2 closes #42');
  expect(requests()).toEqual([false]);
  expect([triggered('branches'), triggered('commits')]).toEqual([1, 1]);
});

it('a command on a branch that Jira has costs no second request', async () => {
  await choose('nobody');
  await push('ABC-2-work', 'ABC-2 begin');
  await push('ABC-2-work', 'ABC-2 #close');
  expect(requests()).toEqual([false, true]);
});

describe('where they are left to Jira', () => {
  beforeEach(() => choose('jira'));

  it('it gets each new commit once as it was written, and nothing of the import', async () => {
    await push('ABC-2-work', 'ABC-2 begin #comment done', 'ABC-3 #time 2h');
    await push('ABC-2-work', 'ABC-4 no command');
    expect(runByJira().sort()).toEqual(['ABC-2 #comment', 'ABC-3 #time']);
    expect(messagesOn('ABC-3')).toEqual(['commits ABC-3 #time 2h']);
    expect(automation().smartCommits.every(({ kind }) => kind === 'commits')).toBe(true);
  });

  it('it does not get it again with its files, from another branch, a fork, or a new installation', async () => {
    const sha = await push('ABC-2-work', 'ABC-2 #comment done');
    const { tenantId, id: repositoryId } = await repositoryNamed(app, site.tenant.id, 'one');
    const files = [
      { path: 'a', change: 'ADDED', linesAdded: 1, linesRemoved: 0, url: 'https://x/a' },
    ] as const;
    await inTransaction(app.ctx.db, async (tx) => {
      const change = { tenantId, repositoryId, now: app.clock.now() };
      await attachFiles(tx, { ...change, sha, files, fileCount: 1 });
      await wakeOutbox(app.ctx, tx, { tenantId, lane: 'import', importIsRunning: false });
    });
    await app.drain();
    app.gitlab.world.createBranch(project, 'ABC-5-other', 'ABC-2-work');
    await app.drain();
    app.advance(1_000);
    await requeueTenant(app.ctx, { tenantId });
    await app.drain();
    expect(runByJira()).toEqual(['ABC-2 #comment']);
    expect(app.jira.devInfoStats.dropped).toBe(0);
  });

  it('it gets it once where the answer was lost, also when the commit has changed meanwhile', async () => {
    const mend = app.jira.faults.add({ match: 'devinfo.bulk', dropConnection: true, afterHandling: true });
    const sha = await push('ABC-2-work', 'ABC-2 #comment done');
    expect(runByJira()).toEqual(['ABC-2 #comment']);
    const { tenantId, id: repositoryId } = await repositoryNamed(app, site.tenant.id, 'one');
    const files = [
      { path: 'a', change: 'ADDED', linesAdded: 1, linesRemoved: 0, url: 'https://x/a' },
    ] as const;
    await attachFiles(app.ctx.db, { tenantId, repositoryId, now: app.clock.now(), sha, files, fileCount: 1 });
    mend();
    app.advance(3_600_000);
    await app.drain();
    expect(runByJira()).toEqual(['ABC-2 #comment']);
    const shown = app.jira.devInfoOf('ABC-2').find(({ kind }) => kind === 'commits');
    expect(shown?.payload).toMatchObject({ fileCount: 1 });
  });

  it('it gets it after all where it took nothing at first', async () => {
    const mend = app.jira.faults.add({ match: 'devinfo.bulk', status: 503 });
    await push('ABC-2-work', 'ABC-2 #comment done');
    expect(runByJira()).toEqual([]);
    mend();
    app.advance(3_600_000);
    await app.drain();
    expect(runByJira()).toEqual(['ABC-2 #comment']);
  });

  it('of a commit that two repositories show, it gets one', async () => {
    const { world } = app.gitlab;
    const fork = world.addProject({ path: 'two', namespace: world.namespace('acme') });
    world.push(fork, 'main', [{ message: 'no key' }]);
    await site.ask({ path: `/accounts/${account.id}/repositories/refresh`, fields: {} });
    await app.drain();
    app.advance(1_000);
    const sha = await push('ABC-2-work', 'ABC-2 #comment done');
    world.forcePush(fork, 'work', { onto: copied(fork, sha) });
    await app.drain();
    expect(runByJira()).toEqual(['ABC-2 #comment']);
    expect(messagesOn('ABC-2').filter((one) => one.startsWith('commits'))).toHaveLength(2);
  });

  it('a repository whose switch is off is left out', async () => {
    const { id } = await repositoryNamed(app, site.tenant.id, 'one');
    await site.ask({ path: `/repositories/${id}/smart-commits`, fields: {} });
    await push('ABC-2-work', 'ABC-2 #comment done');
    expect(runByJira()).toEqual([]);
  });
});

it('a change of who carries them out sends nothing anew, and holds for what comes next', async () => {
  await choose('nobody');
  await push('ABC-2-work', 'ABC-2 #comment one');
  await choose('jira');
  await app.drain();
  expect(requests()).toHaveLength(2);
  await push('ABC-2-work', 'ABC-3 #comment two');
  await choose('nobody');
  await push('ABC-2-work', 'ABC-4 #comment three');
  expect(runByJira()).toEqual(['ABC-3 #comment']);
});

/** The same commit in another project, as in a fork, with those before it. */
function copied(fork: Project, sha: string): string {
  const { store } = project.repository;
  const commit = store.find(sha);
  if (commit === undefined) throw new Error(`no commit ${sha}`);
  const record = store.record(commit);
  for (const parent of record.parent_ids) copied(fork, parent);
  if (fork.repository.store.find(sha) === undefined) fork.repository.add(record);
  return sha;
}

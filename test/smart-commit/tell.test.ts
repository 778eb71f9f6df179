import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { commandFailed } from '../../src/smart-commit/tasks.ts';
import { tooManyRequests } from '../sandbox/jira/cloud/faults.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { seedCommand, type SeededCommand } from './support/seed-commands.ts';

let app: TestApp;
let site: InstalledTenant;
let accountId: string;
let repositoryId: string;
/** Each test has an issue of its own. */
let issueKey: string;
let issues = 0;

beforeAll(async () => {
  app = await startTestApp();
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, world.addUser({ username: 'jane' }), 50);
  world.addProject({ namespace: group, path: 'engine' });
  site = await installTenant(app);
  ({ id: accountId } = await linkAccount(app, site, { namespace: 'acme', username: 'jane' }));
  await app.drain();
  const [repository] = await app.ctx.db.rows<{ id: string }>('select id from repository');
  repositoryId = repository?.id ?? '';
});
afterAll(() => app.close());
beforeEach(async () => {
  issues += 1;
  issueKey = `TELL-${issues}`;
  site.site.createIssue({ key: issueKey });
  await tellFailures(true);
});

const tellFailures = (on: boolean) =>
  site.ask({
    path: `/accounts/${accountId}/smart-commits`,
    fields: { runner: 'app', ...(on ? { commentOnFailure: 'true' } : {}) },
  });
const writes = () => app.jira.requests.counts['issue.comment.add'] ?? 0;
const comments = () => site.site.issue(issueKey).comments;
const failed = {
  state: 'failed',
  reasonCode: 'refused',
  reason: 'Jira does not take that. Ask an admin.',
  jiraAccountId: '712020:jane',
} as const;

/** Commands of one commit that have just ended, each announced. */
async function fail(...commands: SeededCommand[]): Promise<void> {
  const tenantId = site.tenant.id;
  const sha = `c0ffee${issues}`.padEnd(40, '0');
  for (const [position, command] of commands.entries()) {
    const commandId = await seedCommand(
      app,
      { tenantId, repositoryId },
      { issueKey, sha, position, ...failed, ...command },
    );
    await app.ctx.jobs.add(app.ctx.db, commandFailed, { payload: { tenantId, commandId } });
  }
}

describe('a failure on its issue', () => {
  it('is told by the app in one comment for a commit, with what was asked and why it was not done', async () => {
    await fail(
      { name: 'close', type: 'transition', argument: '*now*' },
      { name: 'comment', state: 'done' },
      { name: 'time', type: 'time', argument: '1h', reason: 'No time tracking.', state: 'unknown' },
    );
    await app.drain();
    expect(comments()).toHaveLength(1);
    const [{ text, author } = { text: '', author: '' }] = comments();
    expect(text).toMatch(/Commit c0ffee\d+ by Jane Doe .*https:\/\/gitlab\.example\.com\//);
    expect(text).toContain('#close *now* — Jira does not take that. Ask an admin.');
    expect(text).toContain('#time 1h — No time tracking.');
    expect(text).not.toContain('#comment');
    expect([site.adminId, site.memberId]).not.toContain(author);
  });

  it.each([
    { reasonCode: 'no_issue' },
    { reasonCode: 'no_permission' },
    { reasonCode: 'no_user', jiraAccountId: null },
    { reasonCode: 'several_users', jiraAccountId: null },
    { reasonCode: 'inactive_user', jiraAccountId: null },
    { reasonCode: 'not_verified' },
    // Nobody has looked who the author is.
    { reasonCode: 'invalid_duration', jiraAccountId: null },
  ] as const)('repeats no text of somebody who may not write there: $reasonCode', async (why) => {
    const text = 'Your password has expired: https://evil.example';
    const commitUrl = 'https://gitlab.example.com/evil/-/commit/1';
    await fail(
      { ...why, authorName: text, argument: text, commitUrl },
      { name: 'close', type: 'transition', argument: text },
    );
    await app.drain();
    const told = comments()[0]?.text ?? '';
    expect(told).toMatch(/^Commit c0ffee\d+ asks for .*\n#comment — Jira does not take that.*\n#close — /);
    expect(told).not.toMatch(/evil|password/);
  });

  it('cuts long names and texts', async () => {
    const long = '\u{1f600}'.repeat(500);
    await fail({ authorName: long, argument: long, name: 'n'.repeat(500), type: 'transition' });
    await app.drain();
    const told = comments()[0]?.text ?? '';
    const count = (what: string) => told.split(what).length - 1;
    expect([count('\u{1f600}'), count('n'.repeat(59)), count('n'.repeat(60))]).toEqual([59 + 199, 1, 0]);
  });

  it('is not told where nobody has asked for that', async () => {
    await tellFailures(false);
    await fail({});
    await app.drain();
    expect(comments()).toHaveLength(0);
  });

  it('is not told of what was left out or done', async () => {
    await fail({ state: 'skipped', reasonCode: 'not_verified' }, { state: 'done' });
    await app.drain();
    expect(comments()).toHaveLength(0);
  });

  it('is told once where the answer was lost after Jira had the comment', async () => {
    const before = writes();
    app.jira.faults.add({ match: 'issue.comment.add', times: 1, dropConnection: true, afterHandling: true });
    await fail({}, { name: 'close', type: 'transition' });
    await app.drain();
    app.advance(60_000);
    await app.drain();
    expect(comments()).toHaveLength(1);
    expect(writes() - before).toBe(1);
  });

  it('is told once where Jira never had the comment, and where it asked to wait', async () => {
    app.jira.faults.add({ match: 'issue.comment.add', times: 1, dropConnection: true });
    await fail({});
    await app.drain();
    expect(comments()).toHaveLength(0);
    app.jira.faults.add({
      match: 'issue.comment.add',
      times: 1,
      ...tooManyRequests('jira-per-issue-on-write', 20),
    });
    for (let minute = 0; minute < 3; minute += 1) {
      app.advance(60_000);
      await app.drain();
    }
    expect(comments()).toHaveLength(1);
  });

  it('is not told again when the command fails again', async () => {
    await fail({ id: '00000000-0000-4000-8000-000000000001' });
    await app.drain();
    const payload = { tenantId: site.tenant.id, commandId: '00000000-0000-4000-8000-000000000001' };
    await app.ctx.jobs.add(app.ctx.db, commandFailed, { payload });
    await app.drain();
    expect(comments()).toHaveLength(1);
  });

  it('waits a minute for what else the commit asks of the issue', async () => {
    await fail({}, { name: 'close', type: 'transition', state: 'waiting', reason: null });
    await app.drain();
    app.advance(30_000);
    await app.drain();
    expect(comments()).toHaveLength(0);
    app.advance(31_000);
    await app.drain();
    expect(comments()).toHaveLength(1);
  });

  it('is left untold where the app may not comment or the issue is gone', async () => {
    app.jira.faults.add({
      match: 'issue.comment.add',
      times: 1,
      status: 403,
      body: { errorMessages: ['No.'] },
    });
    await fail({});
    await fail({ issueKey: 'GONE-1', sha: 'dead'.repeat(10) });
    await app.drain();
    app.advance(600_000);
    await app.drain();
    expect(comments()).toHaveLength(0);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startRunningApp, type RunningApp } from './running-app.ts';

let running: RunningApp;
let key: string;
beforeAll(async () => {
  running = await startRunningApp();
});
afterAll(() => running.close());
beforeEach(() => {
  key = running.newIssue();
});

const jira = () => running.site.site;

/** The only command of a line on the test's issue. */
async function outcomeOf(line: string, issueKey = key) {
  await running.run(line);
  const [outcome, ...more] = await running.outcomes(issueKey);
  expect(more).toEqual([]);
  return outcome;
}

describe('a command that Jira refuses', () => {
  it('names an issue that is not there, or not for this person', async () => {
    const outcome = await outcomeOf('RUN-999999 #comment lost', 'RUN-999999');
    expect(outcome).toMatchObject({ state: 'failed', code: 'no_issue', as: 'Jane Doe' });
    expect(outcome?.reason).toContain('Jira has no issue RUN-999999, or Jane Doe may not see it');
  });

  it.each([
    ['#comment hello', 'ADD_COMMENTS', 'Add comments'],
    ['#time 1h', 'WORK_ON_ISSUES', 'Work on issues'],
    ['#close', 'TRANSITION_ISSUES', 'Transition issues'],
  ])('%s needs the permission %s', async (command, permission, name) => {
    jira().forbid(running.jane.accountId, permission, 'RUN');
    const outcome = await outcomeOf(`${key} ${command}`);
    jira().allow(running.jane.accountId, permission, 'RUN');
    expect(outcome).toMatchObject({ state: 'failed', code: 'no_permission' });
    expect(outcome?.reason).toContain(`“${name}”`);
    expect(running.issue(key)).toMatchObject({ status: 'To Do', comments: [], worklogs: [] });
  });

  it.each([400, 404] as const)('logs no time where time tracking is off (%d)', async (status) => {
    jira().setTimeTracking(false, { status });
    const outcome = await outcomeOf(`${key} #time 1h`);
    jira().setTimeTracking(true);
    expect(outcome).toMatchObject({ state: 'failed', code: 'no_time_tracking' });
    expect(outcome?.reason).toContain('A Jira administrator can switch it on');
  });

  it('stops none of those beside and after it', async () => {
    await running.run(`${key} #nonsense #comment beside`, `${key} #close`);
    expect(await running.outcomes(key)).toMatchObject([
      { state: 'failed', code: 'no_match' },
      { state: 'done' },
      { state: 'done' },
    ]);
  });

  it('names no transition, or several, or one that leads to where the issue is', async () => {
    const unmatched = await outcomeOf(`${key} #nonsense`);
    expect(unmatched?.reason).toContain('“Start progress” (to “In Progress”) or “Close issue” (to “Done”)');
    await running.run(`${key} #close`, `${key} #done`);
    const [, , already] = await running.outcomes(key);
    expect(already).toMatchObject({
      code: 'no_match',
      reason: expect.stringContaining('already in the status “Done”'),
    });
  });

  it('asks for fields that a commit cannot give', async () => {
    jira().createIssue({ key: 'FLD-1', status: 'Open' });
    jira().setWorkflow('FLD', {
      statuses: ['Open', 'Resolved', 'Done'],
      transitions: [
        {
          ...{ id: '1', name: 'Resolve', from: 'Open', to: 'Resolved' },
          screen: {
            fields: {
              resolution: { required: true, name: 'Resolution' },
              customfield_1: { required: true, name: 'Cause', hasDefaultValue: true },
            },
          },
        },
        {
          ...{ id: '2', name: 'Review one', from: 'Open', to: 'Done' },
          screen: { fields: { comment: { required: true, name: 'Comment' } } },
        },
        { id: '3', name: 'Review two', from: 'Open', to: 'Done', onlyFor: [running.jane.accountId] },
        { id: '4', name: 'Secret', from: 'Open', to: 'Done', onlyFor: [running.site.adminId] },
      ],
    });
    await running.run('FLD-1 #resolve #review #review-one #secret');
    const [resolve, review, one, secret] = await running.outcomes('FLD-1');
    expect(resolve).toMatchObject({
      code: 'required_field',
      reason: expect.stringContaining('asks for “Resolution”,'),
    });
    expect(review).toMatchObject({
      code: 'ambiguous',
      reason: expect.stringContaining('“Review one” (to “Done”) and “Review two”'),
    });
    expect(one).toMatchObject({ code: 'required_field', reason: expect.stringContaining('needs a comment') });
    expect(secret).toMatchObject({ code: 'no_match' });
    expect(secret?.reason).not.toContain('“Secret”');
    await running.run('FLD-1 #resolved');
    expect(await running.outcomes('FLD-1')).toMatchObject([{}, {}, {}, {}, { code: 'required_field' }]);
  });

  it('has nowhere to go from here', async () => {
    jira().createIssue({ key: 'END-1', status: 'Over' });
    jira().setWorkflow('END', { statuses: ['Over', 'Done'], transitions: [] });
    expect(await outcomeOf('END-1 #close', 'END-1')).toMatchObject({ code: 'none_available' });
  });

  it('has moved the issue, and may not comment', async () => {
    jira().forbid(running.jane.accountId, 'ADD_COMMENTS', 'RUN');
    const outcome = await outcomeOf(`${key} #close with words`);
    expect(outcome).toMatchObject({ state: 'failed', code: 'no_permission' });
    expect(outcome?.reason).toContain('The issue was moved to “Done”, but its comment was not added');
    jira().allow(running.jane.accountId, 'ADD_COMMENTS', 'RUN');
    expect(running.issue(key)).toMatchObject({ status: 'Done', transitions: 1 });
  });

  it('may not comment in the transition: it is not made', async () => {
    jira().createIssue({ key: 'CMT-1', status: 'Open' });
    jira().setWorkflow('CMT', {
      statuses: ['Open', 'Done'],
      transitions: [
        {
          ...{ id: '1', name: 'Close', from: 'Open', to: 'Done' },
          screen: { fields: { comment: { required: false, name: 'Comment' } } },
        },
      ],
    });
    jira().forbid(running.jane.accountId, 'ADD_COMMENTS', 'CMT');
    const outcome = await outcomeOf('CMT-1 #close with words', 'CMT-1');
    expect(outcome).toMatchObject({
      code: 'no_permission',
      reason: expect.stringContaining('“Add comments”'),
    });
    expect(running.issue('CMT-1').status).toBe('Open');
  });

  it('says what Jira says', async () => {
    const message = 'The moon is full.';
    const body = { errorMessages: [message], errors: {} };
    jira().issue(key);
    running.app.jira.faults.add({ match: 'issue.comment.add', times: 1, status: 400, body });
    expect(await outcomeOf(`${key} #comment howl`)).toMatchObject({
      ...{ state: 'failed', code: 'refused' },
      reason: expect.stringContaining(`Jira says: ${message}`),
    });
  });
});

describe('a command of somebody', () => {
  it.each([
    ['whom Jira does not know', { authorEmail: 'nobody@example.com' }, 'no_user'],
    ['who is not active', { authorEmail: 'gone@example.com' }, 'inactive_user'],
  ])('%s fails', async (_who, by, code) => {
    jira().createUser({
      ...{ displayName: 'Gone', emailAddress: 'gone@example.com' },
      ...{ emailVisible: true, active: false },
    });
    await running.run({ message: `${key} #comment hello`, ...by });
    expect(await running.outcomes(key)).toMatchObject([{ state: 'failed', code, as: null }]);
    expect(running.issue(key).comments).toEqual([]);
  });

  it('whose repository is switched off meanwhile is skipped', async () => {
    const { tenant } = running.site;
    running.push(`${key} #comment too late`);
    await running.app.gitlab.hooks.idle();
    const switchSmartCommits = (on: boolean) =>
      running.app.ctx.db.run('update account set smart_commit_runner = $2 where tenant_id = $1', [
        tenant.id,
        on ? 'app' : 'nobody',
      ]);
    const limited = running.app.jira.faults.add({ match: 'issue.comment.add', status: 429 });
    await running.app.drain();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'waiting' }]);
    limited();
    await switchSmartCommits(false);
    running.app.advance(3_600_000);
    await running.app.drain();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'skipped', code: 'switched_off' }]);
    await switchSmartCommits(true);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../sandbox/jira/cloud/faults.ts';
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

const calls = [
  ['comment', 'issue.comment.add', '#comment once'],
  ['worklog', 'issue.worklog.add', '#time 1h once'],
  ['transition', 'issue.transition', '#close once'],
] as const;
const written = () => running.app.jira.requests.counts;
const add = (fault: Fault) => running.app.jira.faults.add(fault);

/** Lets the time pass after which what came of an attempt is looked for, and tried again. */
async function later(ms = 45_000): Promise<void> {
  running.app.advance(ms);
  await running.app.drain();
}

function expectOnce(): void {
  const { comments, worklogs, transitions, status } = running.issue(key);
  // Where worklogs have no properties, the address of the commit is their last line.
  const made = [...comments, ...worklogs].map(({ text }) => text.split('\n', 1)[0]);
  expect(made).toEqual(['once']);
  expect([status, transitions]).toEqual(transitions === 0 ? ['To Do', 0] : ['Done', 1]);
}

describe.each(calls)('a %s', (_what, match, command) => {
  it('is made once, though the answer was lost after it was made', async () => {
    const before = written()[match] ?? 0;
    add({ match, times: 1, dropConnection: true, afterHandling: true });
    await running.run(`${key} ${command}`);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'running' }]);
    await later(13_000);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expectOnce();
    expect(written()[match]).toBe(before + 1);
  });

  it('is made once, though Jira said 502 after it was made', async () => {
    add({ match, times: 1, status: 502, body: 'Bad Gateway', afterHandling: true });
    await running.run(`${key} ${command}`);
    await later();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expectOnce();
  });

  it('is made once, where the call was lost before it was made', async () => {
    const before = written()[match] ?? 0;
    add({ match, times: 1, dropConnection: true });
    await running.run(`${key} ${command}`);
    await later(13_000);
    // Jira may still be at it.
    expect(await running.outcomes(key)).toMatchObject([{ state: 'running' }]);
    expect(written()[match]).toBe(before + 1);
    await later();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expectOnce();
  });

  it('is made once where Jira said to wait, and before what came after it', async () => {
    add({ match, times: 2, status: 429, headers: { 'Retry-After': '5' } });
    await running.run(`${key} ${command}`);
    await running.run(`${key} #comment and then`);
    expect(await running.outcomes(key)).toMatchObject([
      { state: 'waiting', reason: expect.stringMatching(/^Waiting for Jira until \d\d:\d\d UTC/) },
      { state: 'waiting', reason: null },
    ]);
    await later();
    await later();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done', reason: null }, { state: 'done' }]);
    const { comments } = running.issue(key);
    expect(comments.at(-1)?.text).toBe('and then');
    expect(comments).toHaveLength(match === 'issue.worklog.add' ? 1 : 2);
  });
});

describe('a transition with a comment after it', () => {
  it('is made once where the answer to the comment was lost', async () => {
    add({ match: 'issue.comment.add', times: 1, dropConnection: true, afterHandling: true });
    await running.run(`${key} #close once`);
    await later();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expectOnce();
  });

  it('is made once where the comment had to wait', async () => {
    add({ match: 'issue.comment.add', times: 1, status: 429, headers: { 'Retry-After': '5' } });
    await running.run(`${key} #close once`);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'waiting' }]);
    expect(running.issue(key).status).toBe('Done');
    await later();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expectOnce();
  });
});

describe('a transition whose answer was lost', () => {
  const lost = (afterHandling: boolean) =>
    add({ match: 'issue.transition', times: 1, dropConnection: true, afterHandling });

  it('is known by the history, though somebody has moved the issue since', async () => {
    lost(true);
    await running.run(`${key} #close`);
    running.site.site.setStatus(key, 'To Do');
    await later();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expect(running.issue(key)).toMatchObject({ status: 'To Do', transitions: 1 });
  });

  it('is not taken for the same one, made before by the same person', async () => {
    await running.run(`${key} #close`, `${key} #reopen`);
    lost(false);
    await running.run(`${key} #close`);
    await later();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }, {}, { state: 'done' }]);
    expect(running.issue(key)).toMatchObject({ status: 'Done', transitions: 3 });
  });

  it('is not made again where somebody else did it: that is said', async () => {
    lost(false);
    await running.run(`${key} #close`);
    running.site.site.setStatus(key, 'Done', running.site.adminId);
    await later();
    await later();
    expect(await running.outcomes(key)).toMatchObject([{ state: 'failed', code: 'no_match' }]);
    expect(running.issue(key).transitions).toBe(0);
  });

  it('is unknown where it leads back to where it began: nobody can tell', async () => {
    running.site.site.setWorkflow('LOOP', {
      statuses: ['Open', 'Done'],
      transitions: [{ id: '1', name: 'Touch', from: 'Open', to: 'Open' }],
    });
    running.site.site.createIssue({ key: 'LOOP-1', status: 'Open' });
    lost(true);
    await running.run('LOOP-1 #touch');
    await later();
    const [outcome] = await running.outcomes('LOOP-1');
    expect(outcome).toMatchObject({ state: 'unknown', code: 'unknown' });
    expect(outcome?.reason).toContain('Please look at the issue');
    await later(3_600_000);
    expect(running.issue('LOOP-1').transitions).toBe(1);
  });
});

describe('what cannot be found out', () => {
  it('is unknown, where the person may no longer see the issue', async () => {
    add({ match: 'issue.comment.add', times: 1, dropConnection: true, afterHandling: true });
    await running.run(`${key} #comment once`);
    running.site.site.forbid(running.jane.accountId, 'BROWSE_PROJECTS', 'RUN');
    await later();
    running.site.site.allow(running.jane.accountId, 'BROWSE_PROJECTS', 'RUN');
    expect(await running.outcomes(key)).toMatchObject([{ state: 'unknown' }]);
    expectOnce();
  });
});

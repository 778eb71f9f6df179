import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { markKey } from '../../../src/smart-commit/run/mark.ts';
import { jiraApp } from '../../support/install-tenant.ts';
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

describe('what a commit asks of an issue', () => {
  it('is a comment, by its author, that nothing in it can turn into anything else', async () => {
    const { jane, site } = running;
    await running.run(`${key} #comment Fixed *it* @[~ben] \u0007<b>{code}`);
    const [comment, ...more] = running.issue(key).comments;
    expect(more).toEqual([]);
    expect(comment).toMatchObject({ author: jane.accountId, text: 'Fixed *it* @[~ben] <b>{code}' });
    const [outcome] = await running.outcomes(key);
    expect(outcome).toMatchObject({ state: 'done', code: null, reason: null, as: 'Jane Doe' });
    expect(outcome?.url).toBe(`${site.tenant.displayUrl}/browse/${key}?focusedCommentId=${comment?.id}`);
    expect(comment?.properties.get(markKey)).toEqual({ id: outcome?.id });
  });

  it('is logged work at the time of the commit, and the estimate follows', async () => {
    running.site.site.setRemaining(key, 4 * 3600);
    const authoredAt = running.app.clock.now() - 86_400_000;
    await running.run({ message: `${key} #time 1h 30m Looked into it`, authoredAt });
    const { worklogs, remainingSeconds } = running.issue(key);
    expect(worklogs).toMatchObject([
      {
        author: running.jane.accountId,
        text: expect.stringMatching(/^Looked into it(\n|$)/),
        timeSpentSeconds: 5400,
      },
    ]);
    expect(Math.abs((worklogs[0]?.started ?? 0) - authoredAt)).toBeLessThan(1000);
    expect(remainingSeconds).toBe(2.5 * 3600);
    const [outcome] = await running.outcomes(key);
    expect(outcome?.url).toContain(`focusedWorklogId=${worklogs[0]?.id}`);
    // Worklogs of Jira Data Center have no properties: the address of the commit names it there.
    if (jiraApp() === 'self-hosted') expect(worklogs[0]?.text).toContain(`#work-${outcome?.id}`);
    else expect(worklogs[0]?.properties.get(markKey)).toEqual({ id: outcome?.id });
  });

  it('is logged work without a comment', async () => {
    await running.run(`${key} #time 2h`);
    expect(running.issue(key).worklogs).toMatchObject([
      {
        comment: jiraApp() === 'self-hosted' ? expect.stringMatching(/^http\S+$/) : undefined,
        timeSpentSeconds: 7200,
      },
    ]);
  });

  it('is a transition, and its text a comment after it where there is no screen', async () => {
    await running.run(`${key} #close Closing issue`);
    const { status, comments, changelog } = running.issue(key);
    expect(status).toBe('Done');
    expect(comments).toMatchObject([{ text: 'Closing issue', author: running.jane.accountId }]);
    expect(changelog).toMatchObject([{ author: running.jane.accountId }]);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done', name: 'close' }]);
  });

  it('is a comment in the transition where its screen has one', async () => {
    const screen = { fields: { comment: { required: true, name: 'Comment' } } };
    running.site.site.createProject({ key: 'SCR' });
    running.site.site.createIssue({ key: 'SCR-1', status: 'Open' });
    running.site.site.setWorkflow('SCR', {
      statuses: ['Open', 'Done'],
      transitions: [{ id: '1', name: 'Close', from: 'Open', to: 'Done', screen }],
    });
    const before = running.app.jira.requests.counts['issue.comment.add'] ?? 0;
    await running.run('SCR-1 #close With words');
    expect(await running.outcomes('SCR-1')).toMatchObject([{ state: 'done', reason: null }]);
    expect(running.issue('SCR-1')).toMatchObject({ status: 'Done', comments: [{ text: 'With words' }] });
    expect(running.app.jira.requests.counts['issue.comment.add'] ?? 0).toBe(before);
  });

  it('is all of it, on each of the issues, in the order in which it was written and committed', async () => {
    const other = running.newIssue();
    await running.run(
      { message: `${key} #comment first`, authoredAt: 1_700_000_200_000 },
      { message: `${key}, ${other} #time 1h #comment second #close third`, authoredAt: 1_700_000_100_000 },
      { message: `${key} #reopen`, authoredAt: 1_700_000_000_000 },
    );
    expect(running.issue(key).comments.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
    expect(running.issue(other).comments.map(({ text }) => text)).toEqual(['second', 'third']);
    expect([running.issue(key).status, running.issue(other).status]).toEqual(['To Do', 'Done']);
    const states = [...(await running.outcomes(key)), ...(await running.outcomes(other))];
    expect(states.map(({ state }) => state)).toEqual(Array.from({ length: 8 }, () => 'done'));
  });

  it('is found under the key that the issue has now', async () => {
    running.site.site.createProject({ key: 'NEW' });
    running.site.site.createIssue({ key });
    running.site.site.moveIssue(key, 'NEW-77');
    await running.run(`${key} #comment moved`);
    expect(running.issue('NEW-77').comments).toMatchObject([{ text: 'moved' }]);
  });

  it('is cut where Jira takes no more', async () => {
    await running.run(`${key} #comment ${'x'.repeat(32_765)}😀 and more`);
    const [{ text } = { text: '' }] = running.issue(key).comments;
    expect(text.length).toBeLessThanOrEqual(32_767);
    expect(text.slice(-50)).toMatch(/x … \(cut: Jira takes no longer comments\)$/);
  });
});

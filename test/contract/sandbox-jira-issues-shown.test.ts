import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adf, startWorkCaller } from './work-caller.ts';
import type { WorkCaller } from './work-caller.ts';

const ISSUE = '/rest/api/3/issue';

let caller: WorkCaller;
let max: string;
beforeEach(async () => {
  caller = await startWorkCaller();
  max = caller.jira.member.accountId;
});
afterEach(async () => {
  expect(caller.jira.violations).toEqual([]);
  await caller.close();
});

async function browse(key: string): Promise<string> {
  const { port } = new URL(caller.jira.url);
  const cookie = `jira-sandbox-${port}=${encodeURIComponent(max)}`;
  return (await fetch(`${caller.jira.url}/browse/${key}`, { headers: { cookie } })).text();
}

async function control(path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${caller.jira.url}/_sandbox/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

const comment = (key: string, text: string, id: number) =>
  caller.as(max, `${ISSUE}/${key}/comment`, {
    body: adf(text),
    properties: [{ key: 'contract.mark', value: { id } }],
  });

describe('the page of an issue', () => {
  it('shows status, comments, work and history, as text', async () => {
    const { as } = caller;
    expect(await browse('KAFKA-1')).toContain('Nobody has done anything here yet.');
    await comment('KAFKA-1', '<b>bold</b>', 1);
    const work = { timeSpent: '1h 30m', started: '2026-11-20T09:30:00.000+0000', comment: adf('Tests') };
    await as(max, `${ISSUE}/KAFKA-1/worklog`, work);
    await as(max, `${ISSUE}/KAFKA-1/transitions`, { transition: { id: '31' } });
    const page = await browse('KAFKA-1');
    const words = ['&lt;b&gt;bold&lt;/b&gt;', '1h 30m', '2026-11-20 09:30', 'Tests', 'Done', 'Max Member'];
    for (const text of words) expect(page).toContain(text);
    expect(page).toContain('1h 30m logged, 0m remaining');
    expect(page).not.toContain('Nobody has done anything');
    expect(await browse('KAFKA')).toContain('href="/browse/KAFKA-1"');
  });
});

describe('the control of a sandbox that is a process', () => {
  it('tells all work with its marks in one answer, and when comments were there', async () => {
    const { clock, as } = caller;
    await comment('KAFKA-1', 'one', 1);
    clock.advance(1000);
    await comment('KAFKA-2', 'two', 2);
    await comment('ABC-1', 'three', 3);
    await as(max, `${ISSUE}/KAFKA-2/transitions`, { transition: { id: '11' } });
    expect((await control('issue-work?projectKey=KAFKA')).body).toMatchObject([
      { key: 'KAFKA-1', comments: [{ text: 'one', properties: { 'contract.mark': { id: 1 } } }] },
      { key: 'KAFKA-2', status: 'In Progress', transitions: 1, changelog: [{ author: max }], worklogs: [] },
    ]);
    expect((await control('issue-work')).body).toHaveLength(3);
    const now = clock.now();
    expect((await control('arrivals')).body).toEqual([
      { name: 'comment ABC-1 three', level: 0, at: now },
      { name: 'comment KAFKA-1 one', level: 0, at: now - 1000 },
      { name: 'comment KAFKA-2 two', level: 0, at: now },
    ]);
  });

  it('does what people in Jira do', async () => {
    const { jira } = caller;
    const workflow = {
      statuses: ['Open', 'Shut'],
      transitions: [{ id: '1', name: 'Shut', from: '*', to: 'Shut' }],
    };
    await control('workflow', { projectKey: 'ABC', workflow });
    await control('status', { issueKey: 'ABC-1', status: 'Shut' });
    expect(jira.issue('ABC-1')).toMatchObject({
      status: 'Shut',
      changelog: [{ author: jira.admin.accountId }],
    });
    await control('time-tracking', { on: false });
    expect((await caller.asApp('/rest/api/3/configuration')).body.timeTrackingEnabled).toBe(false);
    await control('forbid', { accountId: max, permission: 'ADD_COMMENTS', projectKey: 'ABC' });
    expect((await comment('ABC-1', 'no', 1)).status).toBe(400);
    await control('allow', { accountId: max, permission: 'ADD_COMMENTS', projectKey: 'ABC' });
    expect((await comment('ABC-1', 'yes', 1)).status).toBe(201);
    await control('move-issue', { issueKey: 'ABC-1', newKey: 'NEW-1' });
    expect(jira.issue('ABC-1').key).toBe('NEW-1');
    expect((await control('status', { issueKey: 'NONE-1', status: 'Shut' })).status).toBe(400);
  });
});

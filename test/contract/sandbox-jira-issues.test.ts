import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adf, startWorkCaller } from './work-caller.ts';
import type { AppKind, WorkCaller } from './work-caller.ts';

const ISSUE = '/rest/api/3/issue';
const STARTED = '2026-11-20T09:30:00.000+0000';
const MARK = { key: 'contract.mark', value: { id: 7 } };

describe.each<AppKind>(['connect', 'forge'])('work on issues through a %s app', (kind) => {
  let caller: WorkCaller;
  let max: string;
  beforeEach(async () => {
    caller = await startWorkCaller(kind);
    max = caller.jira.member.accountId;
  });
  afterEach(async () => {
    expect(caller.jira.violations).toEqual([]);
    await caller.close();
  });

  it('comments as a person, with a mark that is found again', async () => {
    const { jira, as, asApp, clock } = caller;
    const body = adf('Fixed <b>it</b>', 'and more');
    const { status, body: made } = await as(max, `${ISSUE}/ABC-1/comment`, { body, properties: [MARK] });
    expect([status, made.author.accountId, made.body]).toEqual([201, max, body]);
    expect(made).not.toHaveProperty('properties');
    expect(jira.issue('ABC-1').comments).toMatchObject([
      { author: max, text: 'Fixed <b>it</b>\nand more', created: clock.now(), appKey: jira.app().key },
    ]);
    const listed = await asApp(`${ISSUE}/ABC-1/comment?orderBy=-created&startAt=0&maxResults=5`);
    expect(listed.body).toMatchObject({ total: 1, maxResults: 5, comments: [{ id: made.id }] });
    expect(listed.body.comments[0]).not.toHaveProperty('properties');
    const ids = { ids: [Number(made.id), 1] };
    const expanded = (await as(max, '/rest/api/3/comment/list?expand=properties', ids)).body;
    expect(expanded).toMatchObject({ total: 1, isLast: true, values: [{ id: made.id, properties: [MARK] }] });
    expect((await as(max, '/rest/api/3/comment/list', ids)).body.values[0]).not.toHaveProperty('properties');
    const own = `/rest/api/3/comment/${made.id}/properties`;
    expect((await asApp(`${own}/${MARK.key}`)).body).toEqual(MARK);
    expect((await asApp(own)).body.keys).toMatchObject([{ key: MARK.key }]);
    expect((await asApp(`${own}/other`)).status).toBe(404);
  });

  it('lists comments newest first when asked, in pages of at most a hundred', async () => {
    const { as, clock } = caller;
    for (const text of ['one', 'two', 'three']) {
      await as(max, `${ISSUE}/KAFKA-7/comment`, { body: adf(text) });
      clock.advance(1000);
    }
    const texts = async (query: string) => {
      const { body } = await as(max, `${ISSUE}/KAFKA-7/comment?${query}`);
      return [body.maxResults, body.comments.map((of: { body: unknown }) => of.body)];
    };
    expect(await texts('maxResults=2')).toEqual([2, [adf('one'), adf('two')]]);
    expect(await texts('startAt=2')).toEqual([50, [adf('three')]]);
    expect(await texts('maxResults=5000&orderBy=-created')).toEqual([
      100,
      [adf('three'), adf('two'), adf('one')],
    ]);
  });

  it('logs work at the time it says, and takes it from the estimate', async () => {
    const { jira, as, asApp } = caller;
    jira.setRemaining('ABC-2', 10 * 3600);
    const work = { timeSpent: '1d 1.5h', started: STARTED, comment: adf('Tests'), properties: [MARK] };
    const { status, body } = await as(
      max,
      `${ISSUE}/ABC-2/worklog?adjustEstimate=auto&notifyUsers=false`,
      work,
    );
    expect([status, body.timeSpentSeconds, body.timeSpent, body.started]).toEqual([
      201,
      34_200,
      '1d 1h 30m',
      STARTED,
    ]);
    expect(jira.issue('ABC-2')).toMatchObject({
      remainingSeconds: 1800,
      worklogs: [{ author: max, text: 'Tests', started: Date.parse('2026-11-20T09:30:00Z') }],
      changelog: [
        {
          items: [
            { field: 'timespent', to: '34200' },
            { field: 'timeestimate', to: '1800' },
          ],
        },
      ],
    });
    const at = Date.parse('2026-11-20T09:30:00Z');
    const found = await asApp(`${ISSUE}/ABC-2/worklog?startedAfter=${at}&expand=properties`);
    expect(found.body.worklogs).toMatchObject([{ id: body.id, properties: [MARK] }]);
    expect((await asApp(`${ISSUE}/ABC-2/worklog?startedAfter=${at + 1}`)).body.worklogs).toEqual([]);
    const own = `${ISSUE}/ABC-2/worklog/${body.id}/properties`;
    expect((await asApp(`${own}/${MARK.key}`)).body).toEqual(MARK);
    expect((await asApp(own)).body.keys).toHaveLength(1);
  });

  it('moves an issue along the usual workflow, and the history says who did', async () => {
    const { jira, as, asApp, clock } = caller;
    const names = async () => {
      const { body } = await as(max, `${ISSUE}/KAFKA-1/transitions?expand=transitions.fields`);
      return body.transitions.map((of: { name: string }) => of.name);
    };
    expect(await names()).toEqual(['Start progress', 'Close issue']);
    const historyMetadata = { type: 'contract:commit', extraData: { id: '7' } };
    const answer = await as(max, `${ISSUE}/KAFKA-1/transitions`, {
      transition: { id: '11' },
      historyMetadata,
    });
    expect([answer.status, answer.body]).toEqual([204, undefined]);
    expect(await names()).toEqual(['Stop progress', 'Close issue']);
    clock.advance(1000);
    await as(max, `${ISSUE}/KAFKA-1/transitions`, { transition: { id: '31' } });
    const issue = (await asApp(`${ISSUE}/KAFKA-1?fields=summary,status&expand=changelog`)).body;
    expect(issue.fields.status).toMatchObject({ name: 'Done', statusCategory: { key: 'done' } });
    expect(issue.changelog).toMatchObject({
      total: 2,
      histories: [
        { items: [{ field: 'status', fromString: 'In Progress', toString: 'Done' }] },
        { author: { accountId: max }, historyMetadata, items: [{ fromString: 'To Do' }] },
      ],
    });
    const page = (await asApp(`${ISSUE}/KAFKA-1/changelog?maxResults=1`)).body;
    expect(page).toMatchObject({ total: 2, isLast: false, values: [{ historyMetadata }] });
    expect(page.nextPage).toContain('startAt=1');
    expect(jira.issue('KAFKA-1')).toMatchObject({ status: 'Done', transitions: 2 });
  });

  it('is the work of the app itself where nobody is named', async () => {
    const { jira, asApp } = caller;
    expect((await asApp(`${ISSUE}/ABC-3/comment`, { body: adf('Hello') })).status).toBe(201);
    expect(jira.issue('ABC-3').comments).toMatchObject([{ author: jira.app().accountId }]);
  });
});

describe('an app without the scope to write', () => {
  it.each<AppKind>(['connect', 'forge'])('looks, and changes nothing: %s', async (kind) => {
    const caller = await startWorkCaller(kind, 'WRITE');
    const { as, jira } = caller;
    const max = jira.member.accountId;
    expect((await as(max, `${ISSUE}/ABC-1/transitions`)).status).toBe(200);
    expect((await as(max, `${ISSUE}/ABC-1/transitions`, { transition: { id: '11' } })).status).toBe(403);
    expect((await as(max, `${ISSUE}/ABC-1/comment`, { body: adf('a') })).status).toBe(403);
    expect(jira.issue('ABC-1')).toMatchObject({ status: 'To Do', comments: [] });
    await caller.close();
  });
});

describe('what befalls writes', () => {
  let caller: WorkCaller;
  let max: string;
  const comment = (text = 'a', key = 'ABC-1') =>
    caller.as(max, `${ISSUE}/${key}/comment`, { body: adf(text), properties: [MARK] });
  beforeEach(async () => {
    caller = await startWorkCaller();
    max = caller.jira.member.accountId;
  });
  afterEach(() => caller.close());

  it('an answer that is lost after the comment was made, or before', async () => {
    const { jira } = caller;
    const lost = { match: 'issue.comment.add', times: 1, dropConnection: true };
    jira.faults.add({ ...lost, afterHandling: true });
    await expect(comment('made')).rejects.toThrow();
    jira.faults.add(lost);
    await expect(comment('never')).rejects.toThrow();
    jira.faults.add({ match: 'issue.comment.add', times: 1, status: 503 });
    expect((await comment('unavailable')).status).toBe(503);
    expect(jira.issue('ABC-1').comments.map(({ text }) => text)).toEqual(['made']);
  });

  it('an answer that comes late, when the comment is there already', async () => {
    const { jira } = caller;
    jira.faults.add({ match: 'issue.comment.add', times: 1, latencyMs: 150, afterHandling: true });
    let isOver = false;
    const late = comment().then(() => (isOver = true));
    while (jira.issue('ABC-1').comments.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isOver).toBe(false);
    await late;
  });

  it('a limit of 20 writes to one issue in two seconds, whatever it is called', async () => {
    const { jira, as, clock } = caller;
    const { id } = jira.issue('ABC-1');
    clock.advance(2000 - (clock.now() % 2000));
    for (let index = 0; index < 20; index += 1)
      expect((await comment('a', index % 2 === 0 ? 'ABC-1' : id)).status).toBe(201);
    const refused = await as(max, `${ISSUE}/ABC-1/transitions`, { transition: { id: '11' } });
    expect([
      refused.status,
      refused.headers.get('ratelimit-reason'),
      refused.headers.get('retry-after'),
    ]).toEqual([429, 'jira-per-issue-on-write', '2']);
    expect((await comment('elsewhere', 'ABC-2')).status).toBe(201);
    expect((await as(max, `${ISSUE}/ABC-1/comment`)).status).toBe(200);
    clock.advance(2000);
    expect((await comment()).status).toBe(201);
    expect(jira.issue('ABC-1').comments).toHaveLength(21);
    expect(jira.violations).toEqual([]);
  });

  it('a limit of 100 in thirty seconds', async () => {
    const { jira, clock } = caller;
    jira.limits.options.issueWrites = { in2s: 1000, in30s: 3 };
    clock.advance(30_000 - (clock.now() % 30_000));
    for (let index = 0; index < 3; index += 1) await comment();
    const refused = await comment();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    clock.advance(30_000);
    expect((await comment()).status).toBe(201);
  });

  it('an issue that was moved keeps its id and is found by its former key', async () => {
    const { jira, as } = caller;
    const { id } = jira.issue('ABC-4');
    jira.createProject({ key: 'NEW' });
    jira.moveIssue('ABC-4', 'NEW-1');
    expect((await comment('moved', 'ABC-4')).status).toBe(201);
    for (const name of ['ABC-4', 'NEW-1', 'new-1', id])
      expect((await as(max, `${ISSUE}/${name}?fields=summary`)).body).toMatchObject({ id, key: 'NEW-1' });
    expect(jira.issue('NEW-1').comments).toHaveLength(1);
    expect((await as(max, `${ISSUE}/NEW-1?fields=summary&expand=changelog`)).body.changelog).toMatchObject({
      total: 1,
      histories: [{ items: [{ field: 'Key', fromString: 'ABC-4', toString: 'NEW-1' }] }],
    });
    expect((await as(max, `${ISSUE}/NEW-2`)).status).toBe(404);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { adf, startWorkCaller } from './work-caller.ts';
import type { WorkCaller } from './work-caller.ts';

const ISSUE = '/rest/api/3/issue';
const STARTED = '2026-11-20T09:30:00.000+0000';
const WORK = { timeSpent: '1h', started: STARTED };

let caller: WorkCaller;
let max: string;
beforeEach(async () => {
  caller = await startWorkCaller();
  max = caller.jira.member.accountId;
});
afterEach(() => caller.close());

const post = (path: string, body: unknown) => caller.as(max, `${ISSUE}/ABC-1/${path}`, body);
/** The status, and how many violations there are by now. */
const told = async (answer: Promise<{ status: number }>) => [
  (await answer).status,
  caller.jira.violations.length,
];

const paragraph = (...content: unknown[]) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content }],
});

describe('a document', () => {
  it.each<[string, unknown]>([
    ['is no wiki text', 'plain'],
    ['has version 1', { ...adf('a'), version: 2 }],
    ['is a doc', { type: 'paragraph', content: [] }],
    ['has content', { type: 'doc', version: 1 }],
    ['has no other fields', { ...adf('a'), attrs: {}, more: 1 }],
    ['holds blocks, not text', { type: 'doc', version: 1, content: [{ type: 'text', text: 'a' }] }],
    ['has no empty text', paragraph({ type: 'text', text: '' })],
    ['has no node that nobody knows', paragraph({ type: 'marquee' })],
    ['has no node that Object knows', paragraph({ type: 'constructor' })],
    ['has no mark that nobody knows', paragraph({ type: 'text', text: 'a', marks: [{ type: 'blink' }] })],
    [
      'has no link that leads nowhere',
      paragraph({ type: 'text', text: 'a', marks: [{ type: 'link', attrs: {} }] }),
    ],
    [
      'mixes code with nothing',
      paragraph({ type: 'text', text: 'a', marks: [{ type: 'code' }, { type: 'em' }] }),
    ],
    ['mentions somebody', paragraph({ type: 'mention', attrs: {} })],
    ['has no null', paragraph(null)],
  ])('%s', async (_, body) => {
    expect(await told(post('comment', { body }))).toEqual([400, 1]);
    expect(caller.jira.issue('ABC-1').comments).toEqual([]);
  });

  it('may be rich, and its text is read by line', async () => {
    const marks = [{ type: 'code' }, { type: 'link', attrs: { href: 'https://example.com' } }];
    const item = { type: 'listItem', content: [{ type: 'paragraph', content: [] }, adf('b').content].flat() };
    const content = [
      ...paragraph({ type: 'text', text: 'a', marks }, { type: 'hardBreak' }, { type: 'text', text: 'b' })
        .content,
      { type: 'bulletList', content: [item] },
      { type: 'codeBlock', attrs: { language: 'ts' }, content: [{ type: 'text', text: 'let x;' }] },
      { type: 'rule' },
      {
        type: 'heading',
        attrs: { level: 2 },
        content: [{ type: 'mention', attrs: { id: max, text: '@Max' } }],
      },
    ];
    expect(await told(post('comment', { body: { type: 'doc', version: 1, content } }))).toEqual([201, 0]);
    expect(caller.jira.issue('ABC-1').comments[0]?.text).toBe('a\nb\n\nb\nlet x;\n\n@Max');
  });

  it('says something, in at most 32,767 characters', async () => {
    expect(await told(post('comment', { body: paragraph() }))).toEqual([400, 0]);
    expect(await told(post('comment', { body: adf('   ') }))).toEqual([400, 0]);
    expect(await told(post('comment', { body: adf('x'.repeat(32_767)) }))).toEqual([201, 0]);
    expect(await told(post('comment', { body: adf('x'.repeat(32_768)) }))).toEqual([400, 1]);
  });
});

describe('a property', () => {
  const body = adf('a');
  it.each<[string, unknown]>([
    ['stands in a list', { key: 'a', value: 1 }],
    ['has a key', [{ value: 1 }]],
    ['has a value', [{ key: 'a' }]],
    ['has nothing else', [{ key: 'a', value: 1, scope: 'app' }]],
    ['has a short key', [{ key: 'k'.repeat(256), value: 1 }]],
    ['has a value of at most 32,768 characters', [{ key: 'a', value: 'v'.repeat(32_767) }]],
    [
      'is given once',
      [
        { key: 'a', value: 1 },
        { key: 'a', value: 2 },
      ],
    ],
  ])('%s', async (_, properties) => {
    expect(await told(post('comment', { body, properties }))).toEqual([400, 1]);
    expect(await told(post('worklog', { ...WORK, properties }))).toEqual([400, 2]);
  });

  it('may be as long as it may be', async () => {
    const properties = [{ key: 'k'.repeat(255), value: 'v'.repeat(32_766) }];
    expect(await told(post('comment', { body, properties }))).toEqual([201, 0]);
  });
});

describe('a comment', () => {
  it('needs the permission, and an issue that may be seen', async () => {
    const { jira } = caller;
    jira.forbid(max, 'ADD_COMMENTS', 'ABC');
    const { status, body } = await post('comment', { body: adf('a') });
    expect([status, body.errors.comment]).toEqual([
      400,
      expect.stringContaining('do not have the permission'),
    ]);
    jira.allow(max, 'ADD_COMMENTS', 'ABC');
    expect((await caller.as(max, `${ISSUE}/ABC-999/comment`, { body: adf('a') })).status).toBe(404);
    jira.forbid(max, 'BROWSE_PROJECTS', 'ABC');
    expect((await post('comment', { body: adf('a') })).status).toBe(404);
    expect((await caller.as(max, `${ISSUE}/ABC-1/comment`)).status).toBe(404);
    expect(jira.violations).toEqual([]);
  });

  it('is looked up by whole numbers, and not by who may not see it', async () => {
    const { jira, as, asApp } = caller;
    const { id } = (await post('comment', { body: adf('a') })).body;
    jira.forbid(max, 'BROWSE_PROJECTS', 'ABC');
    const ids = { ids: [Number(id)] };
    expect((await as(max, '/rest/api/3/comment/list', ids)).body.values).toEqual([]);
    expect((await as(max, `/rest/api/3/comment/${id}/properties/a`)).status).toBe(404);
    expect((await asApp('/rest/api/3/comment/list', ids)).body.values).toHaveLength(1);
    jira.deleteComment('ABC-1', id);
    expect((await asApp('/rest/api/3/comment/list', ids)).body.values).toEqual([]);
    expect(jira.violations).toEqual([]);
    expect(await told(asApp('/rest/api/3/comment/list', { ids: [id] }))).toEqual([400, 1]);
    expect(await told(asApp('/rest/api/3/comment/list', { ids: [] }))).toEqual([400, 2]);
  });

  it('has documented fields and parameters only', async () => {
    expect(await told(post('comment', { body: adf('a'), author: max }))).toEqual([400, 1]);
    expect(await told(post('comment', []))).toEqual([400, 2]);
    expect(await told(caller.asApp(`${ISSUE}/ABC-1/comment?expand=properties`))).toEqual([400, 3]);
    expect(await told(caller.asApp(`${ISSUE}/ABC-1/comment?orderBy=id`))).toEqual([400, 3]);
  });
});

describe('a worklog', () => {
  it('needs the permission, and time tracking', async () => {
    const { jira, asApp } = caller;
    jira.forbid(max, 'WORK_ON_ISSUES', 'ABC');
    expect(await told(post('worklog', WORK))).toEqual([400, 0]);
    jira.allow(max, 'WORK_ON_ISSUES', 'ABC');
    jira.setTimeTracking(false);
    expect(await told(post('worklog', WORK))).toEqual([400, 0]);
    expect((await asApp(`${ISSUE}/ABC-1/worklog`)).status).toBe(404);
    jira.setTimeTracking(false, { status: 404 });
    expect(await told(post('worklog', WORK))).toEqual([404, 0]);
    jira.setTimeTracking(true);
    expect(await told(post('worklog', WORK))).toEqual([201, 0]);
  });

  it.each<[string, unknown]>([
    ['a time', { timeSpent: '1h' }],
    ['a time with milliseconds', { timeSpent: '1h', started: '2026-11-20T09:30:00+0000' }],
    ['a time with an offset without a colon', { timeSpent: '1h', started: '2026-11-20T09:30:00.000+00:00' }],
    ['a time that there is', { timeSpent: '1h', started: '2026-13-20T09:30:00.000+0000' }],
    ['a duration', { started: STARTED }],
    ['one duration', { ...WORK, timeSpentSeconds: 60 }],
    ['a duration with units', { ...WORK, timeSpent: '1 hour' }],
    ['a duration with spaces', { ...WORK, timeSpent: '1h30m' }],
    ['whole seconds', { timeSpentSeconds: 60.5, started: STARTED }],
    ['a document', { ...WORK, comment: 'plain' }],
    ['no author', { ...WORK, author: { accountId: 'x' } }],
  ])('needs %s', async (_, body) => {
    expect(await told(post('worklog', body))).toEqual([400, 1]);
  });

  it('needs a minute at least', async () => {
    expect(await told(post('worklog', { ...WORK, timeSpent: '0m' }))).toEqual([400, 0]);
    expect(await told(post('worklog', { started: STARTED, timeSpentSeconds: 59 }))).toEqual([400, 0]);
    expect(await told(post('worklog', { started: STARTED, timeSpentSeconds: 60 }))).toEqual([201, 0]);
  });

  it('changes the estimate in one of four ways', async () => {
    const { jira } = caller;
    const rest = async (query: string) => {
      jira.setRemaining('ABC-1', 7200);
      const { status } = await post(`worklog?${query}`, WORK);
      return status === 201 ? jira.issue('ABC-1').remainingSeconds : status;
    };
    expect(await rest('adjustEstimate=leave')).toBe(7200);
    expect(await rest('adjustEstimate=auto')).toBe(3600);
    expect(await rest('adjustEstimate=new&newEstimate=2d')).toBe(57_600);
    expect(await rest('adjustEstimate=manual&reduceBy=30m')).toBe(5400);
    expect(await rest('adjustEstimate=new')).toBe(400);
    expect(jira.violations).toEqual([]);
    expect(await rest('adjustEstimate=all')).toBe(400);
    expect(jira.violations).toHaveLength(1);
  });
});

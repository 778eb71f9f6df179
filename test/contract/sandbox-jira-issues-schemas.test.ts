import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { describeWhere } from './describe-where.ts';
import { adf, startWorkCaller } from './work-caller.ts';
import type { WorkCaller } from './work-caller.ts';

const openApi = join(
  import.meta.dirname,
  '../../../shared/specs/jira/jira-platform-v3-openapi-extract-2022-07.json',
);

const PROPERTIES = [{ key: 'contract.mark', value: { id: 7 } }];
const ISSUE = '/rest/api/3/issue/ABC-1';
const COMMENT = { body: adf('a'), properties: PROPERTIES };
const WORK = {
  timeSpent: '1h',
  started: '2026-11-20T09:30:00.000+0000',
  comment: adf('a'),
  properties: PROPERTIES,
};

/** Of the whole specification only these parts are here: lists by id and pages of a history are not. */
describeWhere(existsSync(openApi), 'Jira answers as the OpenAPI of ../shared has it', () => {
  let caller: WorkCaller;
  let max: string;
  let problems: (schema: object, value: unknown) => unknown;
  beforeAll(async () => {
    const { components } = JSON.parse(readFileSync(openApi, 'utf8')) as { components: object };
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    problems = (schema, value) => (ajv.validate({ ...schema, components }, value) ? [] : ajv.errors);
    caller = await startWorkCaller();
    max = caller.jira.member.accountId;
    caller.jira.setWorkflow('ABC', {
      statuses: ['Open', 'Closed'],
      transitions: [
        { id: '1', name: 'Close', from: 'Open', to: 'Closed' },
        {
          id: '2',
          name: 'Resolve',
          from: '*',
          to: 'Closed',
          screen: { fields: { resolution: { required: true }, customfield_10001: { required: false } } },
        },
        { id: '3', name: 'Reopen', from: 'Closed', to: 'Open', onlyFor: [max] },
      ],
    });
    await caller.as(max, `${ISSUE}/transitions`, { transition: { id: '1' } });
  });
  afterAll(async () => {
    expect(caller.jira.violations).toEqual([]);
    await caller.close();
  });

  const of = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  it.each<[string, object, string, unknown]>([
    ['a comment', of('Comment'), `${ISSUE}/comment`, COMMENT],
    ['comments', of('PageOfComments'), `${ISSUE}/comment`, undefined],
    ['a worklog', of('Worklog'), `${ISSUE}/worklog?expand=properties`, WORK],
    ['worklogs', of('PageOfWorklogs'), `${ISSUE}/worklog?expand=properties`, undefined],
    ['transitions', of('Transitions'), `${ISSUE}/transitions`, undefined],
    [
      'transitions with fields',
      of('Transitions'),
      `${ISSUE}/transitions?expand=transitions.fields`,
      undefined,
    ],
    ['an issue', of('IssueBean'), `${ISSUE}?expand=changelog`, undefined],
    ['people', { type: 'array', items: of('User') }, '/rest/api/3/user/search?query=m', undefined],
    ['a refusal', of('ErrorCollection'), `${ISSUE}/transitions`, { transition: { id: '77' } }],
    ['errors by field', of('ErrorCollection'), `${ISSUE}/transitions`, { transition: { id: '2' } }],
  ])('%s', async (_, schema, ...[path, body]) => {
    const answer = await caller.as(max, path, body);
    expect(problems(schema, answer.body)).toEqual([]);
    expect(Object.keys(answer.body as object)).not.toHaveLength(0);
  });

  it.each<[string, string, unknown]>([
    ['a comment', 'Comment', COMMENT],
    ['a worklog', 'Worklog', WORK],
    [
      'a transition',
      'IssueUpdateDetails',
      {
        transition: { id: '1' },
        fields: { resolution: 'Done' },
        historyMetadata: { type: 'a', extraData: { id: '7' } },
      },
    ],
  ])('and takes %s as it is there', (_, name, body) => {
    expect(problems(of(name), body)).toEqual([]);
  });
});

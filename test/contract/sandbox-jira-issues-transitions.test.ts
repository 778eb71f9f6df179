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
afterEach(() => caller.close());

const post = (path: string, body: unknown) => caller.as(max, `${ISSUE}/ABC-1/${path}`, body);
/** The status, and how many violations there are by now. */
const told = async (answer: Promise<{ status: number }>) => [
  (await answer).status,
  caller.jira.violations.length,
];

describe('a transition', () => {
  const done = { fields: { resolution: { required: true }, customfield_10001: { required: false } } };
  beforeEach(() => {
    const anna = caller.jira.createUser({ displayName: 'Anna Approver', accountId: 'anna' });
    caller.jira.setWorkflow('ABC', {
      statuses: ['Open', 'Review', 'Closed'],
      transitions: [
        { id: '1', name: 'Start Review', from: 'Open', to: 'Review' },
        { id: '2', name: 'Start Progress', from: 'Open', to: 'Open' },
        { id: '3', name: 'Close Issue', from: ['Open', 'Review'], to: 'Closed', screen: done },
        { id: '4', name: 'Approve', from: 'Review', to: 'Closed', onlyFor: [anna.accountId] },
        { id: '5', name: 'Start over', from: '*', to: 'Open' },
      ],
    });
  });
  const names = async (accountId = max) =>
    (await caller.as(accountId, `${ISSUE}/ABC-1/transitions`)).body.transitions.map(
      (of: { name: string }) => of.name,
    );
  const go = (id: string, more = {}) => post('transitions', { transition: { id }, ...more });

  it('is one that the status and the conditions allow', async () => {
    const { jira } = caller;
    expect(await names()).toEqual(['Start Review', 'Start Progress', 'Close Issue', 'Start over']);
    jira.setStatus('ABC-1', 'Review');
    expect(await names()).toEqual(['Close Issue', 'Start over']);
    expect(await names('anna')).toEqual(['Close Issue', 'Approve', 'Start over']);
    const refused = await go('4');
    expect([refused.status, refused.body.errorMessages]).toEqual([
      400,
      ["Transition id '4' is not valid for this issue."],
    ]);
    jira.forbid('anna', 'TRANSITION_ISSUES', 'ABC');
    expect(await names('anna')).toEqual([]);
    expect(jira.issue('ABC-1')).toMatchObject({ status: 'Review', transitions: 0 });
    expect(jira.violations).toEqual([]);
  });

  it('that ends where it began leaves no history', async () => {
    expect((await go('2')).status).toBe(204);
    expect(caller.jira.issue('ABC-1')).toMatchObject({ status: 'Open', transitions: 1, changelog: [] });
  });

  it('wants what its screen requires, and nothing that is not on it', async () => {
    const { jira, as } = caller;
    const { body } = await as(max, `${ISSUE}/ABC-1/transitions?transitionId=3&expand=transitions.fields`);
    expect(body.transitions).toMatchObject([
      {
        hasScreen: true,
        fields: { resolution: { required: true, name: 'Resolution' }, customfield_10001: {} },
      },
    ]);
    expect((await go('3')).body.errors).toEqual({ resolution: 'Resolution is required.' });
    const fields = { resolution: 'Done' };
    expect((await go('1', { fields })).body.errors).toHaveProperty('resolution');
    const comment = [{ add: { body: adf('Over') } }];
    expect((await go('1', { update: { comment } })).body.errors).toHaveProperty('comment');
    expect((await go('3', { fields, update: { resolution: [{ set: 'x' }] } })).status).toBe(400);
    expect((await go('3', { fields, update: { comment } })).status).toBe(204);
    expect(jira.issue('ABC-1')).toMatchObject({
      status: 'Closed',
      comments: [{ text: 'Over', author: max }],
      changelog: [{ items: [{ field: 'status' }, { field: 'resolution', toString: 'Done' }] }],
    });
    expect(jira.violations).toEqual([]);
  });

  it('is named by an id, and has documented fields', async () => {
    expect(await told(post('transitions', { transition: { id: 1 } }))).toEqual([400, 1]);
    expect(await told(post('transitions', { transition: { id: '1', name: 'Start Review' } }))).toEqual([
      400, 2,
    ]);
    expect(await told(post('transitions', {}))).toEqual([400, 3]);
    expect(await told(go('1', { notifyUsers: false }))).toEqual([400, 4]);
    expect(await told(go('1', { historyMetadata: { mark: 1 } }))).toEqual([400, 5]);
    expect(await told(caller.asApp(`${ISSUE}/ABC-1/transitions?expand=fields`))).toEqual([400, 6]);
    expect(caller.jira.issue('ABC-1').status).toBe('Open');
  });

  it('belongs to a workflow that makes sense', () => {
    const { jira } = caller;
    const transition = { id: '1', name: 'Go', from: 'A', to: 'B' };
    const set = (transitions: (typeof transition)[]) => () =>
      jira.setWorkflow('ABC', { statuses: ['A'], transitions });
    expect(set([transition])).toThrow('no status "B"');
    expect(
      set([
        { ...transition, to: 'A' },
        { ...transition, to: 'A' },
      ]),
    ).toThrow('Two transitions');
    expect(() => jira.setStatus('ABC-1', 'Nowhere')).toThrow('no status "Nowhere"');
    expect(() => jira.forbid(max, 'FLY')).toThrow('knows no permission');
    expect(() => jira.forbid(max, 'ADD_COMMENTS')).toThrow('which one?');
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { callJira, startConnectApp } from './connect-app.ts';
import type { ConnectApp } from './connect-app.ts';
import { branch, bulk, commit, pullRequest, repository } from './devinfo-payloads.ts';

let jira: JiraSandbox;
let app: ConnectApp;

beforeEach(async () => {
  jira = await startJiraSandbox();
  app = await startConnectApp();
  await jira.installApp(app.descriptorUrl);
});

afterEach(async () => {
  await jira.close();
  await app.close();
});

const send = (body: unknown) => callJira(jira, { method: 'POST', path: '/rest/devinfo/0.10/bulk', body });
const get = async (path: string) => callJira(jira, { path });
const remove = async (path: string) => (await callJira(jira, { method: 'DELETE', path })).status;
const ids = (issueKey: string) => jira.devInfoOf(issueKey).map(({ payload }) => payload.id);

describe('what a bulk request answers', () => {
  it('accepts all three kinds and shows them on their issues', async () => {
    const answer = await send(
      bulk({ commits: [commit('c1')], branches: [branch('b1')], pullRequests: [pullRequest('p1')] }),
    );
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({
      acceptedDevinfoEntities: { 'repo-1': { commits: ['c1'], branches: ['b1'], pullRequests: ['p1'] } },
      failedDevinfoEntities: {},
      unknownIssueKeys: [],
      unknownAssociations: [],
    });
    expect(ids('ABC-1')).toEqual(['c1', 'b1', 'p1']);
    expect(jira.violations).toEqual([]);
  });

  it('keeps known keys, reports unknown ones, and shows nothing of an entity that has only those', async () => {
    const answer = await send(
      bulk({
        commits: [commit('c1', { issueKeys: ['ABC-1', 'ABC-404'] }), commit('c2', { issueKeys: ['UTF-8'] })],
      }),
    );
    expect(await answer.json()).toMatchObject({
      acceptedDevinfoEntities: { 'repo-1': { commits: ['c1', 'c2'] } },
      unknownIssueKeys: ['ABC-404', 'UTF-8'],
    });
    expect(jira.app().devInfo.count('commits')).toBe(1);
    expect(jira.devInfoStats.unassociated).toBe(1);
  });

  it('understands associations and reports those it does not know', async () => {
    const { issueKeys: _, ...withoutKeys } = commit('c1');
    const id = jira.issues.get('ABC-2')?.id ?? '';
    const associations = [{ associationType: 'issueIdOrKeys', values: [id, 'NO-1'] }];
    const answer = await send(bulk({ commits: [{ ...withoutKeys, associations }] }));
    expect(await answer.json()).toMatchObject({
      unknownAssociations: [{ associationType: 'issueIdOrKeys', values: ['NO-1'] }],
    });
    expect(ids('ABC-2')).toEqual(['c1']);
  });

  it('rejects single entities on request', async () => {
    jira.faults.rejectEntity(({ id }) => id === 'c2', 'Too many issue keys in entity', 1);
    const request = bulk({ commits: [commit('c1'), commit('c2')] });
    expect(await (await send(request)).json()).toMatchObject({
      acceptedDevinfoEntities: { 'repo-1': { commits: ['c1'] } },
      failedDevinfoEntities: {
        'repo-1': { commits: [{ id: 'c2', errorMessages: [{ message: 'Too many issue keys in entity' }] }] },
      },
    });
    expect(ids('ABC-1')).toEqual(['c1']);
    await send(request);
    expect(ids('ABC-1').sort()).toEqual(['c1', 'c2']);
  });
});

describe('updateSequenceId', () => {
  it('drops what is not above the stored one and replaces wholesale what is', async () => {
    await send(
      bulk({ commits: [commit('c1', { updateSequenceId: 5, message: 'first', flags: ['MERGE_COMMIT'] })] }),
    );
    const same = await send(bulk({ commits: [commit('c1', { updateSequenceId: 5, message: 'second' })] }));
    expect(same.status).toBe(202);
    expect(jira.devInfoOf('ABC-1')[0]?.payload['message']).toBe('first');

    await send(
      bulk({ commits: [commit('c1', { updateSequenceId: 6, message: 'third', issueKeys: ['ABC-2'] })] }),
    );
    expect(ids('ABC-1')).toEqual([]);
    expect(jira.devInfoOf('ABC-2')[0]?.payload).toMatchObject({ message: 'third' });
    expect(jira.devInfoOf('ABC-2')[0]?.payload).not.toHaveProperty('flags');
    expect(jira.devInfoStats).toMatchObject({ created: 1, replaced: 1, dropped: 1, duplicates: 0 });
  });

  it('counts a payload that comes again with nothing but a higher number', async () => {
    await send(bulk({ branches: [branch('b1', { updateSequenceId: 1 })] }));
    await send(bulk({ branches: [branch('b1', { updateSequenceId: 2 })] }));
    expect(jira.devInfoStats.duplicates).toBe(1);
    expect(jira.devInfoStats.duplicateIds).toEqual(['repo-1 branches b1']);
  });

  it('does not count it where an issue has appeared since', async () => {
    const late = { issueKeys: ['NEW-1'] };
    await send(bulk({ commits: [commit('c1', { ...late, updateSequenceId: 1 })] }));
    jira.createIssue({ key: 'NEW-1' });
    await send(bulk({ commits: [commit('c1', { ...late, updateSequenceId: 2 })] }));
    expect(jira.devInfoStats.duplicates).toBe(0);
    expect(ids('NEW-1')).toEqual(['c1']);
  });

  it('guards the repository in the same way', async () => {
    await send({ repositories: [repository({ updateSequenceId: 5, name: 'new' })] });
    await send({ repositories: [repository({ updateSequenceId: 4, name: 'old' })] });
    expect(await (await get('/rest/devinfo/0.10/repository/repo-1')).json()).toMatchObject({ name: 'new' });
  });
});

describe('reading and deleting', () => {
  const BASE = '/rest/devinfo/0.10';
  const properties = { accountId: 'a 1', repositoryId: 'r1' };

  beforeEach(async () => {
    await send({
      ...bulk({
        commits: [commit('c1', { updateSequenceId: 10 }), commit('c2', { updateSequenceId: 20 })],
        branches: [branch('b1', { updateSequenceId: 10 })],
        pullRequests: [pullRequest('p1', { updateSequenceId: 10 })],
      }),
      properties,
    });
  });

  it('answers a repository with its entities, and 404 for another', async () => {
    const answer = await (await get(`${BASE}/repository/repo-1`)).json();
    expect(answer).toMatchObject({
      id: 'repo-1',
      commits: [{ id: 'c2' }, { id: 'c1' }],
      branches: [{ id: 'b1' }],
      pullRequests: [{ id: 'p1' }],
    });
    expect((await get(`${BASE}/repository/repo-2`)).status).toBe(404);
  });

  it('gives the newest 400 of a kind', async () => {
    const many = (from: number) =>
      Array.from({ length: 300 }, (_, index) =>
        commit(`m${from + index}`, { updateSequenceId: 1000 + from + index }),
      );
    await send(bulk({ commits: many(0) }));
    await send(bulk({ commits: many(300) }));
    const { commits } = (await (await get(`${BASE}/repository/repo-1`)).json()) as {
      commits: { id: string }[];
    };
    expect(commits).toHaveLength(400);
    expect(commits[0]?.id).toBe('m599');
  });

  it('deletes one entity, and only up to a number', async () => {
    expect(await remove(`${BASE}/repository/repo-1/commit/c1?_updateSequenceId=9`)).toBe(202);
    expect(ids('ABC-1')).toContain('c1');
    expect(await remove(`${BASE}/repository/repo-1/commit/c1?_updateSequenceId=10`)).toBe(202);
    expect(await remove(`${BASE}/repository/repo-1/branch/b1`)).toBe(202);
    expect(await remove(`${BASE}/repository/repo-1/pull_request/p1`)).toBe(202);
    expect(ids('ABC-1')).toEqual(['c2']);
  });

  it('deletes a repository, keeping what is newer than the number', async () => {
    expect(await remove(`${BASE}/repository/repo-1?_updateSequenceId=10`)).toBe(202);
    expect(ids('ABC-1')).toEqual(['c2']);
    expect(await remove(`${BASE}/repository/repo-1`)).toBe(202);
    expect((await get(`${BASE}/repository/repo-1`)).status).toBe(404);
  });

  it('finds and deletes by properties, all of which must match', async () => {
    const exists = async (query: string) =>
      (
        (await (await get(`${BASE}/existsByProperties?${query}`)).json()) as {
          hasDataMatchingProperties: boolean;
        }
      ).hasDataMatchingProperties;
    expect(await exists('accountId=a%201')).toBe(true);
    expect(await exists('accountId=a%201&repositoryId=r2')).toBe(false);
    expect(await remove(`${BASE}/bulkByProperties?accountId=a%201&repositoryId=r2`)).toBe(202);
    expect(ids('ABC-1')).toHaveLength(4);
    expect(await remove(`${BASE}/bulkByProperties?accountId=a%201`)).toBe(202);
    expect(ids('ABC-1')).toEqual([]);
    expect(await exists('accountId=a%201')).toBe(false);
    expect(jira.violations).toEqual([]);
  });

  it('refuses what is not documented', async () => {
    expect(await remove(`${BASE}/repository/repo-1/tag/v1`)).toBe(400);
    expect(await remove(`${BASE}/repository/repo-1?force=true`)).toBe(400);
    expect(await remove(`${BASE}/bulkByProperties`)).toBe(400);
    expect(await remove(`${BASE}/bulkByProperties?_secret=1`)).toBe(400);
    expect(await remove(`${BASE}/repository/repo-1?_updateSequenceId=now`)).toBe(400);
    expect((await get(`${BASE}/repositories`)).status).toBe(404);
    expect(await remove(`${BASE}/bulk`)).toBe(405);
    expect(jira.violations).toHaveLength(7);
  });

  it('forgets everything when the app is uninstalled', async () => {
    await jira.uninstallApp();
    expect(ids('ABC-1')).toEqual([]);
    await jira.installApp(app.descriptorUrl);
    expect((await get(`${BASE}/repository/repo-1`)).status).toBe(404);
  });

  it('keeps everything when the app is installed again', async () => {
    await jira.reinstall();
    expect(ids('ABC-1')).toHaveLength(4);
  });
});

describe('figures', () => {
  it('count requests, entities, operation types and preventTransitions', async () => {
    await send({
      ...bulk({ commits: [commit('c1'), commit('c2')] }),
      operationType: 'BACKFILL',
      preventTransitions: true,
    });
    await send(bulk({ pullRequests: [pullRequest('p1')] }));
    expect(jira.devInfoStats).toMatchObject({
      requests: 2,
      entities: 3,
      byKind: { commits: 2, branches: 0, pullRequests: 1 },
      operationTypes: { BACKFILL: 1, NORMAL: 1 },
      preventTransitions: { true: 1, false: 1 },
    });
    expect(jira.devInfoStats.newest.map(({ entities }) => entities)).toEqual([2, 1]);
    expect(jira.devInfoStats.bytes).toBe(jira.requests.requestBytes);
    expect(jira.requests.counts).toEqual({ 'devinfo.bulk': 2 });
    jira.reset();
    expect(jira.devInfoStats.requests).toBe(0);
    expect(ids('ABC-1')).toHaveLength(3);
  });
});

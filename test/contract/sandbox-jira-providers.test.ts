import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { callJira, startConnectApp } from './connect-app.ts';
import type { ConnectApp } from './connect-app.ts';
import { bulk, commit } from './devinfo-payloads.ts';
import { APIS, build, deployment, flag } from './provider-payloads.ts';

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

const send = (base: string, body: unknown) => callJira(jira, { method: 'POST', path: `${base}/bulk`, body });
/** What a member sees in a browser. */
async function issuePage(): Promise<string> {
  const login = await fetch(`${jira.url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ accountId: jira.member.accountId }),
    redirect: 'manual',
  });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  return (await fetch(`${jira.url}/browse/ABC-1`, { headers: { cookie } })).text();
}
const remove = async (path: string) => (await callJira(jira, { method: 'DELETE', path })).status;
const onIssue = (name: (typeof APIS)[number]['name'], key = 'ABC-1') =>
  jira.app().provided[name].ofIssue(key);
const keys = (length: number) => Array.from({ length }, (_, index) => `ABC-${index + 1}`);
const named = (...values: unknown[]) => [{ associationType: 'issueKeys', values }];

describe.each(APIS)('$name', ({ name, base, module, path, sequence, request }) => {
  it('are taken, shown on their issues and given back', async () => {
    expect((await send(base, request({}))).status).toBe(202);
    expect(onIssue(name)).toHaveLength(1);
    const found = await callJira(jira, { path: base + path });
    expect([found.status, await found.json()]).toEqual([200, onIssue(name)[0]?.payload]);
    expect(jira.providerStats[name]).toMatchObject({ requests: 1, entities: 1, created: 1 });
    expect(await issuePage()).toContain(`data-kind="${name}"`);
    expect(jira.violations).toEqual([]);
  });

  it('with a number that is not above the stored one are dropped, others replace wholesale', async () => {
    await send(base, request({ [sequence]: 5, displayName: 'first' }));
    await send(base, request({ [sequence]: 5, displayName: 'second' }));
    expect(onIssue(name)[0]?.payload).toMatchObject({ displayName: 'first' });
    await send(base, request({ [sequence]: 6, associations: named('ABC-2') }));
    expect(onIssue(name)).toEqual([]);
    await send(base, request({ [sequence]: 7, associations: named('ABC-2') }));
    expect(jira.providerStats[name]).toMatchObject({ dropped: 1, replaced: 2, duplicates: 1 });
  });

  it('that name nothing the site has are shown nowhere, and their keys are answered', async () => {
    const answer = await send(base, request({ associations: named('ABC-404') }));
    expect(await answer.json()).toMatchObject({ unknownIssueKeys: ['ABC-404'] });
    expect((await callJira(jira, { path: base + path })).status).toBe(404);
    expect(jira.providerStats[name].unassociated).toBe(1);
  });

  it('are deleted by key, up to a number', async () => {
    await send(base, request({ [sequence]: 5 }));
    expect(await remove(`${base}${path}?_${sequence}=4`)).toBe(202);
    expect(onIssue(name)).toHaveLength(1);
    expect(await remove(`${base}${path}?_${sequence}=5`)).toBe(202);
    expect(onIssue(name)).toEqual([]);
  });

  it('are deleted by properties', async () => {
    await send(base, { ...request({}), properties: { accountId: 'a', repositoryId: 'r' } });
    expect(await remove(`${base}/bulkByProperties?accountId=b`)).toBe(202);
    expect(onIssue(name)).toHaveLength(1);
    expect(await remove(`${base}/bulkByProperties?accountId=a&repositoryId=r&_${sequence}=1`)).toBe(202);
    expect(onIssue(name)).toEqual([]);
    expect(await remove(`${base}/bulkByProperties`)).toBe(400);
  });

  it('are rejected one by one on request, in the words of their API', async () => {
    jira.faults.rejectEntity(({ kind, id }) => kind === name && /(^|\/)2$/.test(id), 'No good');
    const text = await (await send(base, request({}, {}))).text();
    expect(text).toContain('No good');
    expect(onIssue(name)).toHaveLength(1);
  });

  it('are refused where the descriptor lacks the module', async () => {
    const { [module]: _, ...modules } = app.descriptor['modules'] as Record<string, unknown>;
    app.descriptor['modules'] = modules;
    await jira.reinstall();
    const answer = await send(base, request({}));
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining(module)]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['501 issue keys', { associations: named(...keys(501)) }],
    ['no issue keys', { associations: named() }],
    ['no associations', { associations: [] }],
    ['an undocumented field', { colour: 'red' }],
    ['another schema', { schemaVersion: '2.0' }],
    ['a long name', { displayName: 'x'.repeat(256) }],
    ['an emoji', { displayName: '🚀' }],
    ['no number', { [sequence]: undefined }],
  ])('with %s are refused whole, with a violation', async (_, changes) => {
    expect((await send(base, request(changes))).status).toBe(400);
    expect(jira.violations.length).toBeGreaterThan(0);
  });
});

it.each<[string, string, unknown]>([
  ['a build without address', '/rest/builds/0.1', { builds: [build(1, { url: undefined })] }],
  [
    'a build with six references',
    '/rest/builds/0.1',
    { builds: [build(1, { references: Array(6).fill({}) })] },
  ],
  ['the same build twice', '/rest/builds/0.1', { builds: [build(1), build(1)] }],
  ['a deployment without address', '/rest/deployments/0.1', { deployments: [deployment(1, { url: null })] }],
  [
    'a deployment without description',
    '/rest/deployments/0.1',
    { deployments: [deployment(1, { description: undefined })] },
  ],
  ['a flag without details', '/rest/featureflags/0.1', { flags: [flag('1', { details: [] })] }],
])('%s is refused', async (_, base, body) => {
  expect((await send(base, body)).status).toBe(400);
  expect(jira.violations.length).toBeGreaterThan(0);
});

describe('a deployment with commits', () => {
  const commits = (...hashes: string[]) => ({
    associationType: 'commit',
    values: hashes.map((commitHash) => ({ commitHash, repositoryId: 'repo-1' })),
  });

  it('belongs to the issues of those that Jira has, and is told of the others', async () => {
    await send('/rest/devinfo/0.10', bulk({ commits: [commit('c1', { issueKeys: ['ABC-3'] })] }));
    const associations = [...named('ABC-2'), commits('c1', 'c2')];
    const answer = await send('/rest/deployments/0.1', { deployments: [deployment(1, { associations })] });
    expect(await answer.json()).toEqual({
      acceptedDeployments: [{ pipelineId: 'repo-1', environmentId: '7', deploymentSequenceNumber: 1 }],
      rejectedDeployments: [],
      unknownIssueKeys: [],
      unknownAssociations: [commits('c2')],
    });
    expect(onIssue('deployments', 'ABC-2')).toEqual(onIssue('deployments', 'ABC-3'));
    expect(jira.deploymentsOf('ABC-3')).toHaveLength(1);
  });

  it('may name 500 things over all', async () => {
    const hashes = keys(251);
    const body = (issues: number) => ({
      deployments: [deployment(1, { associations: [...named(...keys(issues)), commits(...hashes)] })],
    });
    expect((await send('/rest/deployments/0.1', body(250))).status).toBe(400);
    expect((await send('/rest/deployments/0.1', body(249))).status).toBe(202);
  });
});

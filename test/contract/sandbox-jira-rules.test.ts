import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { callJira, startConnectApp } from './connect-app.ts';
import type { ConnectApp } from './connect-app.ts';
import { branch, bulk, commit, pullRequest, repository } from './devinfo-payloads.ts';

let jira: JiraSandbox;
let app: ConnectApp;

beforeAll(async () => {
  jira = await startJiraSandbox({ limits: { burstPerSecond: 10_000 } });
  app = await startConnectApp();
  await jira.installApp(app.descriptorUrl);
});

afterAll(async () => {
  await jira.close();
  await app.close();
});

beforeEach(() => jira.reset());

const send = (body: unknown) => callJira(jira, { method: 'POST', path: '/rest/devinfo/0.10/bulk', body });
const many = (length: number, make: (id: string) => unknown) =>
  Array.from({ length }, (_, index) => make(`e${index}`));
const keys = (length: number) => Array.from({ length }, (_, index) => `ABC-${index + 1}`);
const without = (entity: Record<string, unknown>, field: string) =>
  Object.fromEntries(Object.entries(entity).filter(([name]) => name !== field));
const repositories = (length: number, entities: (index: number) => Record<string, unknown> = () => ({})) =>
  Array.from({ length }, (_, index) => repository({ id: `repo-${index}`, ...entities(index) }));

describe('requests at the limit are taken', () => {
  it.each<[string, unknown]>([
    ['100 repositories', { repositories: repositories(100) }],
    ['400 of a kind', bulk({ commits: many(400, commit) })],
    [
      '1000 entities',
      bulk({ commits: many(400, commit), branches: many(300, branch), pullRequests: many(300, pullRequest) }),
    ],
    ['500 keys', bulk({ commits: [commit('c', { issueKeys: keys(500) })] })],
    ['1024 characters of message', bulk({ commits: [commit('c', { message: 'x'.repeat(1024) })] })],
    ['a branch name of 512', bulk({ branches: [branch('b', { name: 'x'.repeat(512) })] })],
    ['a source branch of 255', bulk({ pullRequests: [pullRequest('p', { sourceBranch: 'x'.repeat(255) })] })],
    [
      'line breaks, tabs and the whole basic plane',
      bulk({ commits: [commit('c', { message: 'a\n\r\tä\ue000\ufffd' })] }),
    ],
    [
      'dates before 1971 and after 2038',
      bulk({
        commits: [
          commit('c', { authorTimestamp: '2039-01-19T03:14:08.123+05:30' }),
          commit('d', { authorTimestamp: '1970-01-01T00:00:00Z' }),
        ],
      }),
    ],
    ['a backslash before b', bulk({ commits: [commit('c', { message: 'C:\\bin' })] })],
    ['five properties', { ...bulk({}), properties: { a: '1', b: '2', c: '3', d: '4', e: '5' } }],
    ['a provider', { ...bulk({}), providerMetadata: { product: 'GitLab' } }],
    ['ten files', bulk({ commits: [commit('c', { files: many(10, (path) => file({ path })) })] })],
    [
      'reviewers',
      bulk({ pullRequests: [pullRequest('p', { reviewers: [{ name: 'Bo', approvalStatus: 'APPROVED' }] })] }),
    ],
  ])('%s', async (_, body) => {
    const answer = await send(body);
    expect([answer.status, jira.violations]).toEqual([202, []]);
  });
});

describe('requests beyond the rules are refused whole, with a violation', () => {
  it.each<[string, unknown]>([
    ['no repository', { repositories: [] }],
    ['101 repositories', { repositories: repositories(101) }],
    ['401 of a kind', bulk({ branches: many(401, branch) })],
    [
      '1001 entities',
      { repositories: repositories(3, (index) => ({ commits: many(index === 0 ? 201 : 400, commit) })) },
    ],
    ['501 keys', bulk({ commits: [commit('c', { issueKeys: keys(501) })] })],
    ['empty keys of a commit', bulk({ commits: [commit('good'), commit('c', { issueKeys: [] })] })],
    ['empty keys of a branch', bulk({ branches: [branch('b', { issueKeys: [] })] })],
    ['empty keys of a pull request', bulk({ pullRequests: [pullRequest('p', { issueKeys: [] })] })],
    ['no keys at all', bulk({ commits: [without(commit('c'), 'issueKeys')] })],
    [
      'a last commit without keys',
      bulk({ branches: [branch('b', { lastCommit: without(commit('c'), 'issueKeys') })] }),
    ],
    ['a message of 1025', bulk({ commits: [commit('c', { message: 'x'.repeat(1025) })] })],
    ['a branch name of 513', bulk({ branches: [branch('b', { name: 'x'.repeat(513) })] })],
    ['a source branch of 256', bulk({ pullRequests: [pullRequest('p', { sourceBranch: 'x'.repeat(256) })] })],
    ['a title of 1025', bulk({ pullRequests: [pullRequest('p', { title: 'x'.repeat(1025) })] })],
    ['a URL of 2001', bulk({ commits: [commit('c', { url: 'x'.repeat(2001) })] })],
    ['a slash in an id', bulk({ branches: [branch('feature/x')] })],
    ['an empty id', bulk({ commits: [commit('')] })],
    ['a draft', bulk({ pullRequests: [pullRequest('p', { status: 'DRAFT' })] })],
    ['a time without zone', bulk({ commits: [commit('c', { authorTimestamp: '2026-11-22T10:00:00' })] })],
    ['a time in milliseconds', bulk({ commits: [commit('c', { authorTimestamp: 1795344000000 })] })],
    [
      'a day that does not exist',
      bulk({ pullRequests: [pullRequest('p', { lastUpdate: '2026-13-40T10:00:00Z' })] }),
    ],
    ['a fraction as updateSequenceId', bulk({ commits: [commit('c', { updateSequenceId: 1.5 })] })],
    ['no updateSequenceId of the repository', { repositories: [without(repository(), 'updateSequenceId')] }],
    ['a negative file count', bulk({ commits: [commit('c', { fileCount: -1 })] })],
    ['no file count', bulk({ commits: [without(commit('c'), 'fileCount')] })],
    ['eleven files', bulk({ commits: [commit('c', { files: many(11, (path) => file({ path })) })] })],
    [
      'a file changed as GitLab calls it',
      bulk({ commits: [commit('c', { files: [file({ changeType: 'RENAMED' })] })] }),
    ],
    [
      'an e-mail of a reviewer of 255',
      bulk({ pullRequests: [pullRequest('p', { reviewers: [{ email: 'x'.repeat(255) }] })] }),
    ],
    ['an undocumented field', bulk({ commits: [commit('c', { branch: 'main' })] })],
    ['an undocumented field of the request', { ...bulk({}), dryRun: true }],
    ['another operation type', { ...bulk({}), operationType: 'IMPORT' }],
    ['six properties', { ...bulk({}), properties: { a: '1', b: '2', c: '3', d: '4', e: '5', f: '6' } }],
    ['a property with a leading underscore', { ...bulk({}), properties: { _a: '1' } }],
    ['a property with a colon', { ...bulk({}), properties: { 'a:b': '1' } }],
    ['a property that is a number', { ...bulk({}), properties: { a: 1 } }],
    ['the same commit twice', bulk({ commits: [commit('c'), commit('c')] })],
    ['the same repository twice', { repositories: [repository(), repository()] }],
    ['no JSON', '{"repositories": ['],
  ])('%s', async (_, body) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      errorMessages: expect.arrayContaining([{ message: expect.any(String) }]),
    });
    expect(jira.violations.length).toBeGreaterThan(0);
    expect(jira.devInfoStats.entities).toBe(0);
  });

  it.each([
    ['an emoji', '🚀', 'D83D'],
    ['a lone surrogate', '\ud83d', 'D83D'],
    ['a bell', '\u0007', '0007'],
    ['a backspace', '\b', '0008'],
    ['an escape', '\u001b', '001B'],
    ['a non-character', '\uffff', 'FFFF'],
  ])('%s', async (_, text, code) => {
    const answer = await send(bulk({ commits: [commit('c', { message: `ABC-1 ${text}` })] }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      errorMessages: [{ message: `Invalid binary character '#x${code}'` }],
    });
  });

  it('a body of another content type', async () => {
    const answer = await callJira(jira, {
      method: 'POST',
      path: '/rest/devinfo/0.10/bulk',
      body: bulk({}),
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(415);
    expect(jira.violations).toHaveLength(1);
  });
});

function file(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    path: 'README.md',
    url: 'https://gitlab.example/f',
    changeType: 'MODIFIED',
    linesAdded: 1,
    linesRemoved: 0,
    ...changes,
  };
}

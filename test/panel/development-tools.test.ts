import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../support/visitor.ts';
import { startMaking, type Making } from './support/making.ts';

const permission = 'VIEW_DEV_TOOLS';
let making: Making;

beforeAll(async () => {
  making = await startMaking();
  making.app.gitlab.world.push(making.project, 'main', [{ message: 'ABC-7 Secret work' }]);
  await making.app.drain();
  const path = `/accounts/${making.account.id}/creating`;
  const templates = { branchTemplate: '{key}-{summary}', mergeRequestTemplate: '{key} {summary}' };
  await making.site.ask({ path, fields: { ...templates, createsAsAccount: 'true' } });
});
afterEach(() => {
  making.app.jira.faults.clear();
  making.site.site.setKnown(permission, true);
  making.site.site.allow(making.site.memberId, permission, 'ABC');
});
afterAll(() => making.app.close());

const forbid = () => making.site.site.forbid(making.site.memberId, permission, 'ABC');
const ask = (path: string, fields?: Record<string, string>, accountId = making.site.memberId) =>
  making.site.ask({ path, fields, accountId });
const repository = () => making.repositories.get('acme/engine') ?? '';
const shown = ['/issue?issueKey=ABC-7', '/project?projectKey=ABC'];

describe('without Jira’s permission "View development tools"', () => {
  it.each([
    ...shown,
    ...['new', 'repositories', 'place'].flatMap((part) =>
      ['branches', 'merge-requests'].map((thing) => `/${thing}/${part}?issueKey=ABC-7`),
    ),
    '/branches/sources?issueKey=ABC-7',
  ])(
    'a person who may browse the project gets nothing of %s, but what is missing and who gives it',
    async (path) => {
      const of = path.includes('issueKey') ? `${path}&repository=${repository()}` : path;
      expect((await ask(of)).status).toBe(200);
      forbid();
      const page = await ask(of);
      expect(page.status).toBe(403);
      expect(wordsOf(page)).toMatch(/“View development tools”.*Jira administrator.*permission scheme/);
      expect(page.text).not.toMatch(/Secret work|acme|login/);
      expect((await ask(of, undefined, making.site.adminId)).status).toBe(200);
    },
  );

  it('nothing is made in GitLab', async () => {
    forbid();
    const of = { issueKey: 'ABC-7', repository: repository(), source: 'main' };
    expect((await ask('/branches', { ...of, name: 'ABC-7-quiet' })).status).toBe(403);
    const request = { ...of, source: 'release/1', target: 'main', subject: 'ABC-7' };
    expect((await ask('/merge-requests', request)).status).toBe(403);
    expect([...making.project.repository.branches.keys()]).toEqual(['main', 'release/1']);
    expect(making.project.mergeRequests.size).toBe(0);
  });

  it.each(shown)(
    'is no matter on a site that does not know it, for want of Jira Software: %s',
    async (path) => {
      forbid();
      making.site.site.setKnown(permission, false);
      expect((await ask(path)).status).toBe(200);
    },
  );

  it.each(shown)('as long as Jira does not say who has it, nothing is shown of %s', async (path) => {
    making.app.jira.faults.add({ match: 'mypermissions', status: 500 });
    const page = await ask(path);
    expect(page.status).toBe(503);
    expect(page.text).not.toContain('Secret work');
  });
});

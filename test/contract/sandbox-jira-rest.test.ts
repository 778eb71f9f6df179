import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startJiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';
import { APP_KEY, callJira, startConnectApp } from './connect-app.ts';
import type { ConnectApp } from './connect-app.ts';

let jira: JiraSandbox;
let app: ConnectApp;

beforeEach(async () => {
  jira = await startJiraSandbox({ allIssuesOf: { KAFKA: 500 } });
  app = await startConnectApp();
  await jira.installApp(app.descriptorUrl);
});

afterEach(async () => {
  await jira.close();
  await app.close();
});

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Json }> {
  const answer = await callJira(jira, { method, path, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}
const get = (path: string) => call('GET', path);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked at field by field
type Json = any;

describe('people', () => {
  it('the app is somebody of its own', async () => {
    const { body } = await get('/rest/api/3/myself');
    expect(body).toMatchObject({
      accountId: jira.app().accountId,
      accountType: 'app',
      displayName: 'Contract',
    });
  });

  it('shows an e-mail address only where the profile does', async () => {
    const open = jira.createUser({
      displayName: 'Olga Open',
      emailAddress: 'olga@example.com',
      emailVisible: true,
    });
    expect((await get(`/rest/api/3/user?accountId=${open.accountId}`)).body.emailAddress).toBe(
      'olga@example.com',
    );
    const hidden = await get(`/rest/api/3/user?accountId=${encodeURIComponent(jira.member.accountId)}`);
    expect(hidden.body).toMatchObject({ displayName: 'Max Member', emailAddress: '' });
    expect((await get('/rest/api/3/user?accountId=nobody')).status).toBe(404);
  });
});

describe('permissions', () => {
  it('answers what the caller holds', async () => {
    const { body } = await get('/rest/api/3/mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS');
    expect(body.permissions.ADMINISTER).toMatchObject({
      key: 'ADMINISTER',
      type: 'GLOBAL',
      havePermission: false,
    });
    expect(body.permissions.BROWSE_PROJECTS).toMatchObject({ type: 'PROJECT', havePermission: true });
  });

  it('needs known permissions and an existing project', async () => {
    expect((await get('/rest/api/3/mypermissions')).status).toBe(400);
    expect((await get('/rest/api/3/mypermissions?permissions=FLY')).status).toBe(400);
    expect((await get('/rest/api/3/mypermissions?permissions=ADMINISTER&projectKey=NONE')).status).toBe(404);
  });

  it('knows the permissions of those products only that the site has', async () => {
    const path = '/rest/api/3/mypermissions?permissions=VIEW_DEV_TOOLS&projectKey=KAFKA';
    expect((await get(path)).body.permissions.VIEW_DEV_TOOLS.havePermission).toBe(true);
    jira.setKnown('VIEW_DEV_TOOLS', false);
    expect((await get(path)).status).toBe(400);
  });

  it('tells nothing of a project or an issue to whom it does not show them', async () => {
    const about = (where: string) => get(`/rest/api/3/mypermissions?permissions=VIEW_DEV_TOOLS&${where}`);
    jira.hideIssue('KAFKA-1', jira.app().accountId);
    expect((await about('issueKey=KAFKA-1')).status).toBe(404);
    jira.forbid(jira.app().accountId, 'BROWSE_PROJECTS', 'KAFKA');
    expect((await about('projectKey=KAFKA')).status).toBe(404);
  });

  it('lets the app ask about anybody', async () => {
    const check = (accountId: string) =>
      call('POST', '/rest/api/3/permissions/check', { accountId, globalPermissions: ['ADMINISTER'] });
    expect((await check(jira.admin.accountId)).body.globalPermissions).toEqual(['ADMINISTER']);
    expect((await check(jira.member.accountId)).body.globalPermissions).toEqual([]);
    jira.admin.active = false;
    expect((await check(jira.admin.accountId)).body.globalPermissions).toEqual([]);
    expect((await check('nobody')).status).toBe(400);
  });

  it('answers for projects and issues', async () => {
    jira.createProject({ key: 'SECRET' });
    const issue = jira.createIssue({ key: 'SECRET-1' });
    const insider = jira.createUser({ displayName: 'Ina', projects: ['SECRET'], projectAdminOf: ['SECRET'] });
    const outsider = jira.createUser({ displayName: 'Otto', projects: ['ABC'] });
    const projects = ['ABC', 'SECRET'].map((key) => jira.projects.get(key)?.id);
    const check = async (accountId: string) =>
      (
        await call('POST', '/rest/api/3/permissions/check', {
          accountId,
          projectPermissions: [
            { permissions: ['BROWSE_PROJECTS', 'ADMINISTER_PROJECTS'], projects, issues: [Number(issue.id)] },
          ],
        })
      ).body.projectPermissions;
    expect(await check(insider.accountId)).toEqual([
      { permission: 'BROWSE_PROJECTS', projects: [projects[1]], issues: [Number(issue.id)] },
      { permission: 'ADMINISTER_PROJECTS', projects: [projects[1]], issues: [Number(issue.id)] },
    ]);
    expect(await check(outsider.accountId)).toEqual([
      { permission: 'BROWSE_PROJECTS', projects: [projects[0]], issues: [] },
      { permission: 'ADMINISTER_PROJECTS', projects: [], issues: [] },
    ]);
  });

  it('refuses undocumented fields and unknown permissions', async () => {
    expect((await call('POST', '/rest/api/3/permissions/check', { user: 'ada' })).status).toBe(400);
    expect(jira.violations).toHaveLength(1);
    expect(
      (await call('POST', '/rest/api/3/permissions/check', { globalPermissions: ['FLY'] })).body,
    ).toEqual({
      errorMessages: [],
      errors: { FLY: 'Unrecognized permission' },
    });
  });
});

describe('projects and issues', () => {
  it('come in pages of at most a hundred', async () => {
    for (let index = 0; index < 120; index += 1)
      jira.createProject({ key: `P${String(index).padStart(3, '0')}` });
    const first = (await get('/rest/api/3/project/search?maxResults=500')).body;
    expect([first.maxResults, first.values.length, first.total, first.isLast]).toEqual([
      100,
      100,
      122,
      false,
    ]);
    const second = (await get(first.nextPage.slice(jira.url.length))).body;
    expect([second.startAt, second.values.length, second.isLast]).toEqual([100, 22, true]);
    expect(second).not.toHaveProperty('nextPage');
    const keys = [...first.values, ...second.values].map((project: Json) => project.key);
    expect(new Set(keys).size).toBe(122);
    expect((await get('/rest/api/3/project/search')).body.values).toHaveLength(50);
    expect((await get('/rest/api/3/project/search?keys=ABC&keys=NO')).body.values).toMatchObject([
      { key: 'ABC' },
    ]);
  });

  it('shows an issue with the fields asked for, and hides what may not be seen', async () => {
    const { body } = await get('/rest/api/3/issue/ABC-1?fields=summary,status');
    expect(body).toMatchObject({
      key: 'ABC-1',
      fields: { summary: 'Issue ABC-1', status: { name: 'To Do' } },
    });
    expect(Object.keys(body.fields).sort()).toEqual(['status', 'summary']);
    expect((await get(`/rest/api/3/issue/${body.id}`)).body.key).toBe('ABC-1');
    expect((await get('/rest/api/3/issue/ABC-999')).status).toBe(404);
    const self = jira.users.get(jira.app().accountId);
    if (self) self.projects = [];
    expect((await get('/rest/api/3/issue/ABC-1')).body).toEqual({
      errorMessages: ['Issue does not exist or you do not have permission to see it.'],
      errors: {},
    });
  });

  it('has every number of a project up to its last', async () => {
    expect((await get('/rest/api/3/issue/KAFKA-500')).body.key).toBe('KAFKA-500');
    expect((await get('/rest/api/3/issue/KAFKA-501')).status).toBe(404);
    expect((await get('/rest/api/3/issue/KAFKA-0')).status).toBe(404);
    expect((await get('/rest/api/3/issue/KAFKA-007')).status).toBe(404);
  });

  it('says what it is', async () => {
    expect((await get('/rest/api/3/serverInfo')).body).toMatchObject({
      baseUrl: jira.url,
      deploymentType: 'Cloud',
    });
  });
});

describe('app properties', () => {
  const BASE = `/rest/atlassian-connect/1/addons/${APP_KEY}`;

  it('are kept, listed and removed', async () => {
    expect((await get(`${BASE}/properties/a`)).status).toBe(404);
    expect(await call('PUT', `${BASE}/properties/a`, { on: true })).toEqual({
      status: 201,
      body: { message: 'Property created.', statusCode: 201 },
    });
    expect((await call('PUT', `${BASE}/properties/a`, { on: false })).status).toBe(200);
    expect((await get(`${BASE}/properties/a`)).body).toMatchObject({ key: 'a', value: { on: false } });
    expect((await get(`${BASE}/properties`)).body.keys).toMatchObject([{ key: 'a' }]);
    expect((await call('DELETE', `${BASE}/properties/a`)).status).toBe(204);
    expect((await call('DELETE', `${BASE}/properties/a`)).status).toBe(404);
  });

  it('have limits and belong to one app', async () => {
    expect((await call('PUT', `${BASE}/properties/${'k'.repeat(128)}`, 1)).status).toBe(400);
    expect((await call('PUT', `${BASE}/properties/a`, 'x'.repeat(32_767))).status).toBe(400);
    expect((await call('PUT', `${BASE}/properties/a`, '{')).status).toBe(400);
    expect((await get('/rest/atlassian-connect/1/addons/com.example.other/properties/a')).status).toBe(401);
  });

  it('stand beside the licence', async () => {
    expect((await get(BASE)).body).toMatchObject({ key: APP_KEY, license: { active: true } });
    jira.connectApp().licenseActive = false;
    expect((await get(BASE)).body.license.active).toBe(false);
  });
});

describe('what is not documented', () => {
  it('is refused and noted: addresses, methods, parameters', async () => {
    expect((await get('/rest/api/3/secret')).status).toBe(404);
    expect((await call('DELETE', '/rest/api/3/myself')).status).toBe(405);
    expect((await get('/rest/api/3/myself?verbose=true')).status).toBe(400);
    expect((await get('/rest/api/3/project/search?expand=lead')).status).toBe(501);
    expect(jira.violations).toEqual([
      'GET /rest/api/3/secret: the address is not documented',
      'DELETE /rest/api/3/myself: the method is not documented',
      'GET /rest/api/3/myself: the query parameter "verbose" is not documented',
      'GET /rest/api/3/project/search: the sandbox does not implement the query parameter "expand"',
    ]);
    expect(jira.requests.entries.map(({ status, endpoint }) => [endpoint, status])).toEqual([
      ['unknown', 404],
      ['unknown', 405],
      ['myself', 400],
      ['project.search', 501],
    ]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeHistory } from '../sandbox/history/make.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller();
});
afterEach(async () => {
  expect(caller.sandbox.violations).toEqual([]);
  await caller.sandbox.close();
});

const paths = (body: { path_with_namespace: string }[]): string[] =>
  body.map((row) => row.path_with_namespace);

describe('projects of a group', () => {
  it('include foreign shared ones and leave subgroups out, unless told', async () => {
    const { world } = caller.sandbox;
    const sub = world.addGroup({ path: 'sub', parent: caller.group });
    const foreign = world.addGroup({ path: 'foreign' });
    world.addProject({ path: 'own', namespace: caller.group });
    world.addProject({ path: 'deep', namespace: sub });
    world.addProject({ path: 'old', namespace: caller.group, archived: true });
    world.addProject({ path: 'lent', namespace: foreign, sharedWith: [caller.group] });
    const list = '/api/v4/groups/acme/projects?order_by=id&sort=asc';
    expect(paths((await caller.get(list)).body)).toEqual(['acme/own', 'acme/old', 'foreign/lent']);
    const wanted = await caller.get(
      `${list}&with_shared=false&include_subgroups=true&archived=false&simple=true`,
    );
    expect(paths(wanted.body)).toEqual(['acme/own', 'acme/sub/deep']);
    expect(wanted.body[0]).not.toHaveProperty('archived');
  });

  it('come in pages with totals and links', async () => {
    for (let i = 0; i < 45; i += 1)
      caller.sandbox.world.addProject({ path: `p${i}`, namespace: caller.group });
    const { body, headers } = await caller.get('/api/v4/groups/acme/projects?per_page=20&page=2');
    expect(body).toHaveLength(20);
    expect([headers.get('x-total'), headers.get('x-total-pages'), headers.get('x-next-page')]).toEqual([
      '45',
      '3',
      '3',
    ]);
    expect(headers.get('link')).toMatch(/page=1.*rel="prev".*page=3.*rel="next".*rel="first".*rel="last"/);
    const first = (await caller.get('/api/v4/groups/acme/projects')).body;
    expect(first).toHaveLength(20);
  });

  it('come by keyset without totals', async () => {
    for (let i = 0; i < 5; i += 1)
      caller.sandbox.world.addProject({ path: `p${i}`, namespace: caller.user.namespace });
    const seen: string[] = [];
    let next: string | undefined =
      '/api/v4/users/jira/projects?simple=true&order_by=id&sort=asc&pagination=keyset&per_page=2';
    while (next !== undefined) {
      const { body, headers } = await caller.get(next);
      expect(headers.get('x-total')).toBeNull();
      seen.push(...paths(body));
      const link = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
      next = link?.slice(caller.sandbox.url.length);
    }
    expect(seen).toEqual(['jira/p0', 'jira/p1', 'jira/p2', 'jira/p3', 'jira/p4']);
  });
});

describe('what the user may not see', () => {
  it('is missing: group, project and namespace answer 404 alike', async () => {
    const { world } = caller.sandbox;
    const secret = world.addGroup({ path: 'secret' });
    const hidden = world.addProject({ path: 'hidden', namespace: secret });
    expect((await caller.get('/api/v4/groups/secret')).body).toEqual({ message: '404 Group Not Found' });
    expect((await caller.get('/api/v4/groups/nothing')).body).toEqual({ message: '404 Group Not Found' });
    expect((await caller.get(`/api/v4/projects/${hidden.id}`)).body).toEqual({
      message: '404 Project Not Found',
    });
    expect((await caller.get('/api/v4/namespaces/secret')).status).toBe(404);
    world.addMember(hidden, caller.user, 30);
    expect((await caller.get(`/api/v4/projects/${hidden.id}`)).status).toBe(200);
    expect((await caller.get('/api/v4/groups/secret')).status).toBe(200);
  });

  it('is told without a token only where it is public', async () => {
    const { world } = caller.sandbox;
    const open = world.addGroup({ path: 'open', visibility: 'public' });
    const project = world.addProject({ path: 'site', namespace: open, visibility: 'public' });
    expect((await caller.get(`/api/v4/projects/${project.id}`, null)).status).toBe(200);
    expect((await caller.get('/api/v4/groups/acme', null)).status).toBe(404);
    expect((await caller.get('/api/v4/user', null)).body).toEqual({ message: '401 Unauthorized' });
  });

  it('guests of a private project may not read its code: 403', async () => {
    const { world } = caller.sandbox;
    const project = world.addProject({ path: 'p', namespace: world.addGroup({ path: 'other' }) });
    world.addMember(project, caller.user, 10);
    expect((await caller.get(`/api/v4/projects/${project.id}/repository/branches`)).status).toBe(403);
  });
});

describe('namespaces', () => {
  it('say whether a path is a group or a person', async () => {
    expect((await caller.get('/api/v4/namespaces/acme')).body.kind).toBe('group');
    expect((await caller.get('/api/v4/namespaces/jira')).body.kind).toBe('user');
    caller.sandbox.world.addGroup({ path: 'open', visibility: 'public' });
    expect((await caller.get('/api/v4/groups/open')).status).toBe(200);
    expect((await caller.get('/api/v4/namespaces/open')).status).toBe(404);
  });

  it('embed projects in a group unless told not to', async () => {
    caller.sandbox.world.addProject({ path: 'own', namespace: caller.group });
    expect((await caller.get('/api/v4/groups/acme')).body.projects).toHaveLength(1);
    expect((await caller.get('/api/v4/groups/acme?with_projects=false')).body).not.toHaveProperty('projects');
  });
});

describe('a project', () => {
  it('redirects GET from its old path and stays under its id', async () => {
    const { world } = caller.sandbox;
    const project = world.addProject({ path: 'before', namespace: caller.group });
    world.renameProject(project, 'after');
    const moved = await caller.get('/api/v4/projects/acme%2Fbefore/repository/branches?per_page=5');
    expect(moved.status).toBe(301);
    expect(moved.headers.get('location')).toBe(
      `${caller.sandbox.url}/api/v4/projects/${project.id}/repository/branches?per_page=5`,
    );
    expect((await caller.get(`/api/v4/projects/${project.id}`)).body.path).toBe('after');
  });

  it('answers 403 for a feature that is off and 404 when it is gone', async () => {
    const { world } = caller.sandbox;
    const project = world.addProject({ path: 'p', namespace: caller.group, disabled: ['merge_requests'] });
    const list = `/api/v4/projects/${project.id}`;
    expect((await caller.get(`${list}/merge_requests`)).body).toEqual({ message: '403 Forbidden' });
    expect((await caller.get(`${list}/repository/branches`)).status).toBe(200);
    world.disableFeature(project, 'repository');
    expect((await caller.get(`${list}/repository/branches`)).status).toBe(403);
    world.deleteProject(project);
    expect((await caller.get(`${list}/merge_requests`)).status).toBe(404);
  });

  it('moves last_activity_at at most once an hour', async () => {
    const { world } = caller.sandbox;
    const project = world.addProject({ path: 'p', namespace: caller.group });
    const activity = async (): Promise<number> =>
      Date.parse((await caller.get(`/api/v4/projects/${project.id}`)).body.last_activity_at);
    const made = await activity();
    caller.clock.advance(59 * 60_000);
    world.push(project, 'main', [{ message: 'one' }]);
    expect(await activity()).toBe(made);
    caller.clock.advance(60_000);
    world.push(project, 'topic', [{ message: 'two' }]);
    expect(await activity()).toBe(made + 3_600_000);
    caller.clock.advance(3_600_000);
    const row = world.openMergeRequest(project, { sourceBranch: 'topic', title: 'T', author: caller.user });
    expect(await activity()).toBe(made + 7_200_000);
    caller.clock.advance(3_600_000);
    world.comment(row);
    expect(await activity()).toBe(made + 10_800_000);
  });
});

describe('branches', () => {
  const names = (body: { name: string }[]): string[] => body.map(({ name }) => name);

  it('carry odd names unharmed', async () => {
    const { world } = caller.sandbox;
    const project = world.addProject({ path: 'p', namespace: caller.group });
    const history = makeHistory();
    world.loadHistory(project, history);
    const { body } = await caller.get(`/api/v4/projects/${project.id}/repository/branches?per_page=100`);
    expect(names(body).sort()).toEqual(history.branches.map(({ name }) => name).sort());
    for (const name of names(body)) {
      const one = await caller.get(
        `/api/v4/projects/${project.id}/repository/branches/${encodeURIComponent(name)}`,
      );
      expect(one.body.name).toBe(name);
    }
  });

  it('are filtered by an RE2 pattern', async () => {
    const { world } = caller.sandbox;
    const project = world.addProject({ path: 'p', namespace: caller.group });
    world.loadHistory(project, makeHistory());
    const list = `/api/v4/projects/${project.id}/repository/branches?per_page=100&regex=`;
    const upper = await caller.get(list + encodeURIComponent('[A-Z][A-Z0-9_]+-\\d+'));
    expect(names(upper.body)).not.toContain('abc-16-lower-case');
    expect(names(upper.body)).not.toContain('main');
    expect(names((await caller.get(`${list}${encodeURIComponent('(?i)abc-16')}`)).body)).toEqual([
      'abc-16-lower-case',
    ]);
    expect((await caller.get(list + encodeURIComponent('(?=a)b'))).status).toBe(400);
  });

  it('with the keyset flag bring all matches of a filter at once, under headers of the whole list', async () => {
    const flagged = await startCaller({ branchKeyset: true });
    const project = flagged.sandbox.world.addProject({ path: 'p', namespace: flagged.group });
    flagged.sandbox.world.push(project, 'main', [{ message: 'one' }]);
    for (let i = 0; i < 30; i += 1) flagged.sandbox.world.createBranch(project, `ABC-${i}`);
    const list = `/api/v4/projects/${project.id}/repository/branches`;
    const first = await flagged.get(`${list}?regex=ABC&per_page=10&page=1`);
    expect([first.body.length, first.headers.get('x-total'), first.headers.get('x-next-page')]).toEqual([
      30,
      '31',
      '2',
    ]);
    const second = await flagged.get(`${list}?regex=ABC&per_page=10&page=2`);
    expect(names(first.body)).toEqual(expect.arrayContaining(names(second.body)));
    const keyset = await flagged.get(`${list}?pagination=keyset&per_page=10`);
    expect(keyset.headers.get('link')).toContain('page_token=');
    await flagged.sandbox.close();
  });

  it('give totals only up to 10,000 rows', async () => {
    const { world } = caller.sandbox;
    const project = world.addProject({ path: 'p', namespace: caller.group });
    const [head = ''] = world.push(project, 'main', [{ message: 'one' }]);
    for (let i = 0; i < 10_000; i += 1) project.repository.branches.set(`b${i}`, head);
    const list = `/api/v4/projects/${project.id}/repository/branches?per_page=100`;
    const many = await caller.get(list);
    expect([many.headers.get('x-total'), many.headers.get('x-next-page')]).toEqual([null, '2']);
    expect(many.headers.get('link')).not.toContain('rel="last"');
    project.repository.branches.delete('b0');
    expect((await caller.get(list)).headers.get('x-total')).toBe('10000');
  });
});

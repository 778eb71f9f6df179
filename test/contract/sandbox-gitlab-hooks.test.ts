import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';
import type { GitlabSandboxOptions } from '../sandbox/gitlab/sandbox.ts';
import type { TestClock } from '../sandbox/clock.ts';

let caller: Caller;
let hooks: string;
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

async function start(options: Omit<GitlabSandboxOptions<TestClock>, 'clock'> = {}): Promise<void> {
  caller = await startCaller(options);
  const project = caller.sandbox.world.addProject({ path: 'app', namespace: caller.group });
  hooks = `/api/v4/projects/${project.id}/hooks`;
}

beforeEach(() => start());
afterEach(() => caller.sandbox.close());

describe('hooks of a project', () => {
  it('are made, shown, edited and deleted', async () => {
    const made = await caller.send('POST', hooks, {
      url: 'https://jira.example.com/hook',
      name: 'Jira',
      description: 'Sends to Jira',
      token: 'secret',
      merge_requests_events: true,
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      url: 'https://jira.example.com/hook',
      name: 'Jira',
      description: 'Sends to Jira',
      push_events: true,
      merge_requests_events: true,
      pipeline_events: false,
      enable_ssl_verification: true,
      alert_status: 'executable',
      disabled_until: null,
    });
    expect(JSON.stringify(made.body)).not.toContain('secret');
    const one = `${hooks}/${made.body.id}`;
    expect((await caller.get(one)).body).toEqual(made.body);
    expect((await caller.get(hooks)).body).toEqual([made.body]);
    const edited = await caller.send('PUT', one, { push_events: false, pipeline_events: true });
    expect(edited.status).toBe(200);
    expect(edited.body).toMatchObject({ push_events: false, pipeline_events: true, name: 'Jira' });
    expect((await caller.send('DELETE', one)).status).toBe(204);
    expect((await caller.get(one)).status).toBe(404);
    expect((await caller.send('DELETE', one)).status).toBe(404);
    expect(caller.sandbox.violations).toEqual([]);
  });

  it('need a Maintainer, and a token that may write', async () => {
    const { world } = caller.sandbox;
    const developer = world.addUser({ username: 'dev' });
    world.addMember(caller.group, developer, 30);
    const token = world.issueToken(caller.application, developer).access_token;
    expect((await caller.get(hooks, token)).status).toBe(403);
    world.addMember(caller.group, developer, 40);
    expect((await caller.get(hooks, token)).status).toBe(200);
    const reader = world.issueToken(caller.application, caller.user, ['read_api']).access_token;
    expect((await caller.get(hooks, reader)).status).toBe(200);
    const written = await fetch(caller.sandbox.url + hooks, {
      method: 'POST',
      headers: { authorization: `Bearer ${reader}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'https://jira.example.com' }),
    });
    expect(written.status).toBe(403);
  });

  it('lose their token when the address changes without it', async () => {
    await caller.sandbox.close();
    await start({ version: '19.0.1' });
    const made = await caller.send('POST', hooks, { url: 'https://a.example.com', token: 't' });
    const one = `${hooks}/${made.body.id}`;
    expect(made.body.token_present).toBe(true);
    const kept = await caller.send('PUT', one, { url: 'https://a.example.com', note_events: true });
    expect(kept.body.token_present).toBe(true);
    const moved = await caller.send('PUT', one, { url: 'https://b.example.com' });
    expect(moved.body.token_present).toBe(false);
    const again = await caller.send('PUT', one, { url: 'https://c.example.com', token: 't' });
    expect(again.body.token_present).toBe(true);
  });

  it('are at most a hundred', async () => {
    const add = () => caller.send('POST', hooks, { url: 'https://jira.example.com/hook' });
    for (let i = 0; i < 100; i += 1) expect((await add()).status).toBe(201);
    const refused = await add();
    expect([refused.status, refused.body]).toEqual([
      422,
      { message: { base: ['Maximum number of project hooks (100) exceeded'] } },
    ]);
    const page = await caller.get(`${hooks}?per_page=100&page=1`);
    expect([page.body.length, page.headers.get('x-total')]).toEqual([100, '100']);
  });

  it('refuse what is no address, and private ones where the admin does not allow them', async () => {
    const add = (url: string) => caller.send('POST', hooks, { url });
    const invalid = { status: 422, body: { error: 'Invalid url given' } };
    expect(await add('ftp://jira.example.com')).toMatchObject(invalid);
    expect(await add('nonsense')).toMatchObject(invalid);
    expect((await add('http://127.0.0.1:8080/hook')).status).toBe(201);
    caller.sandbox.hooks.localHooks = false;
    for (const host of ['127.0.0.1', 'localhost', '10.1.2.3', '192.168.0.1', '172.20.0.1', '[::1]'])
      expect(await add(`http://${host}/hook`)).toMatchObject(invalid);
    expect((await add('https://jira.example.com')).status).toBe(201);
    expect(await caller.send('POST', hooks, {})).toMatchObject({
      status: 400,
      body: { error: 'url is missing' },
    });
  });
});

describe('versions', () => {
  it.each([
    ['17.0.5', false, false],
    ['17.1.0', true, false],
    ['19.0.0', true, true],
  ])('%s has names: %s, signing tokens: %s', async (version, named, signs) => {
    await caller.sandbox.close();
    await start({ version });
    const body = { url: 'https://jira.example.com', name: 'n', description: 'd', signing_token: secret };
    const made = await caller.send('POST', hooks, body);
    expect(made.status).toBe(201);
    expect(made.body.name).toBe(named ? 'n' : undefined);
    expect(made.body.signing_token_present).toBe(signs ? true : undefined);
    expect(JSON.stringify(made.body)).not.toContain('whsec_');
    expect(caller.sandbox.violations).toEqual([]);
  });

  it('19.0 refuses a signing token that is none', async () => {
    await caller.sandbox.close();
    await start({ version: '19.0.0' });
    const body = { url: 'https://jira.example.com', signing_token: 'short' };
    expect((await caller.send('POST', hooks, body)).status).toBe(422);
  });

  it.each([
    ['16.10.0', 404, 404],
    ['16.11.0', 422, 404],
    ['17.4.0', 422, 200],
  ])('%s answers tests with %i and the log with %i', async (version, test, log) => {
    await caller.sandbox.close();
    await start({ version });
    const made = await caller.send('POST', hooks, { url: 'https://jira.example.com' });
    const one = `${hooks}/${made.body.id}`;
    expect((await caller.send('POST', `${one}/test/push_events`)).status).toBe(test);
    expect((await caller.get(`${one}/events`)).status).toBe(log);
  });
});

describe('hooks of a group', () => {
  const groupHooks = '/api/v4/groups/acme/hooks';
  const url = 'https://jira.example.com/hook';

  it('are not there without a licence', async () => {
    expect((await caller.get(groupHooks)).status).toBe(404);
    expect((await caller.send('POST', groupHooks, { url })).status).toBe(404);
  });

  it('need an Owner; there are at most fifty', async () => {
    caller.sandbox.hooks.license = 'premium';
    const made = await caller.send('POST', groupHooks, { url, project_events: true, subgroup_events: true });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      group_id: caller.group.id,
      project_events: true,
      subgroup_events: true,
    });
    const { world } = caller.sandbox;
    const maintainer = world.addUser({ username: 'mia' });
    world.addMember(caller.group, maintainer, 40);
    const token = world.issueToken(caller.application, maintainer).access_token;
    expect((await caller.get(groupHooks, token)).status).toBe(403);
    for (let i = 1; i < 50; i += 1) await caller.send('POST', groupHooks, { url });
    expect((await caller.send('POST', groupHooks, { url })).body).toEqual({
      message: { base: ['Maximum number of group hooks (50) exceeded'] },
    });
  });
});

describe('strictness', () => {
  it.each([
    ['an attribute that GitLab does not have', { url: 'https://a.example.com', push: true }],
    ['a group attribute in a project', { url: 'https://a.example.com', subgroup_events: true }],
  ])('refuses and records %s', async (_, body) => {
    expect((await caller.send('POST', hooks, body)).status).toBe(400);
    expect(caller.sandbox.violations).toHaveLength(1);
  });

  it('refuses a wrong type in words', async () => {
    const refused = await caller.send('POST', hooks, { url: 'https://a.example.com', push_events: 'yes' });
    expect([refused.status, refused.body]).toEqual([400, { error: 'push_events is invalid' }]);
  });
});

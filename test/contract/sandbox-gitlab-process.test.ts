import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startReceiver } from './hook-receiver.ts';

const main = join(import.meta.dirname, '../sandbox/gitlab/main.ts');

describe('the sandbox as a process', () => {
  let child: ChildProcess;
  let ready: { url: string; control: string; group: string };
  beforeAll(async () => {
    child = spawn(process.execPath, [main, '--group', 'demo'], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('The process has no output.');
    const [line] = await once(createInterface(child.stdout), 'line');
    ready = JSON.parse(line);
  });
  afterAll(async () => {
    child.kill();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  async function control(
    name: string,
    body?: unknown,
  ): Promise<{ status: number; json: Record<string, unknown> }> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${ready.control}/${name}`, init);
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  }

  it('is worked by its control', async () => {
    const made = await control('create-application', { redirectUris: ['http://localhost:9/cb'] });
    const token = await control('issue-token', { clientId: made.json['clientId'], username: 'dana' });
    const get = (path: string) =>
      fetch(ready.url + path, { headers: { authorization: `Bearer ${String(token.json['access_token'])}` } });
    const listed = await (await get('/api/v4/groups/demo/projects?include_subgroups=true')).json();
    expect((listed as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'empty',
      'engine',
      'old-site',
      'website',
    ]);
    await control('push', { project: 'demo/empty', branch: 'main', commits: [{ message: 'DEMO-1 first' }] });
    await control('push', {
      project: 'demo/empty',
      branch: 'topic',
      commits: [{ message: 'DEMO-2 second' }],
    });
    const opened = await control('open-merge-request', {
      project: 'demo/empty',
      sourceBranch: 'topic',
      title: 'DEMO-2',
      author: 'dana',
    });
    expect(opened.json['iid']).toBe(1);
    expect((await control('merge', { project: 'demo/empty', iid: 1, by: 'dana' })).status).toBe(200);
    const state = await control('state');
    expect(state.json).toMatchObject({ requests: 1, counts: { 'group.projects': 1 }, violations: [] });
  });

  it('is worked by its control for pipelines, deployments and feature flags', async () => {
    const project = 'demo/website';
    const done = async (name: string, body: Record<string, unknown>) => {
      const { status, json } = await control(name, { project, ...body });
      expect({ name, status }).toEqual({ name, status: 200 });
      return json;
    };
    const { id: pipeline } = await done('run-pipeline', { ref: 'main', by: 'dana' });
    await done('run-pipeline', { iid: 1 });
    await done('set-tests', { pipeline, tests: { success: 2 } });
    await done('set-pipeline-status', { pipeline, status: 'success' });
    expect(await done('add-environment', { name: 'staging' })).toMatchObject({ tier: 'staging' });
    const { id: deployment } = await done('deploy', { environment: 'staging', ref: 'main', pipeline });
    await done('set-deployment-status', { deployment, status: 'success' });
    await done('add-feature-flag', { name: 'apple', description: 'DEMO-1' });
    await done('update-feature-flag', { name: 'apple', active: false });
    const counts = async () => {
      const state = (await control('state')).json as { projects: Record<string, unknown>[] };
      return state.projects.find(({ path }) => path === project);
    };
    expect(await counts()).toMatchObject({ pipelines: 2, deployments: 1, featureFlags: 1 });
    await done('delete-feature-flag', { name: 'apple' });
    await done('delete-pipeline', { pipeline });
    await done('load-ci', { pipelines: 4, featureFlags: 2 });
    expect(await counts()).toMatchObject({ pipelines: 7, featureFlags: 2 });
    expect((await control('deploy', { project, environment: 'x', ref: 'none' })).status).toBe(400);
  });

  it('moves its clock, breaks on request and counts afresh', async () => {
    const before = (await control('state')).json['now'] as number;
    await control('advance-clock', { ms: 3_600_000 });
    expect((await control('state')).json['now'] as number).toBeGreaterThanOrEqual(before + 3_600_000);
    await control('fault', { match: 'metadata', times: 1, status: 503 });
    expect((await fetch(`${ready.url}/api/v4/metadata`)).status).toBe(503);
    await control('reset', {});
    expect((await control('state')).json).toMatchObject({ requests: 0, counts: {} });
  });

  it('holds webhooks back, releases them and tells what became of them', async () => {
    const receiver = await startReceiver();
    const made = await control('create-application', { redirectUris: ['http://localhost:9/cb'] });
    const token = await control('issue-token', { clientId: made.json['clientId'], username: 'dana' });
    await fetch(`${ready.url}/api/v4/projects/demo%2Fempty/hooks`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${String(token.json['access_token'])}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ url: receiver.url }),
    });
    await control('hold-hooks', {});
    for (const branch of ['one', 'two'])
      await control('push', { project: 'demo/empty', branch, commits: [{ message: branch }] });
    expect((await control('hooks')).json).toMatchObject({ held: 2, sent: 0 });
    const released = await control('release-hooks', { lose: 0, duplicate: 1 });
    expect(released.json).toEqual({ sent: 4, lost: 0, duplicated: 2 });
    while (((await control('hooks')).json['pending'] as number) > 0);
    expect((await control('hooks')).json).toMatchObject({ sent: 4, statuses: { 200: 4 } });
    expect((await control('deliveries')).json).toMatchObject([
      { event: 'Push Hook', status: 200 },
      {},
      {},
      {},
    ]);
    expect(receiver.received).toHaveLength(4);
    await receiver.close();
  });

  it('says what is wrong with a control request', async () => {
    expect((await control('merge', { project: 'demo/none', iid: 1 })).json['error']).toContain('demo/none');
    expect((await control('nonsense', {})).status).toBe(404);
  });

  it('shows its people to click on the sign-in page', async () => {
    const page = await (await fetch(`${ready.url}/users/sign_in`)).text();
    expect(page).toContain('Sign in as Ada Admin (@admin)');
  });

  it('has a page on which a visitor commits', async () => {
    const path = `${ready.control}/commit`;
    expect(await (await fetch(path)).text()).toContain('<option value="demo/website">');
    const given = { project: 'demo/website', author: 'dana', message: 'DEMO-1 #comment <b>Hello</b>' };
    const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(given) });
    const text = await answer.text();
    const [, sha = ''] = /Pushed ([0-9a-f]{8}) to demo\/website as Dana Developer\./.exec(text) ?? [];
    expect(text).not.toContain('<b>Hello');
    const made = await control('create-application', { redirectUris: ['http://localhost:9/cb'] });
    const token = await control('issue-token', { clientId: made.json['clientId'], username: 'dana' });
    const headers = { authorization: `Bearer ${String(token.json['access_token'])}` };
    const commits = '/api/v4/projects/demo%2Fwebsite/repository/commits';
    expect(await (await fetch(ready.url + commits, { headers })).json()).toMatchObject([
      { short_id: sha, message: given.message, author_email: 'dana@example.com' },
      ...Array.from({ length: 19 }, () => ({})),
    ]);
  });
});

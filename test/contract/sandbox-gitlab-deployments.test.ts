import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeploymentStatus } from '../sandbox/gitlab/world/ci.ts';
import type { MergeRequest, Project } from '../sandbox/gitlab/world/model.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

let caller: Caller;
let project: Project;
let path: string;
let deployments: string;
beforeEach(async () => {
  caller = await startCaller();
  const { world } = caller.sandbox;
  project = world.addProject({ path: 'app', namespace: caller.group });
  world.push(project, 'main', [{ message: 'start' }]);
  path = `/api/v4/projects/${project.id}`;
  deployments = `${path}/deployments`;
});
afterEach(() => caller.sandbox.close());

const ids = (body: { id: number }[]): number[] => body.map(({ id }) => id);

function deployMain(environment: string, status: DeploymentStatus = 'success') {
  return caller.sandbox.world.deploy(project, { environment, ref: 'main', user: caller.user, status });
}

function merged(branch: string): MergeRequest {
  const { world } = caller.sandbox;
  caller.clock.advance(1000);
  world.push(project, branch, [{ message: branch }]);
  const row = world.openMergeRequest(project, { sourceBranch: branch, title: branch, author: caller.user });
  world.merge(row, { by: caller.user });
  return row;
}

describe('environments', () => {
  it('guess their tier from their name unless it is given', async () => {
    const { world } = caller.sandbox;
    const names = [
      'production',
      'live',
      'Staging',
      'pre-prod',
      'qa',
      'review/abc',
      'dev',
      'canada',
      'non-prod',
    ];
    for (const name of names) world.addEnvironment(project, { name });
    world.addEnvironment(project, {
      name: 'odd',
      tier: 'production',
      externalUrl: 'https://odd.example.com',
    });
    const { body } = await caller.get(`${path}/environments?per_page=100`);
    expect(body.map((row: { tier: string }) => row.tier)).toEqual([
      'production',
      'production',
      'staging',
      'staging',
      'testing',
      'development',
      'development',
      'other',
      'staging',
      'production',
    ]);
    expect(body.at(-1)).toMatchObject({
      external_url: 'https://odd.example.com',
      slug: 'odd',
      state: 'available',
    });
  });

  it('are found by name, and alone tell of their newest deployment', async () => {
    deployMain('staging');
    const row = deployMain('production');
    const { body } = await caller.get(`${path}/environments?name=production`);
    expect(ids(body)).toEqual([row.environment.id]);
    const one = await caller.get(`${path}/environments/${row.environment.id}`);
    expect(one.body.last_deployment).toMatchObject({ id: row.id, status: 'success' });
    expect((await caller.get(`${path}/environments/999`)).status).toBe(404);
  });
});

describe('deployments', () => {
  it('tell when they run and when they have ended, and of no other state', () => {
    const { world } = caller.sandbox;
    const heard: string[] = [];
    world.state.listeners.add((event) => {
      if (event.kind === 'deployment') heard.push(event.deployment.status);
    });
    const row = deployMain('staging', 'created');
    for (const status of ['blocked', 'created', 'running', 'running', 'failed'] as const)
      world.setDeploymentStatus(row, status);
    deployMain('staging', 'skipped');
    deployMain('staging', 'canceled');
    expect(heard).toEqual(['running', 'failed', 'canceled']);
  });

  it('made through the API have no job, others tell it with commit and pipeline', async () => {
    const { world } = caller.sandbox;
    const api = deployMain('production', 'running');
    const pipeline = world.runPipeline(project, { ref: 'main' });
    const row = world.deploy(project, {
      environment: 'production',
      ref: 'main',
      user: caller.user,
      pipeline,
    });
    const first = await caller.get(`${deployments}/${api.id}`);
    expect(first.body).toMatchObject({ iid: 1, deployable: null, status: 'running' });
    expect(Object.keys(first.body.environment)).not.toContain('tier');
    const { body } = await caller.get(`${deployments}/${row.id}`);
    expect(body).toMatchObject({
      iid: 2,
      sha: project.repository.branches.get('main'),
      deployable: {
        web_url: `${caller.sandbox.url}/acme/app/-/jobs/${row.jobId}`,
        commit: { message: 'start' },
        pipeline: { id: pipeline.id, ref: 'main' },
      },
    });
    world.deletePipeline(pipeline);
    expect((await caller.get(`${deployments}/${row.id}`)).body.deployable).toBeNull();
  });

  it('are listed by rising id, and by time only with the order of that time', async () => {
    const { world } = caller.sandbox;
    const [a, b, c] = ['staging', 'production', 'staging'].map((name) => {
      caller.clock.advance(1000);
      return deployMain(name, 'running');
    });
    caller.clock.advance(1000);
    if (a !== undefined) world.setDeploymentStatus(a, 'success');
    expect(ids((await caller.get(deployments)).body)).toEqual([a?.id, b?.id, c?.id]);
    const since = 'updated_after=2026-06-01T12:00:03Z';
    const refused = await caller.get(`${deployments}?${since}`);
    expect(refused.status).toBe(400);
    expect(refused.body.message).toMatch(/updated_at/);
    const rising = await caller.get(`${deployments}?${since}&order_by=updated_at&sort=asc`);
    expect(ids(rising.body)).toEqual([c?.id, a?.id]);
    expect(ids((await caller.get(`${deployments}?environment=staging&status=running`)).body)).toEqual([
      c?.id,
    ]);
    expect((await caller.get(`${deployments}?order_by=finished_at`)).status).toBe(400);
    const finished = `order_by=finished_at&status=success&finished_after=2026-06-01T12:00:04Z`;
    expect(ids((await caller.get(`${deployments}?${finished}`)).body)).toEqual([a?.id]);
    expect((await caller.get(`${deployments}?${finished}&${since}`)).status).toBe(400);
    expect(caller.sandbox.violations).toEqual([]);
  });

  it('updated at one time come with the newest id first in both directions', async () => {
    const rows = [1, 2, 3].map(() => deployMain('staging'));
    const newest = rows.map(({ id }) => id).reverse();
    for (const sort of ['asc', 'desc'])
      expect(ids((await caller.get(`${deployments}?order_by=updated_at&sort=${sort}`)).body)).toEqual(newest);
  });

  it('are refused where deployments or CI are switched off', async () => {
    const { world } = caller.sandbox;
    for (const feature of ['environments', 'builds'] as const) {
      world.disableFeature(project, feature);
      expect((await caller.get(deployments)).status).toBe(403);
      expect((await caller.get(`${path}/environments`)).status).toBe(403);
      world.enableFeature(project, feature);
    }
    world.disableFeature(project, 'environments');
    expect((await caller.get(`${path}/pipelines`)).status).toBe(200);
  });
});

describe('merge requests of a deployment', () => {
  const shipped = async (id: number): Promise<string[]> => {
    const { body } = await caller.get(`${deployments}/${id}/merge_requests?sort=asc`);
    return body.map((row: { title: string }) => row.title);
  };

  it('are those that came since the last success of the environment', async () => {
    const { world } = caller.sandbox;
    merged('one');
    merged('two');
    const first = deployMain('production', 'running');
    expect(await shipped(first.id)).toEqual([]);
    world.setDeploymentStatus(first, 'success');
    expect(await shipped(first.id)).toEqual(['one', 'two']);
    merged('three');
    const failed = deployMain('production', 'failed');
    merged('four');
    const last = deployMain('production');
    expect([await shipped(failed.id), await shipped(last.id)]).toEqual([[], ['three', 'four']]);
    expect(await shipped(deployMain('production').id)).toEqual([]);
    // Each environment for itself; the first success there brings all that its branch has.
    expect(await shipped(deployMain('staging').id)).toEqual(['one', 'two', 'three', 'four']);
  });

  it('are none for review apps, and vanish when they are deleted', async () => {
    const { world } = caller.sandbox;
    const row = merged('one');
    expect(await shipped(deployMain('review/one').id)).toEqual([]);
    const last = deployMain('production');
    world.deleteMergeRequest(row);
    expect(await shipped(last.id)).toEqual([]);
  });
});

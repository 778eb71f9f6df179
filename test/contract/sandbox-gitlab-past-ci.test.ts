import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { makeHistory } from '../sandbox/history/make.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller();
});
afterEach(() => caller.sandbox.close());

function withPast(path: string): Project {
  const { world } = caller.sandbox;
  const project = world.addProject({ path, namespace: caller.group });
  world.loadHistory(project, makeHistory({ commits: 120, mergeRequests: 20 }));
  world.loadCi(project, { pipelines: 60, deployEvery: 4 });
  return project;
}

const rowsOf = async (project: Project, what: string): Promise<Record<string, unknown>[]> =>
  (await caller.get(`/api/v4/projects/${project.id}/${what}?per_page=100&sort=asc`)).body;

it('a history gets the pipelines and deployments that it would have had, of which nobody is told', async () => {
  const heard: string[] = [];
  caller.sandbox.world.state.listeners.add(({ kind }) => heard.push(kind));
  const project = withPast('app');
  const active = project.lastActivityAt;
  const pipelines = await rowsOf(project, 'pipelines');
  const times = pipelines.map((row) => Date.parse(String(row['created_at'])));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(Math.max(...times)).toBeLessThan(caller.clock.now());
  const kinds = Object.groupBy(pipelines, (row) => String(row['source']));
  expect([kinds['push']?.length, kinds['merge_request_event']?.length]).toEqual([60, 20]);
  expect(new Set(pipelines.map((row) => row['status']))).toContain('failed');
  const deployments = await rowsOf(project, 'deployments');
  const places = new Set(deployments.map((row) => (row['environment'] as { name: string }).name));
  expect([...places].sort()).toEqual(['production', 'staging']);
  const shipped = await rowsOf(project, `deployments/${String(deployments[0]?.['id'])}/merge_requests`);
  expect(shipped.length).toBeGreaterThan(0);
  expect(heard).toEqual(['project_create']);
  expect(project.lastActivityAt).toBe(active);
  const flags = (await caller.get(`/api/v4/projects/${project.id}/feature_flags`)).body;
  expect(flags).toHaveLength(3);
  expect(flags[0].description).not.toBe('');
});

it('the past of two projects with one history is the same', async () => {
  const told = async (project: Project) =>
    (await rowsOf(project, 'pipelines')).map(({ iid, sha, ref, status, created_at: at }) => [
      iid,
      sha,
      ref,
      status,
      at,
    ]);
  expect(await told(withPast('one'))).toEqual(await told(withPast('two')));
});

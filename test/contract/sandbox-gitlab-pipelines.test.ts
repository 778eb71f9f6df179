import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

let caller: Caller;
let project: Project;
let path: string;
beforeEach(async () => {
  caller = await startCaller();
  const { world } = caller.sandbox;
  project = world.addProject({ path: 'app', namespace: caller.group });
  world.push(project, 'main', [{ message: 'start' }]);
  world.push(project, 'topic', [{ message: 'ABC-1 one' }, { message: 'ABC-1 two' }]);
  path = `/api/v4/projects/${project.id}/pipelines`;
});
afterEach(() => caller.sandbox.close());

const ids = (body: { id: number }[]): number[] => body.map(({ id }) => id);

function kinds(): string[] {
  const heard: string[] = [];
  caller.sandbox.world.state.listeners.add((event) => {
    heard.push(event.kind === 'pipeline' ? event.pipeline.status : event.kind);
  });
  return heard;
}

describe('pipelines', () => {
  it('tell of each change of state, and of nothing else', () => {
    const { world } = caller.sandbox;
    const heard = kinds();
    const pipeline = world.runPipeline(project, { ref: 'main', user: caller.user });
    world.setPipelineStatus(pipeline, 'running');
    world.setPipelineStatus(pipeline, 'running');
    world.setTests(pipeline, { success: 3 });
    world.setPipelineStatus(pipeline, 'success');
    world.deletePipeline(pipeline);
    expect(heard).toEqual(['pending', 'running', 'success']);
  });

  it('leave last_activity_at alone', async () => {
    const { world } = caller.sandbox;
    const before = project.lastActivityAt;
    caller.clock.advance(7_200_000);
    world.setPipelineStatus(world.runPipeline(project, { ref: 'main' }), 'failed');
    expect(project.lastActivityAt).toBe(before);
    const about = await caller.get(`/api/v4/projects/${project.id}`);
    expect(Date.parse(about.body.last_activity_at)).toBe(before);
  });

  it('have an iid of their project, which is not given twice', async () => {
    const { world } = caller.sandbox;
    const other = world.addProject({ path: 'other', namespace: caller.group });
    world.push(other, 'main', [{ message: 'start' }]);
    world.runPipeline(other, { ref: 'main' });
    const first = world.runPipeline(project, { ref: 'main' });
    world.deletePipeline(first);
    const second = world.runPipeline(project, { ref: 'main' });
    expect([first.iid, second.iid]).toEqual([1, 2]);
    expect(second.id).toBeGreaterThan(first.id);
    expect((await caller.get(`${path}/${first.id}`)).status).toBe(404);
    expect((await caller.get(path)).body).toHaveLength(1);
  });

  it('say in detail who ran them, how long they took and what their tests gave', async () => {
    const { world } = caller.sandbox;
    const pipeline = world.runPipeline(project, { ref: 'topic', user: caller.user, name: 'Nightly' });
    const empty = await caller.get(`${path}/${pipeline.id}/test_report_summary`);
    expect(empty.body).toMatchObject({ total: { count: 0 }, test_suites: [] });
    world.setPipelineStatus(pipeline, 'running');
    caller.clock.advance(90_000);
    world.setTests(pipeline, { success: 7, failed: 2, skipped: 1 });
    world.setPipelineStatus(pipeline, 'failed');
    const { body } = await caller.get(`${path}/${pipeline.id}`);
    expect(body).toMatchObject({
      id: pipeline.id,
      iid: 1,
      name: 'Nightly',
      ref: 'topic',
      sha: project.repository.branches.get('topic'),
      status: 'failed',
      source: 'push',
      tag: false,
      duration: 90,
      user: { username: 'jira' },
      started_at: '2026-06-01T12:00:00.000Z',
      finished_at: '2026-06-01T12:01:30.000Z',
      updated_at: '2026-06-01T12:01:30.000Z',
      web_url: `${caller.sandbox.url}/acme/app/-/pipelines/${pipeline.id}`,
    });
    const summary = await caller.get(`${path}/${pipeline.id}/test_report_summary`);
    expect(summary.body.total).toMatchObject({ count: 10, success: 7, failed: 2, skipped: 1, error: 0 });
  });

  it('are listed newest first, or by the time they changed', async () => {
    const { world } = caller.sandbox;
    const [a, b, c] = [0, 1, 2].map(() => {
      caller.clock.advance(1000);
      return world.runPipeline(project, { ref: 'main' });
    });
    caller.clock.advance(1000);
    if (a !== undefined) world.setPipelineStatus(a, 'success');
    expect(ids((await caller.get(path)).body)).toEqual([c?.id, b?.id, a?.id]);
    const rising = `${path}?order_by=updated_at&sort=asc`;
    expect(ids((await caller.get(rising)).body)).toEqual([b?.id, c?.id, a?.id]);
    // Both ends belong to the span.
    const since = await caller.get(`${rising}&updated_after=2026-06-01T12:00:03Z`);
    expect(ids(since.body)).toEqual([c?.id, a?.id]);
    const span = await caller.get(
      `${rising}&updated_after=2026-06-01T12:00:03Z&updated_before=2026-06-01T12:00:03Z`,
    );
    expect(ids(span.body)).toEqual([c?.id]);
    expect(ids((await caller.get(`${path}?status=success`)).body)).toEqual([a?.id]);
    const paged = await caller.get(`${rising}&per_page=2`);
    expect([paged.body.length, paged.headers.get('x-next-page'), paged.headers.get('x-total')]).toEqual([
      2,
      '2',
      '3',
    ]);
  });

  it('that are children of others are listed only when asked for', async () => {
    const { world } = caller.sandbox;
    const parent = world.runPipeline(project, { ref: 'main' });
    const child = world.runPipeline(project, { ref: 'main', source: 'parent_pipeline' });
    expect(ids((await caller.get(path)).body)).toEqual([parent.id]);
    expect(ids((await caller.get(`${path}?source=parent_pipeline`)).body)).toEqual([child.id]);
    expect((await caller.get(`${path}/${child.id}`)).status).toBe(200);
  });

  it('are refused where CI is switched off, and the repository with it', async () => {
    const { world } = caller.sandbox;
    world.runPipeline(project, { ref: 'main' });
    for (const feature of ['builds', 'repository'] as const) {
      world.disableFeature(project, feature);
      expect((await caller.get(path)).status).toBe(403);
      world.enableFeature(project, feature);
    }
    expect((await caller.get(path)).status).toBe(200);
  });
});

describe('pipelines of a merge request', () => {
  it('have the ref of its head, and come before those of its branch', async () => {
    const { world } = caller.sandbox;
    const row = world.openMergeRequest(project, {
      sourceBranch: 'topic',
      title: 'ABC-1',
      author: caller.user,
    });
    const own = world.runPipeline(project, { mergeRequest: row });
    const result = world.runPipeline(project, { mergeRequest: row, of: 'merge', sha: 'e'.repeat(40) });
    const ofBranch = world.runPipeline(project, { ref: 'topic' });
    world.runPipeline(project, { ref: 'main' });
    const { body } = await caller.get(
      `/api/v4/projects/${project.id}/merge_requests/${row.iid}/pipelines?per_page=100`,
    );
    expect(ids(body)).toEqual([result.id, own.id, ofBranch.id]);
    expect(body[0].ref).toBe(`refs/merge-requests/${row.iid}/merge`);
    expect(body[1]).toMatchObject({
      ref: `refs/merge-requests/${row.iid}/head`,
      source: 'merge_request_event',
      sha: row.sha,
    });
    // By the branch's name all are found.
    expect(ids((await caller.get(`${path}?ref=topic`)).body)).toEqual([ofBranch.id, result.id, own.id]);
  });
});

describe('what is not documented', () => {
  it('is a violation', async () => {
    expect((await caller.get(`${path}?since=2026-01-01`)).status).toBe(400);
    expect(caller.sandbox.violations).toHaveLength(1);
    expect((await caller.get(`${path}?order_by=created_at`)).status).toBe(400);
  });
});

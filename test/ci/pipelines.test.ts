import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refreshRepository } from '../../src/sync/refresh/refresh-repository.ts';
import { startImport } from '../../src/sync/run/start-import.ts';
import { stateOf } from '../sync/support.ts';
import { keysOf, link, rowsOf, settle, shop, startTeam, type Team } from './support.ts';

const day = 86_400_000;

describe('pipelines', () => {
  let team: Team;
  beforeEach(async () => {
    team = await startTeam();
  });
  afterEach(() => team.app.close());

  it('are imported with the issues of their commit, merge request and branch, and with their tests', async () => {
    const { project, ada } = team;
    const { world } = team.app.gitlab;
    world.push(project, 'main', [{ message: 'ABC-1 on the trunk' }]);
    const byCommit = world.runPipeline(project, { ref: 'main' });
    world.push(project, 'fix', [{ message: 'nothing named' }]);
    const mergeRequest = world.openMergeRequest(project, {
      sourceBranch: 'fix',
      title: 'ABC-2',
      author: ada,
    });
    world.runPipeline(project, { ref: 'fix' });
    world.runPipeline(project, { mergeRequest });
    world.createBranch(project, 'ABC-3-more');
    const old = world.runPipeline(project, { ref: 'ABC-3-more', at: team.app.clock.now() - 60 * day });
    world.push(project, 'main', [{ message: 'of no issue' }]);
    world.runPipeline(project, { ref: 'main' });
    world.setTests(byCommit, { success: 5, failed: 1, error: 1, skipped: 2 });
    world.setPipelineStatus(byCommit, 'failed');
    world.setTests(old, { success: 1 });
    await link(team);

    expect(await keysOf(team, 'build')).toEqual({
      1: ['ABC-1'],
      2: ['ABC-2'],
      3: ['ABC-2'],
      4: ['ABC-1', 'ABC-3'],
    });
    const [first, , third] = (await rowsOf(team, 'build'))
      .map(({ facts }) => facts)
      .sort((a, b) => Number(a['iid']) - Number(b['iid']));
    expect(first).toMatchObject({
      state: 'failed',
      tests: { total: 9, passed: 5, failed: 2 },
      ref: { name: 'main', url: expect.stringMatching(/\/acme\/shop\/-\/tree\/main$/) },
      commitUrl: expect.stringContaining(`/-/commit/${byCommit.sha}`),
    });
    expect(third).toMatchObject({ ref: { name: 'fix' }, state: 'pending' });
    const state = await stateOf(team.app, await shop(team));
    expect(state.streams.find(({ stream }) => stream === 'pipelines')).toMatchObject({ read: 5, keyed: 4 });
  });

  it('follow every status in a moment, and a merge request that is retitled', async () => {
    const { project, ada, app } = team;
    const { world } = app.gitlab;
    await link(team);
    world.push(project, 'fix', [{ message: 'nothing named' }]);
    const mergeRequest = world.openMergeRequest(project, { sourceBranch: 'fix', title: 'Fix', author: ada });
    const pipeline = world.runPipeline(project, { mergeRequest });
    await app.drain();
    expect(await keysOf(team, 'build')).toEqual({});

    app.advance(5_000);
    world.updateMergeRequest(mergeRequest, { title: 'ABC-7 Fix' });
    await app.drain();
    expect(await keysOf(team, 'build')).toEqual({ 1: ['ABC-7'] });

    app.advance(5_000);
    world.setPipelineStatus(pipeline, 'running');
    await settle(team);
    expect((await rowsOf(team, 'build'))[0]?.facts).toMatchObject({ state: 'in_progress' });
    app.advance(5_000);
    world.setTests(pipeline, { success: 3 });
    world.setPipelineStatus(pipeline, 'success');
    await app.drain();
    expect((await rowsOf(team, 'build'))[0]?.facts).toMatchObject({
      state: 'successful',
      tests: { total: 3, passed: 3, failed: 0 },
    });

    app.advance(5_000);
    world.updateMergeRequest(mergeRequest, { title: 'ABC-8 Fix' });
    await app.drain();
    expect(await keysOf(team, 'build')).toEqual({ 1: ['ABC-8'] });
    app.advance(5_000);
    world.updateMergeRequest(mergeRequest, { title: 'Fix' });
    await app.drain();
    expect(await keysOf(team, 'build')).toEqual({});
  });

  it('of another pipeline are not taken for builds of their own, though hooks tell of them', async () => {
    const { project, app } = team;
    const { world } = app.gitlab;
    world.createBranch(project, 'ABC-1');
    await link(team);
    world.runPipeline(project, { ref: 'ABC-1' });
    const child = world.runPipeline(project, { ref: 'ABC-1', source: 'parent_pipeline' });
    world.setPipelineStatus(child, 'failed');
    await settle(team);
    expect(await keysOf(team, 'build')).toEqual({ 1: ['ABC-1'] });
  });

  it('that no hook told of are found by the refresh, and deleted ones by the rotation', async () => {
    const { project, app } = team;
    const { world } = app.gitlab;
    world.createBranch(project, 'ABC-1');
    const first = world.runPipeline(project, { ref: 'ABC-1' });
    await link(team);
    app.gitlab.hooks.hold();
    world.setPipelineStatus(first, 'success');
    world.runPipeline(project, { ref: 'ABC-1' });
    app.gitlab.hooks.takeHeld();
    const repository = await shop(team);
    const key = { tenantId: repository.tenantId, repositoryId: repository.id };
    await refreshRepository(app.ctx, { ...key, mode: 'soft' });
    await app.drain();
    expect(await keysOf(team, 'build')).toEqual({ 1: ['ABC-1'], 2: ['ABC-1'] });
    expect((await rowsOf(team, 'build'))[0]?.facts).toMatchObject({ state: 'successful' });

    world.deletePipeline(first);
    app.advance(60_000);
    await startImport(app.ctx, { ...key, mode: 'rotation' });
    await app.drain();
    expect(await keysOf(team, 'build')).toEqual({ 2: ['ABC-1'] });
  });

  it('switched off in the project are nothing to be told of', async () => {
    const { project, app } = team;
    app.gitlab.world.disableFeature(project, 'builds');
    await link(team);
    const state = await stateOf(app, await shop(team));
    expect(state).toMatchObject({ state: 'finished', skipped: [], lastError: undefined });
    expect(state.streams.filter((one) => one.state === 'skipped').map(({ stream }) => stream)).toEqual(
      expect.arrayContaining(['pipelines', 'deployments']),
    );
  });
});

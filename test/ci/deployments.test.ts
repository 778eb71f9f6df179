import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refreshRepository } from '../../src/sync/refresh/refresh-repository.ts';
import { startImport } from '../../src/sync/run/start-import.ts';
import { unescapeHtml } from '../support/visitor.ts';
import { keysOf, link, rowsOf, settle, shop, startTeam, type Team } from './support.ts';

describe('deployments', () => {
  let team: Team;
  beforeEach(async () => {
    team = await startTeam({ env: { CHANGED_FILES: 'off' } });
  });
  afterEach(() => team.app.close());

  /** A commit on the trunk, and what is on the trunk in an environment. */
  const ship = (environment: string, message?: string) => {
    const { app, project, ada } = team;
    const { world } = app.gitlab;
    const commits = message === undefined ? [] : [{ message }];
    if (commits.length > 0) world.push(project, 'main', commits);
    app.advance(1_000);
    const pipeline = world.runPipeline(project, { ref: 'main', status: 'success' });
    const deployment = world.deploy(project, { environment, ref: 'main', user: ada, pipeline });
    world.setDeploymentStatus(deployment, 'success');
    return deployment;
  };
  const factsOf = async (iid: number) =>
    (await rowsOf(team, 'deployment')).find(({ facts }) => facts['iid'] === iid)?.facts;

  it('from the trunk are linked to what is new in their environment only', async () => {
    const { app, project, ada } = team;
    const { world } = app.gitlab;
    world.push(project, 'main', [{ message: 'ABC-1' }, { message: 'ABC-2' }]);
    world.push(project, 'fix', [{ message: 'unnamed' }]);
    const mergeRequest = world.openMergeRequest(project, {
      sourceBranch: 'fix',
      title: 'ABC-3',
      author: ada,
    });
    world.merge(mergeRequest, { by: ada });
    ship('production');
    ship('production', 'ABC-4');
    const failing = ship('production', 'ABC-5');
    world.setDeploymentStatus(failing, 'failed');
    ship('production', 'ABC-6');
    ship('production');
    ship('staging', 'ABC-7');
    await link(team);
    // The first has its own commit's issue (GitLab's merge message names the merge request's title) and no older ones.
    expect(await keysOf(team, 'deployment')).toEqual({
      1: ['ABC-3'],
      2: ['ABC-4'],
      3: ['ABC-5'],
      4: ['ABC-6', 'ABC-5'],
      6: ['ABC-7'],
    });
    expect(await factsOf(4)).toMatchObject({
      state: 'successful',
      environment: { name: 'production', type: 'production' },
      url: expect.stringContaining('/-/jobs/'),
      commits: [expect.any(String), expect.any(String)],
    });

    // Live ones go on where the imported ones ended, also those that carry a merge request.
    world.push(project, 'more', [{ message: 'unnamed' }]);
    const next = world.openMergeRequest(project, { sourceBranch: 'more', title: 'ABC-8', author: ada });
    world.merge(next, { by: ada, message: 'Merged' });
    await app.drain();
    ship('production');
    await settle(team);
    expect((await keysOf(team, 'deployment'))['7']).toEqual(['ABC-8', 'ABC-7']);
  });

  it('that go back belong to what runs there again', async () => {
    const { app, project, ada } = team;
    const { world } = app.gitlab;
    await link(team);
    ship('production', 'ABC-1');
    const good = ship('production', 'ABC-2');
    ship('production', 'ABC-3');
    await settle(team);
    const back = world.deploy(project, { environment: 'production', ref: 'main', user: ada, sha: good.sha });
    world.setDeploymentStatus(back, 'success');
    await settle(team);
    expect(await keysOf(team, 'deployment')).toEqual({
      1: ['ABC-1'],
      2: ['ABC-2'],
      3: ['ABC-3'],
      4: ['ABC-2'],
    });
    expect(await factsOf(4)).toMatchObject({
      pipeline: null,
      url: expect.stringMatching(/\/-\/environments\/\d+$/),
      commits: [good.sha],
    });
  });

  it('of a review app belong to its branch, and follow each state at the cost of few requests', async () => {
    const { app, project, ada } = team;
    const { world } = app.gitlab;
    await link(team);
    world.push(project, 'ABC-1-new', [{ message: 'unnamed' }]);
    const review = world.deploy(project, { environment: 'review/abc', ref: 'ABC-1-new', user: ada });
    await settle(team);
    expect(await factsOf(1)).toMatchObject({
      state: 'in_progress',
      environment: { type: 'development' },
    });
    app.advance(1_000);
    const before = app.gitlab.requests.length;
    world.setDeploymentStatus(review, 'failed');
    await settle(team);
    expect(await factsOf(1)).toMatchObject({ state: 'failed' });
    const asked = app.gitlab.requests.slice(before).filter(({ path }) => path.includes('/deployments'));
    expect(asked).toHaveLength(1);
  });

  it('with more than 500 keys are all kept, the newest commits first', async () => {
    const { project, app } = team;
    const { world } = app.gitlab;
    ship('production');
    world.push(
      project,
      'main',
      Array.from({ length: 510 }, (_, index) => ({ message: `ABC-${index + 1} change` })),
    );
    ship('production');
    await link(team);
    const [row] = await rowsOf(team, 'deployment');
    expect(row?.issue_keys).toHaveLength(510);
    expect(row?.issue_keys[0]).toBe('ABC-510');
    expect(row?.facts['commits']).toHaveLength(500);
  });

  it('get the type that the account says, in the ledger as in Jira, without asking GitLab', async () => {
    const { app, site } = team;
    ship('eu-west', 'ABC-1');
    const account = await link(team);
    expect(await factsOf(1)).toMatchObject({ environment: { type: 'unmapped' } });
    const path = `/accounts/${account.id}/environment-rules`;
    const wrong = await site.ask({ path, fields: { rules: 'eu-* = live' } });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Line 1: “live” is not a type');
    expect(unescapeHtml(wrong.text)).toContain('>eu-* = live</textarea>');
    const before = app.gitlab.requests.length;
    const saved = await site.ask({ path, fields: { rules: ' EU-*=production' } });
    expect(saved.status).toBe(200);
    expect(unescapeHtml(saved.text)).toContain('EU-* = production');
    await settle(team);
    expect(await factsOf(1)).toMatchObject({ environment: { type: 'production' } });
    expect(app.gitlab.requests.slice(before)).toEqual([]);
    const page = await site.ask({ path: `/accounts/${account.id}` });
    expect(unescapeHtml(page.text)).toContain('EU-* = production');
  });

  it('that no hook told of are found by the refresh, and the full one reads them all again', async () => {
    const { app } = team;
    ship('production', 'ABC-1');
    await link(team);
    app.gitlab.hooks.hold();
    ship('production', 'ABC-2');
    app.gitlab.hooks.takeHeld();
    const { tenantId, id: repositoryId } = await shop(team);
    await refreshRepository(app.ctx, { tenantId, repositoryId, mode: 'soft' });
    await app.drain();
    const expected = { 1: ['ABC-1'], 2: ['ABC-2'] };
    expect(await keysOf(team, 'deployment')).toEqual(expected);
    for (const mode of ['full', 'rotation'] as const) {
      app.advance(60_000);
      await startImport(app.ctx, { tenantId, repositoryId, mode });
      await app.drain();
      expect(await keysOf(team, 'deployment')).toEqual(expected);
    }
  });
});

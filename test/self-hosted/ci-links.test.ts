import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startImport } from '../../src/sync/run/start-import.ts';
import type { Deployment, FeatureFlag, Pipeline } from '../sandbox/gitlab/world/ci.ts';
import type { Project, User } from '../sandbox/gitlab/world/model.ts';
import { noRefresh, startTestApp, type TestApp } from '../support/app.ts';
import { installSelfHosted } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { repositoryNamed } from '../sync/support.ts';

/** Links of what CI does and of feature flags. Steps follow one another. */
describe('links of pipelines, deployments and feature flags on the issues of a self-hosted Jira', () => {
  let app: TestApp;
  let site: Awaited<ReturnType<typeof installSelfHosted>>;
  let project: Project;
  let ada: User;
  let accountId: string;
  let pipeline: Pipeline;
  let deployment: Deployment;
  let flag: FeatureFlag;
  beforeAll(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off', ...noRefresh } });
    site = await installSelfHosted(app);
    const { world } = app.gitlab;
    ada = world.addUser({ username: 'ada' });
    world.addMember(world.addGroup({ path: 'acme' }), ada, 50);
    project = world.addProject({ path: 'shop', namespace: world.namespace('acme') });
    world.push(project, 'main', [{ message: 'begin' }]);
    accountId = (await linkAccount(app, site, { namespace: 'acme', username: 'ada' })).id;
    await app.drain();
    app.advance(60_000);
  });
  afterAll(() => app.close());

  const shown = (key: string) =>
    site.dataCenter
      .remoteLinks(key)
      .map(({ relationship, object: { title, summary, status } }) => {
        const state = `${String(summary?.split(' · ')[1])}${status?.resolved === true ? ', over' : ''}`;
        return `${String(relationship)}: ${title} (${state})`;
      })
      .sort();
  const settle = async () => {
    await app.drain();
    app.advance(10_000);
    await app.drain();
  };
  /** GitLab tells nobody of what is deleted: a look at everything finds it. */
  const look = async () => {
    app.advance(60_000);
    const { tenantId, id: repositoryId } = await repositoryNamed(app, site.tenant.id, 'shop');
    await startImport(app.ctx, { tenantId, repositoryId, mode: 'rotation' });
    await settle();
  };

  it('are made as soon as GitLab tells of them', async () => {
    const { world } = app.gitlab;
    world.push(project, 'main', [{ message: 'ABC-1 sell' }]);
    pipeline = world.runPipeline(project, { ref: 'main', status: 'running' });
    deployment = world.deploy(project, { environment: 'production', ref: 'main', user: ada, pipeline });
    flag = world.addFeatureFlag(project, { name: 'cart', description: 'For ABC-2', active: false });
    world.updateFeatureFlag(flag, { active: true });
    await settle();
    expect(shown('ABC-1')).toEqual([
      'GitLab deployments: Deployment 1 to production (in progress)',
      'GitLab pipelines: Pipeline 1 of main (in progress)',
    ]);
    expect(shown('ABC-2')).toEqual(['GitLab feature flags: cart (on)']);
  });

  it('are replaced when their state changes, and lead to where it is seen', async () => {
    const { world } = app.gitlab;
    world.setPipelineStatus(pipeline, 'failed');
    world.setDeploymentStatus(deployment, 'success');
    world.updateFeatureFlag(flag, { active: false });
    await settle();
    expect(shown('ABC-1')).toEqual([
      'GitLab deployments: Deployment 1 to production (successful, over)',
      'GitLab pipelines: Pipeline 1 of main (failed, over)',
    ]);
    expect(shown('ABC-2')).toEqual(['GitLab feature flags: cart (off)']);
    const urls = ['ABC-1', 'ABC-2'].flatMap((key) =>
      site.dataCenter.remoteLinks(key).map(({ object }) => object.url.replace(app.gitlab.url, '')),
    );
    expect(urls.sort()).toEqual([
      '/acme/shop/-/feature_flags',
      expect.stringMatching(/^\/acme\/shop\/-\/jobs\/\d+$/),
      `/acme/shop/-/pipelines/${pipeline.id}`,
    ]);
  });

  it('move to another issue with what names it', async () => {
    const { world } = app.gitlab;
    world.push(project, 'fix', [{ message: 'unnamed' }]);
    const mergeRequest = world.openMergeRequest(project, {
      sourceBranch: 'fix',
      title: 'ABC-3 fix',
      author: ada,
    });
    world.runPipeline(project, { mergeRequest, status: 'success' });
    await settle();
    const link = 'GitLab pipelines: Pipeline 2 of fix (successful, over)';
    expect(shown('ABC-3')).toContain(link);
    app.advance(60_000);
    world.updateMergeRequest(mergeRequest, { title: 'ABC-4 fix' });
    await settle();
    expect(shown('ABC-3')).toEqual([]);
    expect(shown('ABC-4')).toContain(link);
  });

  it('go with what is deleted in GitLab, and the others stay', async () => {
    const { world } = app.gitlab;
    const next = world.deploy(project, { environment: 'production', ref: 'main', user: ada, pipeline });
    world.setDeploymentStatus(next, 'success');
    await settle();
    world.deletePipeline(pipeline);
    world.deleteDeployment(deployment);
    world.deleteFeatureFlag(flag);
    await look();
    expect([...shown('ABC-1'), ...shown('ABC-2')]).toEqual([]);
    expect(shown('ABC-4')).toHaveLength(3);
  });

  it('go with the account, all of them, and nothing is remembered of them', async () => {
    const { world } = app.gitlab;
    world.push(project, 'main', [{ message: 'ABC-5 more' }]);
    const more = world.runPipeline(project, { ref: 'main', status: 'success' });
    world.deploy(project, { environment: 'staging', ref: 'main', user: ada, pipeline: more });
    world.updateFeatureFlag(world.addFeatureFlag(project, { name: 'ABC-5-flag' }), { active: false });
    await settle();
    const relationships = site.dataCenter.remoteLinks('ABC-5').map(({ relationship }) => relationship);
    expect(relationships.sort()).toEqual(['GitLab deployments', 'GitLab feature flags', 'GitLab pipelines']);
    await site.ask({ path: `/accounts/${accountId}/remove`, fields: {} });
    await settle();
    expect([...site.dataCenter.state.remoteLinks.values()].flat()).toEqual([]);
    expect(await app.ctx.db.rows('select 1 from remote_link')).toEqual([]);
  });
});

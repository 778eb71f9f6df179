import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MergeRequest, Project } from '../sandbox/gitlab/world/model.ts';
import { outboxState } from '../../src/dev-info/outbox/outbox-state.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installSelfHosted } from '../support/install-tenant.ts';
import { said } from '../support/said.ts';
import { linkAccount } from '../support/link-account.ts';
import { repositoryNamed } from '../sync/support.ts';

/** Links of issues in a Jira that takes no development information. Steps follow one another. */
describe('links on the issues of a self-hosted Jira', () => {
  let app: TestApp;
  let site: Awaited<ReturnType<typeof installSelfHosted>>;
  let project: Project;
  let mergeRequest: MergeRequest;
  beforeAll(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    site = await installSelfHosted(app);
    const { world } = app.gitlab;
    const ada = world.addUser({ username: 'ada' });
    world.addMember(world.addGroup({ path: 'acme' }), ada, 50);
    project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.push(project, 'main', [{ message: 'begin' }, { message: 'ABC-9 in a commit only' }]);
    world.push(project, 'ABC-1-feature', [{ message: 'work' }]);
    mergeRequest = world.openMergeRequest(project, {
      author: ada,
      title: 'ABC-1 and ABC-2: better | [tables]',
      sourceBranch: 'ABC-1-feature',
      targetBranch: 'main',
    });
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
  });
  afterAll(() => app.close());

  const shown = (key: string) =>
    site.dataCenter
      .remoteLinks(key)
      .map(
        ({ relationship, object }) =>
          `${relationship}: ${object.title}${object.status?.resolved ? ' (over)' : ''}`,
      )
      .sort();
  const puts = () => app.jira.requests.counts['remotelink.put'] ?? 0;

  it('are there for branches and merge requests, and for no commit', () => {
    expect(shown('ABC-1')).toEqual([
      'GitLab branches: ABC-1-feature',
      'GitLab merge requests: !1 ABC-1 and ABC-2: better | [tables]',
    ]);
    expect(shown('ABC-9')).toEqual([]);
    const branch = site.dataCenter
      .remoteLinks('ABC-1')
      .find(({ relationship }) => relationship === 'GitLab branches');
    expect(branch?.object).toMatchObject({ url: expect.stringContaining('/acme/one/-/tree/ABC-1-feature') });
  });

  it('do not replace the pages of the project and the issue, which show what the viewer may see in Jira', async () => {
    const issue = await site.open({ module: 'issue', issueKey: 'ABC-1' });
    expect(issue.text).toContain('ABC-1-feature');
    const project = await site.open({ module: 'project', projectKey: 'ABC' });
    expect([project.status, project.text.includes('ABC')]).toEqual([200, true]);
    const gone = await site.open({ module: 'project', projectKey: 'NONE' });
    expect(gone.status).toBe(404);
  });

  it('are not made again where nothing that they show has changed', async () => {
    const before = puts();
    app.gitlab.world.push(project, 'ABC-1-feature', [{ message: 'ABC-1 more' }]);
    await app.drain();
    expect(puts()).toBe(before);
  });

  it('change with their source, and leave issues that it does not name any more', async () => {
    app.gitlab.world.updateMergeRequest(mergeRequest, { title: 'ABC-1 only' });
    app.gitlab.world.close(mergeRequest, mergeRequest.author);
    await app.drain();
    expect(shown('ABC-1')).toContain('GitLab merge requests: !1 ABC-1 only (over)');
    expect(shown('ABC-2')).toEqual([]);
    app.gitlab.world.deleteBranch(project, 'ABC-1-feature');
    await app.drain();
    expect(shown('ABC-1')).toEqual(['GitLab merge requests: !1 ABC-1 only (over)']);
  });

  it('wait while Jira is away for a day, and nothing is lost', async () => {
    const away = app.jira.faults.add({ match: () => true, dropConnection: true });
    app.gitlab.world.push(project, 'ABC-3-late', [{ message: 'work' }]);
    await app.drain();
    expect(shown('ABC-3')).toEqual([]);
    for (let hour = 0; hour < 24; hour += 1) {
      app.advance(3_600_000);
      await app.drain();
    }
    const { live } = await outboxState(app.ctx.db, site.tenant.id);
    expect(said(live)).toMatchObject({
      pending: 1,
      lastError: expect.stringMatching(/broke the connection/),
    });
    away();
    app.advance(3_600_000);
    await app.drain();
    expect(shown('ABC-3')).toEqual(['GitLab branches: ABC-3-late']);
  });

  it('say which permission is missing, and go through once it is there', async () => {
    site.site.forbid(site.serviceId, 'LINK_ISSUES', 'ABC');
    app.gitlab.world.push(project, 'ABC-4-forbidden', [{ message: 'work' }]);
    await app.drain();
    const { id } = await repositoryNamed(app, site.tenant.id, 'one');
    // The day has ended every session.
    await site.authorizeAs(site.adminId);
    const page = await site.ask({ path: `/repositories/${id}/rejections` });
    expect(page.text).toContain('Link issues');
    site.site.allow(site.serviceId, 'LINK_ISSUES', 'ABC');
    app.advance(3_600_000);
    await app.drain();
    expect(shown('ABC-4')).toEqual(['GitLab branches: ABC-4-forbidden']);
  });

  it('go with the site', async () => {
    expect(shown('ABC-3')).toEqual(['GitLab branches: ABC-3-late']);
    await site.uninstall();
    await app.drain();
    expect([...shown('ABC-1'), ...shown('ABC-3'), ...shown('ABC-4')]).toEqual([]);
    const left = await app.ctx.db.rows('select 1 from self_hosted_token union all select 1 from remote_link');
    expect(left).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installSelfHosted } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import type { JiraUser } from '../sandbox/jira/cloud/site.ts';
import { inPlainEnglish } from '../../src/lib/words/speak.ts';
import { textOfStored } from '../../src/lib/words/stored-text.ts';

describe('as whom Smart Commits run in a self-hosted Jira', () => {
  let app: TestApp;
  let site: Awaited<ReturnType<typeof installSelfHosted>>;
  let project: Project;
  let dana: JiraUser;
  beforeAll(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    site = await installSelfHosted(app, app.jira, { everybodyAuthorizes: false });
    dana = site.site.createUser({
      displayName: 'Dana Developer',
      accountId: 'JIRAUSER7',
      username: 'dana',
      emailAddress: 'dana@example.com',
    });
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.push(project, 'main', [{ message: 'begin' }]);
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
  });
  afterAll(() => app.close());

  async function run(message: string, authorEmail = 'dana@example.com'): Promise<void> {
    app.advance(60_000);
    app.gitlab.world.push(project, 'main', [{ message, authorName: 'Dana', authorEmail }]);
    await app.drain();
  }
  async function outcomes(issueKey: string) {
    const rows = await app.ctx.db.rows<{ state: string; reason: string | null; as: string | null }>(
      `select state, reason, jira_name as "as" from smart_command where issue_key = $1 order by place, position`,
      [issueKey],
    );
    return rows.map((row) => ({ ...row, reason: row.reason && inPlainEnglish(textOfStored(row.reason)) }));
  }

  it('is the app’s own user, who says whose it is, while the author has not authorized the app', async () => {
    await run('ABC-1 #comment Fixed it #time 2h #close');
    expect(await outcomes('ABC-1')).toEqual(
      Array.from({ length: 3 }, () => ({ state: 'done', reason: null, as: 'Dana Developer' })),
    );
    const { comments, worklogs, status } = site.site.issue('ABC-1');
    expect(comments).toMatchObject([
      { author: site.serviceId, text: 'Dana Developer: Fixed it' },
      { author: site.serviceId, text: 'Dana Developer: #close' },
    ]);
    expect(worklogs).toMatchObject([
      { author: site.serviceId, text: expect.stringMatching(/^Dana Developer:\n/) },
    ]);
    expect(status).toBe('Done');
  });

  it('does nothing that the author may not do themselves', async () => {
    site.site.forbid(dana.accountId, 'WORK_ON_ISSUES', 'ABC');
    await run('ABC-2 #time 1h');
    expect(await outcomes('ABC-2')).toMatchObject([
      { state: 'failed', reason: expect.stringMatching(/Dana Developer may not log work in ABC/) },
    ]);
    expect(site.site.issue('ABC-2').worklogs).toEqual([]);
    site.site.allow(dana.accountId, 'WORK_ON_ISSUES', 'ABC');
  });

  it('says what to do where nobody may ask what the author is allowed to do', async () => {
    const service = site.site.users.get(site.serviceId);
    if (service === undefined) throw new Error('no service user');
    service.admin = false;
    await run('ABC-3 #comment hello');
    expect(await outcomes('ABC-3')).toMatchObject([
      { state: 'failed', reason: expect.stringMatching(/can authorize the app/) },
    ]);
    service.admin = true;
  });

  it('is found again where Jira’s answer was lost, and not done twice', async () => {
    app.jira.faults.add({
      match: 'issue.worklog.add',
      times: 1,
      dropConnection: true,
      afterHandling: true,
    });
    await run('ABC-4 #time 3h');
    expect(await outcomes('ABC-4')).toMatchObject([{ state: 'running' }]);
    app.advance(60_000);
    await app.drain();
    expect(await outcomes('ABC-4')).toMatchObject([{ state: 'done' }]);
    expect(site.site.issue('ABC-4').worklogs).toHaveLength(1);
  });

  it('is the author once they have authorized the app, and no more once they have taken it back', async () => {
    await site.authorizeAs(dana.accountId);
    await run('ABC-5 #comment mine');
    site.dataCenter.revokeGrants(dana.accountId);
    await run('ABC-5 #comment ours');
    app.advance(600_000);
    await app.drain();
    expect(site.site.issue('ABC-5').comments).toMatchObject([
      { author: dana.accountId, text: 'mine' },
      { author: site.serviceId, text: 'Dana Developer: ours' },
    ]);
  });

  it('is who is called as the GitLab user is whose confirmed address it is, where Jira does not know the address', async () => {
    const { world } = app.gitlab;
    world.addUser({ username: 'dana', email: 'dana@private.example' });
    await run('ABC-6 #comment by name', 'dana@private.example');
    expect(await outcomes('ABC-6')).toMatchObject([{ state: 'done', as: 'Dana Developer' }]);
    const max = world.addUser({ username: 'max.member' });
    world.addEmail(max, { email: 'max@gitlab.example', confirmed: false });
    await run('ABC-7 #comment not proven', 'max@gitlab.example');
    expect(await outcomes('ABC-7')).toMatchObject([
      { state: 'failed', reason: expect.stringMatching(/Jira knows nobody/) },
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MergeRequest, Project, User } from '../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';

let app: TestApp;
let site: InstalledTenant;
let author: User;

const open = (project: Project, title: string): MergeRequest => {
  const { world } = app.gitlab;
  const sourceBranch = title.toLowerCase().replaceAll(' ', '-');
  world.push(project, sourceBranch, [{ message: 'Work' }]);
  app.advance(1_000);
  return world.openMergeRequest(project, { sourceBranch, title, author });
};
/** The section of the page, and the titles that it lists, each with what it waits for. */
const waiting = async () => {
  await app.drain();
  const { text } = await site.ask({ path: '/project?projectKey=ABC', accountId: site.memberId });
  const section = text.slice(text.indexOf('id="waiting"')).split('</section>', 1)[0] ?? '';
  const rows = [
    ...section.matchAll(/<th scope="row">[^]*?<bdi>(.*?)<\/bdi>[^]*?<span class="lozenge[^>]*>(.*?)</g),
  ];
  const titles = rows.map(([, title]) => title);
  return { section, titles, waits: rows.map(([, title, wait]) => [title, wait]) };
};
const switchRepository = async (path: string, on: boolean) => {
  const [row] = await app.ctx.db.rows<{ id: string }>(
    'select id from repository where tenant_id = $1 and path = $2',
    [site.tenant.id, path],
  );
  const fields: Record<string, string> = on ? { on: 'true' } : {};
  return site.ask({ path: `/repositories/${row?.id}/enabled`, fields });
};

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('merge requests that wait', () => {
  let engine: Project;
  let door: Project;

  beforeAll(async () => {
    site = await installTenant(app);
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'acme' });
    author = world.addUser({ username: 'jane' });
    world.addMember(group, author, 50);
    engine = world.addProject({ namespace: group, path: 'engine' });
    door = world.addProject({ namespace: group, path: 'door' });
    for (const project of [engine, door]) world.push(project, 'main', [{ message: 'First' }]);
    await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
    await app.drain();
    open(engine, 'ABC-1 Of the engine');
    open(door, 'ABC-1 Of the door');
  });

  it('are none of a repository that is switched off, until it is on again', async () => {
    expect((await waiting()).titles).toEqual(['ABC-1 Of the engine', 'ABC-1 Of the door']);
    await switchRepository('acme/engine', false);
    const { section, titles } = await waiting();
    expect(titles).toEqual(['ABC-1 Of the door']);
    expect(section).toContain('1 open merge request');
    await switchRepository('acme/engine', true);
    expect((await waiting()).titles).toEqual(['ABC-1 Of the engine', 'ABC-1 Of the door']);
  });

  it('stand in the order of what they wait for, as reviewers and authors change it', async () => {
    const { world } = app.gitlab;
    const reviewer = world.addUser({ username: 'ada', name: 'Ada' });
    const one = open(engine, 'ABC-2 One');
    const two = open(engine, 'ABC-2 Two');
    const three = open(door, 'ABC-2 Three');
    world.approve(one, reviewer);
    world.review(two, reviewer, 'requested_changes');
    world.updateMergeRequest(three, { draft: true });
    const before = await waiting();
    expect(before.waits.slice(2)).toEqual([
      ['ABC-2 Two', 'Changes requested'],
      ['ABC-2 One', 'Approved'],
      ['Draft: ABC-2 Three', 'Draft'],
    ]);
    expect(before.section).toContain(
      '5 open merge requests: 2 waiting for a review, 1 with changes requested, 1 approved and 1 draft.',
    );
    world.approve(two, reviewer);
    world.unapprove(one, reviewer);
    world.updateMergeRequest(three, { draft: false });
    expect((await waiting()).waits.slice(2)).toEqual([
      ['ABC-2 One', 'Waits for review'],
      ['ABC-2 Three', 'Waits for review'],
      ['ABC-2 Two', 'Approved'],
    ]);
    for (const row of [one, two, three]) world.close(row, author);
  });

  it('are none of a project that is archived: nobody can merge there', async () => {
    await app.ctx.db.run('update account set include_archived = true where tenant_id = $1', [site.tenant.id]);
    app.gitlab.world.archive(door);
    app.advance(2 * 3_600_000);
    expect((await waiting()).titles).toEqual(['ABC-1 Of the engine']);
    app.gitlab.world.archive(door, false);
    app.advance(2 * 3_600_000);
    expect((await waiting()).titles).toEqual(['ABC-1 Of the engine', 'ABC-1 Of the door']);
  });

  it('are none of a repository that GitLab does not show any more', async () => {
    await app.ctx.db.run('update repository set vanished_at = now() where path = $1', ['acme/door']);
    expect((await waiting()).titles).toEqual(['ABC-1 Of the engine']);
  });
});

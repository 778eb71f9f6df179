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
/** The section of the page, and the titles that it lists. */
const waiting = async () => {
  await app.drain();
  const { text } = await site.ask({ path: '/project?projectKey=ABC', accountId: site.memberId });
  const section = text.slice(text.indexOf('id="waiting"')).split('</section>', 1)[0] ?? '';
  const titles = [...section.matchAll(/<th scope="row">[^]*?<bdi>(.*?)<\/bdi>/g)].map(([, title]) => title);
  return { section, titles };
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

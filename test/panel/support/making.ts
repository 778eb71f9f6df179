import type { Project, User } from '../../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { installTenant, type InstalledTenant } from '../../support/install-tenant.ts';
import { addApplication, allowInGitlab, continueUrl, linkAccount } from '../../support/link-account.ts';
import type { OauthApplication } from '../../support/link-account.ts';
import { createVisitor, type Page } from '../../support/visitor.ts';

/** Two sites; `acme` with a repository of the issue and others, owned by jane; joe is a developer, max only a guest. */
export type Making = {
  readonly app: TestApp;
  readonly site: InstalledTenant;
  readonly other: InstalledTenant;
  readonly application: OauthApplication;
  readonly account: { readonly id: string; readonly tenantId: string };
  readonly project: Project;
  readonly people: Readonly<Record<'jane' | 'joe' | 'max', User>>;
  /** Ids of repositories by path. */
  readonly repositories: ReadonlyMap<string, string>;
};

export async function startMaking(): Promise<Making> {
  const app = await startTestApp();
  const site = await installTenant(app);
  const other = await installTenant(app, await app.jira.addSite());
  site.site.createIssue({ key: 'ABC-7', summary: 'Fix <b>the</b> login 🚒 page' });
  const { world } = app.gitlab;
  const people = {
    jane: world.addUser({ username: 'jane', name: 'Jane' }),
    joe: world.addUser({ username: 'joe', name: 'Joe' }),
    max: world.addUser({ username: 'max', name: 'Max' }),
  };
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, people.jane, 50);
  world.addMember(group, people.joe, 30);
  world.addMember(group, people.max, 10);
  const project = world.addProject({ namespace: group, path: 'engine', visibility: 'internal' });
  for (const path of ['app', 'docs']) world.addProject({ namespace: group, path });
  world.push(project, 'main', [{ message: 'First' }]);
  world.push(project, 'release/1', [{ message: 'Second' }]);
  const application = addApplication(app);
  const account = await linkAccount(app, site, { namespace: 'acme', username: 'jane', application });
  await app.drain();
  const rows = await app.ctx.db.rows<{ id: string; path: string }>('select id, path from repository');
  const repositories = new Map(rows.map(({ id, path }) => [path, id]));
  return { app, site, other, application, account, project, people, repositories };
}

/** "Let the app create as me", with sign-in and consent in GitLab; the page after it. */
export async function letAct(
  { app, site }: Pick<Making, 'app' | 'site'>,
  { username, accountId = site.memberId }: { username: string; accountId?: string },
): Promise<Page> {
  const visitor = createVisitor(site.site.url);
  const page = await site.ask({ path: '/identity/act', fields: { host: app.gitlab.url }, accountId });
  return allowInGitlab(visitor, await visitor.open(continueUrl(page)), username);
}

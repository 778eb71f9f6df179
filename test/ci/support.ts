import type { Project, User } from '../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import type { LinkedAccount } from '../../src/account/account.store.ts';
import type { Repository } from '../../src/repository/repository.store.ts';
import { ledger, repositoryNamed } from '../sync/support.ts';

/** A site and a group with one project `shop`, whose only commit names no issue. */
export type Team = {
  readonly app: TestApp;
  readonly site: InstalledTenant;
  readonly project: Project;
  readonly ada: User;
};

export async function startTeam(options: TestAppOptions = {}): Promise<Team> {
  const app = await startTestApp({ jira: { allIssuesOf: ['ABC'] }, ...options });
  const site = await installTenant(app);
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme' });
  const ada = world.addUser({ username: 'ada' });
  world.addMember(group, ada, 50);
  const project = world.addProject({ path: 'shop', namespace: group });
  world.push(project, 'main', [{ message: 'Begin' }]);
  app.advance(1_000);
  return { app, site, project, ada };
}

/** Links the group and reads everything. A minute passes. */
export async function link({ app, site }: Team): Promise<LinkedAccount> {
  const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  await app.drain();
  app.advance(60_000);
  return account;
}

/** What events led to is done; states that pass by themselves are looked at a little later. */
export async function settle({ app }: Team): Promise<void> {
  await app.drain();
  app.advance(5_000);
  await app.drain();
}

/** Issue keys of each entity of a kind in the ledger, by what makes it recognisable. */
export async function keysOf(
  { app, site }: Team,
  kind: 'build' | 'deployment' | 'feature_flag',
): Promise<Record<string, readonly string[]>> {
  const rows = await rowsOf({ app, site }, kind);
  const nameOf = (facts: Record<string, unknown>) => String(facts['iid'] ?? facts['name']);
  return Object.fromEntries(rows.map(({ facts, issue_keys: keys }) => [nameOf(facts), keys]));
}

export async function rowsOf({ app, site }: Pick<Team, 'app' | 'site'>, kind: string) {
  const rows = await ledger(app, await shop({ app, site }));
  return rows.filter((row) => row.kind === kind);
}

export function shop({ app, site }: Pick<Team, 'app' | 'site'>): Promise<Repository> {
  return repositoryNamed(app, site.tenant.id, 'shop');
}

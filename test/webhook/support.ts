import { linkAccount } from '../support/link-account.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import type { Hook } from '../sandbox/gitlab/hooks/hook.ts';
import type { AccessLevel, Namespace, Project, User } from '../sandbox/gitlab/world/model.ts';
import type { LinkedAccount } from '../../src/account/account.store.ts';

export type Linked = {
  readonly app: TestApp;
  readonly site: InstalledTenant;
  readonly group: Namespace;
  readonly jane: User;
  readonly projects: readonly Project[];
  readonly account: LinkedAccount;
};

/** A linked group whose projects have each a commit; its webhooks are made. Jane, who linked it, has `role` in it. */
export async function linkedGroup(
  options: TestAppOptions & { readonly role?: AccessLevel; readonly projects?: readonly string[] } = {},
): Promise<Linked> {
  const { role = 50, projects: paths = ['app'], ...rest } = options;
  const app = await startTestApp(rest);
  const site = await installTenant(app);
  const { world } = app.gitlab;
  const jane = world.addUser({ username: 'jane', name: 'Jane Doe' });
  const group = world.addGroup({ path: 'acme', name: 'Acme' });
  world.addMember(group, jane, role);
  const projects = paths.map((path) => world.addProject({ namespace: group, path }));
  for (const project of projects) world.push(project, 'main', [{ message: 'Begin' }]);
  const account = await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
  await app.drain();
  return { app, site, group, jane, projects, account };
}

/** What a hook is called in the sandbox: who has it, as a path. */
export function ownerOf({ owner }: Hook): string {
  return owner.kind === 'group' ? `group ${owner.group.path}` : `project ${owner.project.path}`;
}

export function requestsFor(app: TestApp, word: RegExp): number {
  return Object.entries(app.gitlab.counts)
    .filter(([name]) => word.test(name))
    .reduce((sum, [, count]) => sum + count, 0);
}

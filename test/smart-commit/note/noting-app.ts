import { refreshRepository } from '../../../src/sync/refresh/refresh-repository.ts';
import type { Repository } from '../../../src/repository/repository.store.ts';
import type { NewCommit } from '../../sandbox/gitlab/world/push.ts';
import type { Project } from '../../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { installTenant, type InstalledTenant } from '../../support/install-tenant.ts';
import { linkAccount } from '../../support/link-account.ts';
import { repositoryNamed } from '../../sync/support.ts';
import { inPlainEnglish } from '../../../src/lib/words/speak.ts';
import { textOfStored } from '../../../src/lib/words/stored-text.ts';

export type NotingApp = {
  readonly app: TestApp;
  readonly site: InstalledTenant;
  readonly project: Project;
  readonly repository: Repository;
};

/** A site with one repository, whose only commit was there before. */
export async function startNotingApp(before: readonly NewCommit[] = [first]): Promise<NotingApp> {
  const app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
  const site = await installTenant(app);
  const { world } = app.gitlab;
  world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
  world.addUser({ username: 'ben' });
  const project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
  world.push(project, 'main', before);
  await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  await app.drain();
  app.advance(60_000);
  return { app, site, project, repository: await repositoryNamed(app, site.tenant.id, 'one') };
}

const first: NewCommit = { message: 'ABC-1 #comment from before' };

export type NotedRow = {
  sha: string;
  line: string;
  issueKey: string;
  name: string;
  argument: string;
  /** Null unless it was ended without being carried out. */
  ended: string | null;
  reason: string | null;
};

/** Every command that has been noted, in the order in which they are carried out. */
export async function noted({ app, site }: NotingApp): Promise<NotedRow[]> {
  const rows = await app.ctx.db.rows<NotedRow>(
    `select c.sha, s.line, c.issue_key as "issueKey", c.name, c.argument, c.reason,
       case when c.reason_code in ('repeats_another', 'too_many', 'empty_comment', 'invalid_duration')
         then c.reason_code end as ended
     from smart_command c join smart_commit s using (tenant_id, sha)
     where c.tenant_id = $1 order by c.place, c.position, c.issue_key`,
    [site.tenant.id],
  );
  return rows.map((row) => ({ ...row, reason: row.reason && inPlainEnglish(textOfStored(row.reason)) }));
}

/** What the commits that have been noted say, in the order in which they are carried out. */
export async function lines(noting: NotingApp): Promise<string[]> {
  return [...new Set((await noted(noting)).map(({ line }) => line))];
}

/** Pushes of which no webhook tells. */
export function unheard({ app }: NotingApp, push: () => void): void {
  app.gitlab.hooks.hold();
  push();
  app.gitlab.hooks.release({ lose: 1 });
}

export async function refresh(
  { app, site, repository }: NotingApp,
  mode: 'soft' | 'full' = 'soft',
): Promise<void> {
  await refreshRepository(app.ctx, { tenantId: site.tenant.id, repositoryId: repository.id, mode });
  await app.drain();
}

/** Every tenth of them asks for something, the first one too. */
export function many(count: number): NewCommit[] {
  return Array.from({ length: count }, (_, i) => ({
    message: i % 10 === 0 ? `ABC-${(i % 7) + 1} #comment number ${i}` : `ABC-1 number ${i}`,
  }));
}

/** What those say that ask for something, in order. */
export function asked(count: number): string[] {
  return many(count).flatMap(({ message }) => (message.includes('#') ? [message] : []));
}

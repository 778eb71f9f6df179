import { listRepositories, type Repository } from '../../src/repository/repository.store.ts';
import { syncStates, type StreamProgress, type SyncState } from '../../src/sync/sync-state.ts';
import type { History } from '../sandbox/history/history.ts';
import { noRefresh, startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { finishImport, makeGroup } from '../support/linked-group.ts';

/** A site with one imported repository, `acme/one`. What GitLab would tell of it is held back. */
export async function startWithOne(): Promise<{ app: TestApp; site: InstalledTenant; one: Repository }> {
  const app = await startTestApp({ env: { ...noRefresh, CHANGED_FILES: 'off' } });
  const site = await installTenant(app);
  makeGroup(app, ['one']);
  await linkAccount(app, site, { namespace: 'acme', username: 'dana' });
  await finishImport(app);
  const one = await repositoryNamed(app, site.tenant.id, 'one');
  app.gitlab.hooks.hold();
  return { app, site, one };
}

export async function repositoryNamed(app: TestApp, tenantId: string, name: string): Promise<Repository> {
  const found = (await listRepositories(app.ctx.db, { tenantId })).find((one) => one.name === name);
  if (!found) throw new Error(`no repository ${name}`);
  return found;
}

export async function stateOf(app: TestApp, { tenantId, id }: Repository): Promise<SyncState> {
  const state = (await syncStates(app.ctx.db, { tenantId, repositoryIds: [id] })).get(id);
  if (!state) throw new Error('never imported');
  return state;
}

export type LedgerRow = { id: string; kind: string; issue_keys: string[]; facts: Record<string, unknown> };

export async function ledger(app: TestApp, { tenantId, id }: Repository): Promise<LedgerRow[]> {
  return app.ctx.db.rows<LedgerRow>(
    `select id, kind, issue_keys, facts from entity
     where tenant_id = $1 and repository_id = $2 and not removed order by kind, id`,
    [tenantId, id],
  );
}

/** Shas of all commits that a branch reaches, found without paging. */
export function reachable({ commits, branches }: History): Set<string> {
  const parents = new Map(commits.map(({ id, parent_ids }) => [id, parent_ids]));
  const seen = new Set<string>();
  const open = branches.map(({ commit_id }) => commit_id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(parents.get(id) ?? []));
  }
  return seen;
}

export function progressOf(state: SyncState, stream: StreamProgress['stream']): StreamProgress | undefined {
  return state.streams.find((one) => one.stream === stream);
}

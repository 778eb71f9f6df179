import { upsertRepositories } from '../../../src/repository/repository.store.ts';
import { listRepositories, type Repository } from '../../../src/repository/repository.store.ts';
import type { Lane, ReadEntity } from '../../../src/dev-info/entity.ts';
import { recordEntities } from '../../../src/dev-info/ledger.store.ts';
import { wakeOutbox } from '../../../src/dev-info/outbox/wake-outbox.ts';
import { inTransaction } from '../../../src/db/db.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/app.ts';
import { installTenant, type InstalledTenant } from '../../support/install-tenant.ts';
import type { StoredEntity } from '../../sandbox/jira/devinfo/store.ts';

export type OutboxApp = TestApp & {
  readonly installed: InstalledTenant;
  readonly tenantId: string;
  readonly repositories: readonly Repository[];
  /** Records as a reader does, in one transaction with the announcement. */
  record(entities: readonly ReadEntity[], options?: RecordOptions): Promise<void>;
  /** Ledger rows in the order of their ids. */
  ledger(): Promise<LedgerRow[]>;
  /** What an issue of the sandbox shows. */
  shown(issueKey: string): StoredEntity[];
};

export type RecordOptions = { lane?: Lane; repository?: number; importIsRunning?: boolean };

export type LedgerRow = {
  id: string;
  kind: string;
  state: string;
  sequence: number;
  sent_sequence: number;
  rejected_reason: string | null;
};

export const accountId = '0b1f1f8e-6d0a-4c50-9d5f-3d2c4f1f7a11';

/** An app installed in Jira with repositories that nobody reads: the tests play the reader. */
export async function startOutboxApp(repositoryCount = 1, options: TestAppOptions = {}): Promise<OutboxApp> {
  const app = await startTestApp(options);
  const installed = await installTenant(app);
  const tenantId = installed.tenant.id;
  await addRepositories(app, { tenantId, accountId, count: repositoryCount });
  const repositories = await listRepositories(app.ctx.db, { tenantId });
  await app.drain();
  return {
    ...app,
    installed,
    tenantId,
    repositories,
    async record(entities, { lane = 'import', repository = 0, importIsRunning = false } = {}) {
      const repositoryId = repositories[repository]?.id ?? '';
      await inTransaction(app.ctx.db, async (tx) => {
        await recordEntities(tx, { tenantId, repositoryId, now: app.clock.now(), lane, entities });
        await wakeOutbox(app.ctx, tx, { tenantId, lane, importIsRunning });
      });
    },
    ledger: () =>
      app.ctx.db.rows<LedgerRow>('select * from entity where tenant_id = $1 order by id', [tenantId]),
    shown: (issueKey) => app.jira.devInfoOf(issueKey),
  };
}

async function addRepositories(
  app: TestApp,
  { tenantId, accountId: account, count }: { tenantId: string; accountId: string; count: number },
): Promise<void> {
  await upsertRepositories(app.ctx.db, {
    tenantId,
    accountId: account,
    hostUrl: 'https://gitlab.example',
    enabled: true,
    smartCommits: true,
    round: 1,
    now: app.clock.now(),
    projects: Array.from({ length: count }, (_, index) => ({
      id: index + 1,
      name: `Project ${index + 1}`,
      path: `group/project-${String(index + 1).padStart(3, '0')}`,
      webUrl: `https://gitlab.example/group/project-${index + 1}`,
      avatarUrl: undefined,
      defaultBranch: 'main',
      archived: false,
      lastActivityAt: undefined,
    })),
  });
}

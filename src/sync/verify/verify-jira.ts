import { inTransaction } from '../../db/db.ts';
import { hasSent, requeueEntities, sentEntities } from '../../dev-info/compare.store.ts';
import { resendRepositories } from '../../dev-info/outbox/resend-repositories.ts';
import { wakeOutbox } from '../../dev-info/outbox/wake-outbox.ts';
import { deleteEntity } from '../../jira/devinfo.client.ts';
import { shownRepository, type ShownEntity } from '../../jira/shown-repository.client.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import { canDo } from '../../tenant/kinds/abilities.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import type { Difference } from './difference.ts';
import { patient } from './patient.ts';
import type { Subject } from './subject.ts';

const kinds = ['commit', 'branch', 'pull_request'] as const;

/**
 * Asks Jira itself for its newest branches, commits and merge requests of the repository (400 of each; of the other
 * kinds it has no list). One that is missing proves nothing, since Jira does not show what belongs to no issue of its
 * own; all of them missing does.
 */
export async function* verifyJira(subject: Subject): AsyncGenerator<Difference> {
  const { ctx, key, repository } = subject;
  const tenant = await getTenant(ctx.db, key.tenantId);
  // A Jira that has links of issues does not list them by repository.
  if (tenant.state !== 'active' || !canDo(tenant, 'development')) return;
  const connection = patient(ctx, jiraConnection(ctx, tenant), subject.wait);
  const call = { connection, now: ctx.clock.now() };
  const shown = await shownRepository(call, repository.jiraRepositoryId);
  if (shown === undefined) {
    if (!(await hasSent(ctx.db, key))) return;
    if (subject.repair) await resend(subject);
    yield {
      repositoryId: key.repositoryId,
      kind: 'repository',
      id: repository.path,
      problem: 'not_sent',
      detail: 'Jira has accepted it, and does not have it any more.',
    };
    return;
  }
  for (const kind of kinds) yield* compareShown(subject, { call, kind, shown: shown[kind] });
}

type Shown = {
  readonly call: Parameters<typeof deleteEntity>[0];
  readonly kind: (typeof kinds)[number];
  readonly shown: readonly ShownEntity[];
};

async function* compareShown(subject: Subject, { call, kind, shown }: Shown): AsyncGenerator<Difference> {
  const { ctx, key, repository, repair } = subject;
  const sent = await sentEntities(ctx.db, key, { kind, ids: shown.map(({ id }) => id) });
  const found: Omit<Difference, 'repositoryId' | 'kind'>[] = [];
  for (const { id, sequence } of shown) {
    const accepted = sent.get(id);
    if (accepted === undefined) {
      if (repair) {
        await deleteEntity(call, { repositoryId: repository.jiraRepositoryId, kind, id }, sequence);
      }
      found.push({ id, problem: 'surplus', detail: 'Jira shows it, the app does not have it.' });
    } else if (sequence < accepted) {
      found.push({ id, problem: 'not_sent', detail: 'Jira has an older state of it than it accepted.' });
    }
  }
  const ids = found.filter(({ problem }) => problem === 'not_sent').map(({ id }) => id);
  if (repair && ids.length > 0) {
    await inTransaction(ctx.db, async (tx) => {
      await requeueEntities(tx, key, { kind, ids, now: ctx.clock.now() });
      await wakeOutbox(ctx, tx, { tenantId: key.tenantId, lane: 'import', importIsRunning: false });
    });
  }
  yield* found.map((one) => ({ ...one, kind, repositoryId: key.repositoryId }));
}

async function resend({ ctx, key: { tenantId, repositoryId } }: Subject): Promise<void> {
  await inTransaction(ctx.db, (tx) =>
    resendRepositories(ctx, tx, { tenantId, repositoryIds: [repositoryId] }),
  );
}

import type { Context } from '../../context.ts';
import type { JiraCall } from '../../jira/devinfo.client.ts';
import { getRepositories } from '../../repository/repository.store.ts';
import type { Lane } from '../entity.ts';
import { knownProjects, lookAgainLater, sendableKeys } from '../projects/known-projects.ts';
import { toRepository } from '../to-jira/repository.ts';
import { settle, takePending, type Outcome, type PendingRow } from '../outbox/outbox.store.ts';
import { pack } from './pack.ts';
import { prepare, type Destination, type Item } from './prepare.ts';
import { bulkRequest } from './request.ts';
import { sendDeletions, type Deletion } from './send-deletes.ts';
import { sendItems } from './send-items.ts';
import { fullBatch, longestWait } from '../outbox/wake-outbox.ts';

/** An import's request with fewer entities waits for more, unless something in it has waited long enough. */
const fewEntities = 300;

export type Batch = {
  readonly lane: Lane;
  /** What was queued up to here does not wait for more. Epoch ms. */
  readonly flushUpTo: number;
};

export type BatchEnd = {
  readonly requests: number;
  /** `empty`: nothing waits. `more`: go on. A time, epoch ms: what is left waits for company until then. */
  readonly next: 'empty' | 'more' | number;
};

/** Sends what has waited longest in a lane, packed across repositories. */
export async function sendBatch(ctx: Context, call: JiraCall, { lane, flushUpTo }: Batch): Promise<BatchEnd> {
  const { tenantId } = call.connection;
  const rows = await takePending(ctx.db, { tenantId, lane }, fullBatch);
  const [oldest] = rows;
  if (oldest === undefined) return { requests: 0, next: 'empty' };
  const work = await plan(ctx, call, { lane, rows });
  await settle(ctx.db, tenantId, work.settled);
  if (work.settled.some(({ outcome }) => outcome === 'held')) await lookAgainLater(ctx, tenantId);
  await sendDeletions(ctx, call, work.deletions);
  const due = lane === 'live' || oldest.queuedAt <= Math.max(flushUpTo, ctx.clock.now() - longestWait);
  const requests = pack(work.items).filter((items) => due || items.length >= fewEntities);
  for (const items of requests) {
    await sendItems(items, {
      call,
      request: (part) => bulkRequest(part, { lane, product: ctx.config.appName, now: ctx.clock.now() }),
      settle: (outcomes) => settle(ctx.db, tenantId, outcomes),
    });
  }
  const nothingDone = requests.length + work.deletions.length + work.settled.length === 0;
  const next = nothingDone ? Math.min(oldest.queuedAt, ctx.clock.now()) + longestWait : 'more';
  return { requests: requests.length, next };
}

type Plan = { items: Item[]; deletions: Deletion[]; settled: Outcome[] };

/** Decides for each row: sent, deleted in Jira, held for want of a project, or nothing since Jira has just this. */
async function plan(
  ctx: Context,
  call: JiraCall,
  { lane, rows }: { lane: Lane; rows: readonly PendingRow[] },
): Promise<Plan> {
  const [destinations, projects] = await Promise.all([
    destinationsOf(ctx, call.connection.tenantId, rows),
    knownProjects(
      ctx,
      call,
      rows.flatMap((row) => (row.removed ? [] : row.issueKeys)),
    ),
  ]);
  const work: Plan = { items: [], deletions: [], settled: [] };
  for (const row of rows) {
    const destination = destinations.get(row.repositoryId);
    if (destination === undefined) {
      work.settled.push({ row, outcome: row.removed ? 'gone' : 'held' });
      continue;
    }
    try {
      const keys = row.removed ? [] : sendableKeys(row.issueKeys, projects);
      place(work, row, { ...destination, lane, keys });
    } catch (err) {
      // A mistake of ours about one entity: it is shown, and the others go on.
      ctx.log.error({ err, repositoryId: row.repositoryId, kind: row.kind, id: row.id }, 'not translated');
      work.settled.push({ row, outcome: 'rejected', reason: 'This app could not write it for Jira.' });
    }
  }
  return work;
}

function place(
  work: Plan,
  row: PendingRow,
  { keys, ...to }: Destination & { lane: Lane; keys: readonly string[] },
): void {
  if (keys.length > 0) {
    const item = prepare(row, keys, to);
    if (item.hash === row.sentHash) work.settled.push({ row, outcome: 'unchanged' });
    else work.items.push(item);
  } else if (row.removed || row.sentHash !== null) {
    const outcome = row.removed ? 'gone' : 'held';
    work.deletions.push({ row, jiraRepositoryId: to.repository.id, outcome });
  } else {
    work.settled.push({ row, outcome: 'held' });
  }
}

async function destinationsOf(
  ctx: Context,
  tenantId: string,
  rows: readonly PendingRow[],
): Promise<Map<string, Destination>> {
  const ids = [...new Set(rows.map((row) => row.repositoryId))];
  const repositories = await getRepositories(ctx.db, tenantId, ids);
  return new Map(
    repositories.map((repository) => [
      repository.id,
      { accountId: repository.accountId, repository: toRepository(repository) },
    ]),
  );
}

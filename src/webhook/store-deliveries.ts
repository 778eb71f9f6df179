import type { Context } from '../context.ts';
import { inTransaction, type Db } from '../db/db.ts';
import type { Task } from '../queue/task.ts';
import { noteChanges, type NewChange } from './change.store.ts';
import { insertDeliveries, type Delivery } from './delivery.store.ts';
import type { HookEvent } from './event.schema.ts';
import { findRepositories, type KnownRepository, type Receiver } from './receiver.store.ts';
import { targetsOf, type Decision, type Outcome, type Target } from './targets-of.ts';
import { projectsChanged, repositoryChanged, type RepositoryPayload } from './tasks.ts';

/** A delivery that has proved where it comes from. */
export type Received = {
  readonly receiver: Receiver;
  readonly deliveryId: string;
  /** Undefined: it makes no sense. */
  readonly event: HookEvent | undefined;
};

/** A pipeline's states follow one another: those within this time are one look. */
const passingMs = 50;
/** A project that is not known may be new, or one that nobody may see: its group is listed once for many events. */
const unknownMs = 60_000;

/**
 * Stores deliveries together with their work, in one transaction for all that came at the same time: what GitLab is told
 * was accepted has been committed. @returns for each what came of it; one that was there before is `duplicate`
 */
export async function storeDeliveries(
  ctx: Context,
  received: readonly Received[],
): Promise<(Outcome | 'duplicate')[]> {
  return inTransaction(ctx.db, async (tx) => {
    const repositories = await repositoriesOf(tx, received);
    const decided = received.map((one, index) => ({ ...deliveryOf(one, repositories), index }));
    const fresh = await insertDeliveries(tx, decided, ctx.clock.now());
    await announce(
      ctx,
      tx,
      fresh.flatMap(({ tenantId, targets }) => targets.map((target) => ({ tenantId, target }))),
    );
    const stored = new Set(fresh.map(({ index }) => index));
    return decided.map(({ outcome, index }) => (stored.has(index) ? outcome : 'duplicate'));
  });
}

type Lookup = (receiver: Receiver, projectId: number) => KnownRepository | undefined;

async function repositoriesOf(tx: Db, received: readonly Received[]): Promise<Lookup> {
  const asked = received.flatMap(({ receiver: { tenantId, hostUrl }, event }) =>
    event !== undefined && 'projectId' in event
      ? [{ tenantId, hostUrl, gitlabProjectId: event.projectId }]
      : [],
  );
  const keyOf = (of: { tenantId: string; hostUrl: string }, projectId: number) =>
    `${of.tenantId}:${projectId}:${of.hostUrl}`;
  const found = asked.length === 0 ? [] : await findRepositories(tx, asked);
  const byKey = new Map(found.map((one) => [keyOf(one, one.gitlabProjectId), one]));
  return (receiver, projectId) => byKey.get(keyOf(receiver, projectId));
}

function deliveryOf({ receiver, deliveryId, event }: Received, find: Lookup): Delivery & Decision {
  const { tenantId, hookId, accountId, repositoryId, isActive } = receiver;
  const projectId = event !== undefined && 'projectId' in event ? event.projectId : null;
  const found = projectId === null ? undefined : find(receiver, projectId);
  const isGroup = repositoryId === null;
  // A project's hook tells of its own project alone, whatever a body says.
  const repository = isGroup || found?.id === repositoryId ? found : undefined;
  const decision = targetsOf(event, { accountId, isActive, isGroup, repository });
  return { ...decision, tenantId, hookId, projectId, id: deliveryId, event: event?.kind ?? 'unreadable' };
}

type Work = { readonly tenantId: string; readonly target: Target };

async function announce(ctx: Context, tx: Db, work: readonly Work[]): Promise<void> {
  const now = ctx.clock.now();
  const later = work.filter(({ target }) => 'isSettled' in target && !target.isSettled);
  const changesOf = (some: readonly Work[], dueAt: number) =>
    some.flatMap(({ tenantId, target }) => changeOf(tenantId, target, dueAt) ?? []);
  const soon = changesOf(
    work.filter((one) => !later.includes(one)),
    now,
  );
  const passing = changesOf(later, now + passingMs);
  await noteChanges(tx, [...soon, ...passing]);
  await add(ctx, tx, { task: repositoryChanged, payloads: repositoriesIn(soon), at: now });
  await add(ctx, tx, { task: repositoryChanged, payloads: repositoriesIn(passing), at: now + passingMs });
  const accounts = work.flatMap(({ tenantId, target }) =>
    target.look === 'projects' ? [{ tenantId, ...target }] : [],
  );
  for (const [isSettled, of] of Map.groupBy(accounts, (one) => one.isSettled)) {
    const payloads = of.map(({ tenantId, accountId }) => ({ tenantId, accountId }));
    await add(ctx, tx, { task: projectsChanged, payloads, at: isSettled ? now : now + unknownMs });
  }
}

type Added<P extends { tenantId: string }> = {
  readonly task: Task<P>;
  readonly payloads: readonly P[];
  readonly at: number;
};

async function add<P extends { tenantId: string }>(
  ctx: Context,
  tx: Db,
  { task, payloads, at }: Added<P>,
): Promise<void> {
  // As for the rows: one order everywhere.
  const keyOf = (payload: P) => `${payload.tenantId}:${task.jobKey?.(payload) ?? ''}`;
  const distinct = new Map(payloads.map((payload) => [keyOf(payload), payload]));
  const sorted = [...distinct].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, payload]) => payload);
  if (at <= ctx.clock.now()) await ctx.jobs.addMany(tx, task, sorted);
  else await ctx.jobs.addManyAt(tx, task, { payloads: sorted, at });
}

function repositoriesIn(changes: readonly NewChange[]): RepositoryPayload[] {
  return changes.map(({ tenantId, repositoryId }) => ({ tenantId, repositoryId }));
}

function changeOf(tenantId: string, target: Target, dueAt: number): NewChange | undefined {
  if (target.look === 'projects') return undefined;
  return { tenantId, repositoryId: target.repositoryId, kind: target.look, id: idOf(target), dueAt };
}

function idOf(target: Exclude<Target, { look: 'projects' }>): string {
  switch (target.look) {
    case 'branch':
      return target.branch;
    case 'merge_request':
      return String(target.iid);
    case 'pipeline':
    case 'deployment':
      return String(target.id);
    case 'feature_flags':
      return '';
  }
}

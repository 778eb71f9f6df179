import type { Context } from '../context.ts';
import { inTransaction, type Db } from '../db/db.ts';
import type { Task } from '../queue/task.ts';
import { insertDeliveries, type Delivery } from './delivery.store.ts';
import type { HookEvent } from './event.schema.ts';
import { findRepositories, type KnownRepository, type Receiver } from './receiver.store.ts';
import { targetsOf, type Decision, type Outcome, type Target } from './targets-of.ts';
import {
  branchMoved,
  deploymentChanged,
  featureFlagsChanged,
  mergeRequestChanged,
  pipelineChanged,
  projectsChanged,
} from './tasks.ts';

/** A delivery that has proved where it comes from. */
export type Received = {
  readonly receiver: Receiver;
  readonly deliveryId: string;
  /** Undefined: it makes no sense. */
  readonly event: HookEvent | undefined;
};

/** A pipeline's states follow one another: those within this time are one look. */
const passingMs = 500;
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
  const add = async <P extends { tenantId: string }>(
    task: Task<P>,
    { payloads, at }: { payloads: readonly P[]; at?: number },
  ) => {
    // As for the rows: one order everywhere.
    const keyOf = (payload: P) => `${payload.tenantId}:${task.jobKey?.(payload) ?? ''}`;
    const sorted = payloads.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    if (at === undefined) await ctx.jobs.addMany(tx, task, sorted);
    else await ctx.jobs.addManyAt(tx, task, { payloads: sorted, at });
  };
  const of = <L extends Target['look']>(look: L) =>
    work.flatMap(({ tenantId, target }) => (isLook(target, look) ? [{ ...target, tenantId }] : []));
  await add(branchMoved, { payloads: of('branch').map(({ look: _, ...payload }) => payload) });
  await add(mergeRequestChanged, {
    payloads: of('merge_request').map(({ look: _, ...payload }) => payload),
  });
  await add(deploymentChanged, { payloads: of('deployment').map(({ look: _, ...payload }) => payload) });
  await add(featureFlagsChanged, {
    payloads: of('feature_flags').map(({ look: _, ...payload }) => payload),
  });
  for (const settled of [true, false]) {
    const which = <T extends { isSettled: boolean }>(all: readonly T[]) =>
      all.filter(({ isSettled }) => isSettled === settled);
    const later = (ms: number) => (settled ? {} : { at: now + ms });
    await add(pipelineChanged, {
      payloads: which(of('pipeline')).map(({ tenantId, repositoryId, id }) => ({
        ...{ tenantId, repositoryId, id },
      })),
      ...later(passingMs),
    });
    await add(projectsChanged, {
      payloads: which(of('projects')).map(({ tenantId, accountId }) => ({ tenantId, accountId })),
      ...later(unknownMs),
    });
  }
}

function isLook<L extends Target['look']>(target: Target, look: L): target is Extract<Target, { look: L }> {
  return target.look === look;
}

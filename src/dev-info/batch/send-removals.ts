import type { Context } from '../../context.ts';
import type { JiraCall } from '../../jira/bulk.client.ts';
import { deleteByProperties, deleteRepository } from '../../jira/devinfo.client.ts';
import { deleteProvided, deleteProvidedByProperties } from '../../jira/provider/provider.client.ts';
import { asAppError } from '../../lib/errors.ts';
import type { Lane } from '../entity.ts';
import type { JiraApi } from '../jira-api.ts';
import { removeLinks } from '../links/remove-links.ts';
import { dropRemovals, listRemovals, type Removal } from '../outbox/removal.store.ts';
import { tryEach, withoutFailed, type Failures } from './failures.ts';
import { deletesAtOnce } from './send-deletes.ts';

const removalsAtOnce = 100;
/** Single entities removed by one job: then what waits to be sent has its turn. */
const entitiesAJob = 400;

export type RemovalsEnd = { readonly failures: Failures; readonly more: boolean };

/**
 * Removes what Jira is to forget: repositories and accounts as a whole, all of them before anything is sent, since one
 * that is back would lose what is sent first. Then single builds, deployments and flags of forgotten repositories, some
 * in each job of the live lane: their sequence ids keep them from removing what was sent anew.
 *
 * What Jira refuses to remove is kept, to be asked for again by the next job, and holds up nothing.
 */
export async function sendRemovals(
  ctx: Context,
  call: JiraCall,
  { lane, apis }: { lane: Lane; apis: readonly JiraApi[] },
): Promise<RemovalsEnd> {
  const failures: Failures = new Map();
  await removeListed(ctx, call, { whole: true, most: Infinity, apis, failures });
  if (lane === 'import') return { failures, more: false };
  const more = await removeListed(ctx, call, { whole: false, most: entitiesAJob, apis, failures });
  return { failures, more };
}

type Listed = { whole: boolean; most: number; apis: readonly JiraApi[]; failures: Failures };

/** @returns whether there are more than `most` */
async function removeListed(
  ctx: Context,
  call: JiraCall,
  { whole, most, apis, failures }: Listed,
): Promise<boolean> {
  const { tenantId } = call.connection;
  for (let done = 0; done < most; done += removalsAtOnce) {
    const open = withoutFailed(apis, failures);
    const list = { tenantId, apis: open, whole, limit: removalsAtOnce };
    const removals = await listRemovals(ctx.db, list);
    let refused = 0;
    const parts = open.map((api) => ({ api, removals: removals.filter((removal) => removal.api === api) }));
    await tryEach(failures, parts, async (part) => {
      refused += await removeAll(ctx, call, part.removals);
    });
    if (refused > 0 || removals.length < removalsAtOnce) return false;
  }
  return true;
}

/** @returns how many Jira refused; what was done stays done when a later one fails */
async function removeAll(ctx: Context, call: JiraCall, removals: readonly Removal[]): Promise<number> {
  const { tenantId } = call.connection;
  let refused = 0;
  for (let from = 0; from < removals.length; from += deletesAtOnce) {
    const part = removals.slice(from, from + deletesAtOnce);
    const ends = await Promise.allSettled(part.map((removal) => isRemoved(ctx, call, removal)));
    const removed = part.filter((_, nth) => {
      const end = ends[nth];
      return end?.status === 'fulfilled' && end.value;
    });
    await dropRemovals(ctx.db, tenantId, removed);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    refused += part.length - removed.length;
  }
  return refused;
}

async function isRemoved(ctx: Context, call: JiraCall, removal: Removal): Promise<boolean> {
  try {
    // A Jira that takes no development information has links instead.
    if (call.connection.dialect.name === 'cloud') await remove(call, removal);
    else await removeLinks(ctx, call, removal);
    return true;
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code !== 'bad_request') throw thrown;
    const { kind, api, id } = removal;
    ctx.log.error(
      { tenantId: call.connection.tenantId, kind, api, id, err: error },
      'Jira refuses a removal',
    );
    return false;
  }
}

async function remove(call: JiraCall, { kind, api, id, sequence: upTo }: Removal): Promise<void> {
  const properties = { accountId: id };
  if (api === 'devinfo')
    return kind === 'account' ? deleteByProperties(call, properties, upTo) : deleteRepository(call, id, upTo);
  return kind === 'account'
    ? deleteProvidedByProperties(call, api, { properties, upTo })
    : deleteProvided(call, api, { key: id, upTo });
}

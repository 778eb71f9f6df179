import type { Context } from '../../context.ts';
import {
  deleteByProperties,
  deleteEntity,
  deleteRepository,
  type JiraCall,
} from '../../jira/devinfo.client.ts';
import { asDevInfoKind } from '../../jira/devinfo-payload.ts';
import { asAppError } from '../../lib/errors.ts';
import { fitId } from '../to-jira/fit.ts';
import { dropGone, settle, type Outcome, type PendingRow } from '../outbox/outbox.store.ts';
import { dropRemoval, listRemovals, type Removal } from '../outbox/removal.store.ts';

/** Jira takes 50 deletes a second (burst limit). */
const atOnce = 8;
const removalsAtOnce = 100;
const day = 86_400_000;

export type Deletion = {
  readonly row: PendingRow;
  readonly jiraRepositoryId: string;
  /** `gone`: it was removed in GitLab. `held`: it names no project of this site any more. */
  readonly outcome: 'gone' | 'held';
};

/** Removes entities from Jira one by one; what was done stays done when a later one fails. */
export async function sendDeletions(
  ctx: Context,
  call: JiraCall,
  deletions: readonly Deletion[],
): Promise<void> {
  const { tenantId } = call.connection;
  for (let from = 0; from < deletions.length; from += atOnce) {
    const part = deletions.slice(from, from + atOnce);
    const ends = await Promise.allSettled(part.map((deletion) => sendDeletion(call, deletion)));
    await settle(
      ctx.db,
      tenantId,
      ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
  if (deletions.length > 0) await dropGone(ctx.db, tenantId, ctx.clock.now() - day);
}

async function sendDeletion(call: JiraCall, { row, jiraRepositoryId, outcome }: Deletion): Promise<Outcome> {
  const kind = asDevInfoKind(row.kind);
  if (kind === undefined) return { row, outcome };
  const id = { repositoryId: jiraRepositoryId, kind, id: fitId(row.id) };
  try {
    await deleteEntity(call, id, row.sequence);
    return { row, outcome };
  } catch (thrown) {
    const { code, message } = asAppError(thrown);
    if (code !== 'bad_request') throw thrown;
    return { row, outcome: 'rejected', reason: message };
  }
}

/**
 * Removes what goes as a whole: repositories, and accounts with all of theirs. What Jira refuses to remove is kept, to
 * be asked for again by the next job, and holds up nothing.
 */
export async function sendRemovals(ctx: Context, call: JiraCall): Promise<void> {
  const { tenantId } = call.connection;
  for (;;) {
    const removals = await listRemovals(ctx.db, tenantId, removalsAtOnce);
    let isRefused = false;
    for (const removal of removals) {
      if (await isRemoved(ctx, call, removal)) await dropRemoval(ctx.db, tenantId, removal);
      else isRefused = true;
    }
    if (isRefused || removals.length < removalsAtOnce) return;
  }
}

async function isRemoved(ctx: Context, call: JiraCall, { kind, id, sequence }: Removal): Promise<boolean> {
  try {
    if (kind === 'account') await deleteByProperties(call, { accountId: id }, sequence);
    else await deleteRepository(call, id, sequence);
    return true;
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code !== 'bad_request') throw thrown;
    ctx.log.error({ tenantId: call.connection.tenantId, kind, id, err: error }, 'Jira refuses a removal');
    return false;
  }
}

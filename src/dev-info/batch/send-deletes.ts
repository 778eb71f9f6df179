import type { Context } from '../../context.ts';
import type { JiraCall } from '../../jira/bulk.client.ts';
import { deleteEntity } from '../../jira/devinfo.client.ts';
import { deleteProvided } from '../../jira/provider/provider.client.ts';
import { asAppError } from '../../lib/errors.ts';
import { apiOf } from '../jira-api.ts';
import { fitId } from '../to-jira/fit.ts';
import { keyFactsOf, providedKey } from '../to-jira/key.ts';
import { dropGone, settle, type Outcome, type PendingRow } from '../outbox/outbox.store.ts';

/** Jira takes 50 deletes a second (burst limit). */
export const deletesAtOnce = 8;
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
  for (let from = 0; from < deletions.length; from += deletesAtOnce) {
    const part = deletions.slice(from, from + deletesAtOnce);
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
  try {
    await deleteRow(call, row, jiraRepositoryId);
    return { row, outcome };
  } catch (thrown) {
    const { code, text } = asAppError(thrown);
    if (code !== 'bad_request') throw thrown;
    return { row, outcome: 'rejected', reason: text };
  }
}

async function deleteRow(call: JiraCall, row: PendingRow, jiraRepositoryId: string): Promise<void> {
  const { kind, id, sequence } = row;
  if (kind === 'commit' || kind === 'branch' || kind === 'pull_request')
    return deleteEntity(call, { repositoryId: jiraRepositoryId, kind, id: fitId(id) }, sequence);
  const key = providedKey(keyFactsOf(row), jiraRepositoryId);
  if (key !== undefined) await deleteProvided(call, apiOf[kind], { key, upTo: sequence });
}

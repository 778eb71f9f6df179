import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { recordEntities, removeEntities } from '../../dev-info/ledger.store.ts';
import { knownMergeRequests } from '../../dev-info/merge-requests.store.ts';
import { wakeOutbox } from '../../dev-info/outbox/wake-outbox.ts';
import type { GitlabMergeRequest } from '../../gitlab/merge-request.schema.ts';
import type { MergeRequestPayload } from '../../webhook/tasks.ts';
import { lockBranchKeys } from '../branches/branch.store.ts';
import { graphqlPath } from '../merge-requests/import-merge-requests.ts';
import { mergeRequestEntity, mergeRequestKeys } from '../merge-requests/merge-request-entity.ts';
import { sameKeys } from '../merge-requests/save-merge-requests.ts';
import { relinkPipelines } from '../tasks.ts';
import { openLive, isShown, unlessHidden, type Live } from './open-live.ts';
import { recordBranchKeys } from './record-branch-keys.ts';

/** A merge request changed in any way, or somebody wrote a comment: reads it with approvals and reviewers. */
export function onMergeRequestChanged(ctx: Context, payload: MergeRequestPayload): Promise<void> {
  return unlessHidden(ctx, async () => {
    const live = await openLive(ctx, payload);
    if (live === undefined) return;
    const { repository, account, gitlab } = live;
    const found = await gitlab.mergeRequest({
      projectId: repository.gitlabProjectId,
      path: graphqlPath(account.gitlabVersion, repository.path),
      iid: payload.iid,
    });
    if (found === undefined && !(await isShown(live))) return;
    await inTransaction(ctx.db, (tx) => record(ctx, tx, { live, iid: payload.iid, found }));
  });
}

type Changed = {
  readonly live: Live;
  readonly iid: number;
  /** Undefined: GitLab has it no more. */
  readonly found: GitlabMergeRequest | undefined;
};

async function record(ctx: Context, tx: Db, { live, iid, found }: Changed): Promise<void> {
  const { key, repository, account } = live;
  const now = ctx.clock.now();
  await lockBranchKeys(tx, key.repositoryId);
  const [before] = await knownMergeRequests(tx, key, [iid]);
  const keys = found ? mergeRequestKeys(found, { lowerCase: account.lowerCaseKeys }) : [];
  if (before === undefined && keys.length === 0) return;
  if (found !== undefined && keys.length > 0) {
    const entities = [mergeRequestEntity(repository, found, keys)];
    await recordEntities(tx, { ...key, lane: 'live', entities, now });
  } else if (before !== undefined) {
    // A number is given once: what was read of it earlier does not bring it back.
    const version = found?.updatedAt ?? now;
    await removeEntities(tx, { ...key, kind: 'pull_request', ids: [before.id], version, now });
  }
  const names = new Set([before?.sourceBranch, found?.sourceBranch].filter((name) => name !== undefined));
  await recordBranchKeys(ctx, tx, { live, names: [...names] });
  if (!sameKeys(before?.issueKeys ?? [], keys)) {
    await ctx.jobs.add(tx, relinkPipelines, { payload: { ...key, iid } });
  }
  await wakeOutbox(ctx, tx, { tenantId: key.tenantId, lane: 'live' });
}

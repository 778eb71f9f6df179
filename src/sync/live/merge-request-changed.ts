import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import type { ReadEntity } from '../../dev-info/entity.ts';
import { recordEntities, removeEntities } from '../../dev-info/ledger.store.ts';
import { knownMergeRequests } from '../../dev-info/merge-requests.store.ts';
import { wakeOutbox } from '../../dev-info/outbox/wake-outbox.ts';
import type { GitlabMergeRequest } from '../../gitlab/merge-request.schema.ts';
import { lockBranchKeys } from '../branches/branch.store.ts';
import { announceGraph, keepMergeRequests } from '../graph/keep-graph.ts';
import { dropMergeRequests } from '../graph/merge-request-graph.store.ts';
import { graphqlPath } from '../merge-requests/import-merge-requests.ts';
import { mergeRequestEntity, mergeRequestKeys } from '../merge-requests/merge-request-entity.ts';
import { sameKeys } from '../merge-requests/save-merge-requests.ts';
import { relinkPipelines } from '../tasks.ts';
import { isShown, type Live } from './open-live.ts';
import { recordBranchKeys } from './record-branch-keys.ts';

/** Merge requests changed in any way, or somebody wrote a comment: reads them with approvals and reviewers. */
export async function readMergeRequests(ctx: Context, live: Live, iids: readonly number[]): Promise<void> {
  const { repository, account, gitlab } = live;
  const found = await gitlab.mergeRequests({
    projectId: repository.gitlabProjectId,
    path: graphqlPath(account.gitlabVersion, repository.path),
    iids,
    withEnding: repository.keepsGraph,
  });
  if (found.length < iids.length && !(await isShown(live))) return;
  await inTransaction(ctx.db, (tx) => record(ctx, tx, { live, iids, found }));
}

type Changed = {
  readonly live: Live;
  readonly iids: readonly number[];
  /** Those of them that GitLab still has. */
  readonly found: readonly GitlabMergeRequest[];
};

async function record(ctx: Context, tx: Db, { live, iids, found }: Changed): Promise<void> {
  const { key, repository, account } = live;
  const now = ctx.clock.now();
  await lockBranchKeys(tx, key.repositoryId);
  const before = new Map((await knownMergeRequests(tx, key, iids)).map((known) => [known.iid, known]));
  const after = new Map(found.map((one) => [one.iid, one]));
  if (repository.keepsGraph) {
    await keepMergeRequests(ctx, tx, { repository, items: found });
    const gone = iids.filter((iid) => !after.has(iid));
    await dropMergeRequests(tx, key, gone);
    await announceGraph(ctx, tx, repository);
  }
  const keysOf = (one: GitlabMergeRequest) => mergeRequestKeys(one, { lowerCase: account.lowerCaseKeys });
  const entities = found.flatMap((one): ReadEntity[] => {
    const keys = keysOf(one);
    return keys.length === 0 ? [] : [mergeRequestEntity(repository, one, keys)];
  });
  const named = new Map(entities.map(({ id, issueKeys }) => [id, issueKeys]));
  await recordEntities(tx, { ...key, lane: 'live', entities, now });
  for (const known of before.values()) {
    if (named.has(known.id)) continue;
    // A number is given once: what was read of it earlier does not bring it back.
    const version = after.get(known.iid)?.updatedAt ?? now;
    await removeEntities(tx, { ...key, kind: 'pull_request', ids: [known.id], version, now });
  }
  const touched = iids.filter((iid) => before.has(iid) || named.has(String(after.get(iid)?.id)));
  const names = touched.flatMap((iid) => [before.get(iid)?.sourceBranch, after.get(iid)?.sourceBranch]);
  await recordBranchKeys(ctx, tx, { live, names: [...new Set(names.filter((name) => name !== undefined))] });
  const relinked = touched.filter(
    (iid) => !sameKeys(before.get(iid)?.issueKeys ?? [], named.get(String(after.get(iid)?.id)) ?? []),
  );
  await ctx.jobs.addMany(
    tx,
    relinkPipelines,
    relinked.map((iid) => ({ ...key, iid })),
  );
  if (touched.length > 0) await wakeOutbox(ctx, tx, { tenantId: key.tenantId, lane: 'live' });
}

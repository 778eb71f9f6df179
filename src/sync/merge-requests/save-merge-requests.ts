import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import type { ReadEntity } from '../../dev-info/entity.ts';
import { removeEntities, removeUnseen } from '../../dev-info/ledger.store.ts';
import { knownMergeRequests } from '../../dev-info/merge-requests.store.ts';
import type { GitlabMergeRequest } from '../../gitlab/merge-request.schema.ts';
import { keepMergeRequests } from '../graph/keep-graph.ts';
import { dropUnseenMergeRequests } from '../graph/merge-request-graph.store.ts';
import type { Reading } from '../run/reading.ts';
import { getMark, saveMark } from '../run/mark.store.ts';
import { laneOf } from '../stream.ts';
import { relinkPipelines } from '../tasks.ts';
import { mergeRequestEntity, mergeRequestKeys } from './merge-request-entity.ts';
import type { Watched } from './watched.ts';

/**
 * `updatedAfter`: epoch ms, inclusive; merge requests that were updated since then are read by the next soft refresh.
 * `watched` is undefined where nothing has been counted yet.
 */
export type Mark = { readonly updatedAfter: number; readonly watched?: Watched | undefined };

/** Our clock and GitLab's may differ by so much. */
const clockSlackMs = 10 * 60_000;
/** What GitLab stores at the same time becomes visible in any order. */
const commitSlackMs = 5 * 60_000;

/** From where on a refresh has to look; undefined where everything has to be read. */
export async function markOf(ctx: Context, { key }: Reading): Promise<Mark | undefined> {
  return (await getMark(ctx.db, key)) as Mark | undefined;
}

/**
 * All have been read: the next refresh begins here, and after a complete listing what it did not show is gone. That is
 * done now, for the branches of those merge requests are looked at next.
 * @param read.newest `updatedAt` of the last one that was read in the order of updates, epoch ms
 * @param read.watched undefined where they were not counted
 */
export async function endMergeRequests(
  ctx: Context,
  { key, run, repository }: Reading,
  { newest, watched }: { newest: number | undefined; watched: Watched | undefined },
): Promise<void> {
  const now = ctx.clock.now();
  const startedAt = run.startedAt ?? run.queuedAt;
  await inTransaction(ctx.db, async (tx) => {
    const before = (await getMark(tx, key)) as Mark | undefined;
    const next = newest === undefined ? startedAt - clockSlackMs : newest - commitSlackMs;
    const isLater = run.mode !== 'soft' || before === undefined || next > before.updatedAfter;
    const mark: Mark = {
      updatedAfter: isLater ? next : before.updatedAfter,
      watched: watched ?? before?.watched,
    };
    if (isLater || watched !== undefined) await saveMark(tx, key, { mark, now });
    if (run.mode === 'soft') return;
    await removeUnseen(tx, { ...key, kinds: ['pull_request'], startedAt, now });
    if (repository.keepsGraph) await dropUnseenMergeRequests(tx, key, startedAt);
  });
}

/** One page, of which `keyed` are what names an issue; what names none any more is removed. */
export async function recordPage(
  ctx: Context,
  tx: Db,
  { reading, items }: { reading: Reading; items: readonly GitlabMergeRequest[] },
): Promise<{ entities: readonly ReadEntity[]; isChange: boolean }> {
  const { repository, run, key } = reading;
  await keepMergeRequests(ctx, tx, { repository, items });
  const options = { lowerCase: run.lowerCaseKeys };
  const keyed = items.map((item) => ({ item, keys: mergeRequestKeys(item, options) }));
  const entities = keyed.flatMap(({ item, keys }) =>
    keys.length === 0 ? [] : [mergeRequestEntity(repository, item, keys)],
  );
  // A full read is swapped as a whole, and its pipelines are read after it.
  if (run.mode === 'full') return { entities, isChange: false };
  const { tenantId, repositoryId } = key;
  const iids = items.map(({ iid }) => iid);
  const known = new Map((await knownMergeRequests(tx, key, iids)).map((one) => [one.iid, one]));
  let isChange = false;
  for (const { item, keys } of keyed) {
    const before = known.get(item.iid);
    if (before !== undefined && keys.length === 0) {
      await removeEntities(tx, {
        ...{ tenantId, repositoryId, kind: 'pull_request', ids: [before.id], version: item.updatedAt },
        ...{ lane: laneOf(run.mode), now: ctx.clock.now() },
      });
      isChange = true;
    }
  }
  const relinked = keyed.filter(({ item, keys }) => !sameKeys(known.get(item.iid)?.issueKeys ?? [], keys));
  const payloads = relinked.map(({ item: { iid } }) => ({ tenantId, repositoryId, iid }));
  await ctx.jobs.addMany(tx, relinkPipelines, payloads);
  return { entities, isChange };
}

export function sameKeys(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key) => other.includes(key));
}

import type { Context } from '../../context.ts';
import { removeEntities } from '../../dev-info/ledger.store.ts';
import { heldMergeRequests } from '../../dev-info/merge-requests.store.ts';
import { dropMergeRequests, heldGraphMergeRequests } from '../graph/merge-request-graph.store.ts';
import type { Reading } from '../run/reading.ts';
import { laneOf } from '../stream.ts';
import { relinkPipelines } from '../tasks.ts';

const askedAtOnce = 100;

type Deleted = {
  readonly path: string;
  /** Those made since then, epoch ms; null: all. */
  readonly since: number | null;
  /** Where the stream stands. */
  readonly position: unknown;
};

/**
 * There are fewer merge requests than there were: GitLab is asked which of those that the ledger holds it still has,
 * and the others leave Jira. What was read since this run began is there, and is not asked about.
 * @returns false where GitLab did not say: the project has another path by now, or is not shown any more
 */
export async function removeDeleted(
  ctx: Context,
  reading: Reading,
  { path, since, position }: Deleted,
): Promise<boolean> {
  const { key, run, repository, gitlab } = reading;
  const { tenantId, repositoryId } = key;
  const span = { madeSince: since ?? 0, seenBefore: run.startedAt ?? run.queuedAt };
  const held = await heldOf(ctx, reading, span);
  for (let from = 0; from < held.length; from += askedAtOnce) {
    const asked = held.slice(from, from + askedAtOnce);
    const iids = asked.map(({ iid }) => iid);
    const there = await gitlab.mergeRequestNumbers({ projectId: repository.gitlabProjectId, path, iids });
    if (there === undefined) return false;
    const gone = asked.filter(({ iid }) => !there.has(iid));
    if (gone.length === 0) continue;
    await reading.save(async (tx) => {
      // A number is given once: what was read of it earlier does not bring it back.
      const now = ctx.clock.now();
      const ids = gone.flatMap(({ id }) => (id === undefined ? [] : [id]));
      await dropMergeRequests(
        tx,
        key,
        gone.map(({ iid }) => iid),
      );
      const lane = laneOf(run.mode);
      await removeEntities(tx, {
        ...{ tenantId, repositoryId, kind: 'pull_request', ids, version: now },
        ...{ lane, now },
      });
      const payloads = gone.map(({ iid }) => ({ tenantId, repositoryId, iid }));
      await ctx.jobs.addMany(tx, relinkPipelines, payloads);
      return { position, read: 0, entities: [], isChange: true };
    });
  }
  return true;
}

type Span = { readonly madeSince: number; readonly seenBefore: number };
type Held = { readonly iid: number; readonly id: string | undefined };

/** What the ledger holds, and what else is kept where the whole history is. */
async function heldOf(ctx: Context, { key, repository }: Reading, span: Span): Promise<Held[]> {
  const held: Held[] = await heldMergeRequests(ctx.db, key, span);
  if (!repository.keepsGraph) return held;
  const known = new Set(held.map(({ iid }) => iid));
  const kept = await heldGraphMergeRequests(ctx.db, key, span);
  return [...held, ...kept.flatMap((iid) => (known.has(iid) ? [] : [{ iid, id: undefined }]))];
}

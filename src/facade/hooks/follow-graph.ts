import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { graphFingerprint, isGraphReady, markGraphReady } from '../../sync/graph/graph-state.store.ts';
import { addGraphEvents } from '../../sync/graph/merge-request-graph.store.ts';
import { graphChanged, type GraphChanged } from '../../sync/graph/tasks.ts';
import type { Stream, StreamState } from '../../sync/stream.ts';
import { syncStates } from '../../sync/sync-state.ts';
import { newestPulls } from '../api/pulls/pulls.store.ts';
import { markDue } from './hook.store.ts';
import { nudgeJira } from './tasks.ts';

/** Jira reads a commit once: it is told of a push when the changed files are there too, unless that takes longer. */
const filesWaitMs = 60_000;
const lookAgainMs = 10_000;
/** What Jira's first look at events is given, when all has been read. */
const firstEvents = 30;

/**
 * Something of a repository has been read. Once that is everything, it is shown; from then on Jira is told of each
 * change. What it has been told is kept with each hook, so nothing is told twice and nothing is left out.
 */
export async function onGraphChanged(ctx: Context, payload: GraphChanged): Promise<void> {
  const { tenantId, repositoryId, since } = payload;
  const key = { tenantId, repositoryId };
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  if (repository?.keepsGraph !== true || repository.vanishedAt !== null) return;
  const now = ctx.clock.now();
  const states = await statesOf(ctx.db, key);
  if (!(await isGraphReady(ctx.db, key)) && !(await makeReady(ctx, key, states))) return;
  if (states.get('files') === 'running' && now - (since ?? now) < filesWaitMs) {
    const again = { ...key, since: since ?? now };
    await ctx.jobs.add(ctx.db, graphChanged, { payload: again, at: now + lookAgainMs });
    return;
  }
  await inTransaction(ctx.db, async (tx) => {
    const fingerprint = await graphFingerprint(tx, key);
    if (await markDue(tx, key, { fingerprint, now })) {
      await ctx.jobs.add(tx, nudgeJira, { payload: { tenantId } });
    }
  });
}

type Key = { readonly tenantId: string; readonly repositoryId: string };
type States = ReadonlyMap<Stream, StreamState>;

async function statesOf(db: Db, { tenantId, repositoryId }: Key): Promise<States> {
  const state = (await syncStates(db, { tenantId, repositoryIds: [repositoryId] })).get(repositoryId);
  return new Map(state?.streams.map((one) => [one.stream, one.state]));
}

/** @returns whether everything has been read by now */
async function makeReady(ctx: Context, key: Key, states: States): Promise<boolean> {
  const isOver = (stream: Stream) => ['finished', 'skipped'].includes(states.get(stream) ?? '');
  const areFilesRead = isOver('files') || states.get('files') === 'failed';
  if (!isOver('commits') || !isOver('merge_requests') || !areFilesRead) return false;
  return inTransaction(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    if (!(await markGraphReady(tx, key, now))) return isGraphReady(tx, key);
    // The connector lists merge requests only where there are events, and begins to list them from these.
    const newest = await newestPulls(tx, key, firstEvents);
    const events = newest.reverse().map(({ iid, state }) => ({
      iid,
      action: state === 'opened' || state === 'locked' ? 'opened' : 'closed',
    }));
    await addGraphEvents(tx, key, { events, now });
    return true;
  });
}

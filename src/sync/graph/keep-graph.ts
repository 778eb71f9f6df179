import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import type { GitlabCommit } from '../../gitlab/commit.schema.ts';
import type { GitlabMergeRequest } from '../../gitlab/merge-request.schema.ts';
import type { Repository } from '../../repository/repository.store.ts';
import { storeGraphCommits } from './commit-graph.store.ts';
import { isGraphReady } from './graph-state.store.ts';
import { peopleOf, storeGraphMergeRequests, storePeople } from './merge-request-graph.store.ts';
import { graphChanged } from './tasks.ts';

type Kept = Pick<Repository, 'id' | 'tenantId' | 'hostUrl' | 'keepsGraph'>;

/**
 * Most accounts need of GitLab only what names an issue. One whose Jira walks histories by itself keeps everything that
 * its repositories' pages show, in the transaction that keeps the page.
 */
export async function keepCommits(
  tx: Db,
  { id: repositoryId, tenantId, keepsGraph }: Kept,
  commits: readonly GitlabCommit[],
): Promise<void> {
  if (keepsGraph) await storeGraphCommits(tx, { tenantId, repositoryId }, commits);
}

/** The same for merge requests. What changes once the repository has been shown is an event. */
export async function keepMergeRequests(
  ctx: Pick<Context, 'clock'>,
  tx: Db,
  { repository, items }: { repository: Kept; items: readonly GitlabMergeRequest[] },
): Promise<void> {
  const { id: repositoryId, tenantId, hostUrl, keepsGraph } = repository;
  if (!keepsGraph || items.length === 0) return;
  const key = { tenantId, repositoryId };
  const isNews = await isGraphReady(tx, key);
  await storeGraphMergeRequests(tx, key, { items, seenAt: ctx.clock.now(), isNews });
  await storePeople(tx, { tenantId, hostUrl }, items.flatMap(peopleOf));
}

/** Tells whoever follows the repository that something may be new. */
export async function announceGraph(
  ctx: Pick<Context, 'jobs'>,
  tx: Db,
  { id: repositoryId, tenantId, keepsGraph }: Pick<Kept, 'id' | 'tenantId' | 'keepsGraph'>,
): Promise<void> {
  if (keepsGraph) await ctx.jobs.add(tx, graphChanged, { payload: { tenantId, repositoryId } });
}

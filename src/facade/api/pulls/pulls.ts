import { z } from 'zod';
import type { GraphMergeRequest } from '../../../sync/graph/merge-request-graph.store.ts';
import { isoSeconds, notFoundHere, type ApiHandler, type Call } from '../call.ts';
import { repositoryOf } from '../find-repository.ts';
import { mergeRequestCommits } from './merge-request-commits.ts';
import { findPull, listEvents, listPulls } from './pulls.store.ts';
import type { ServedRepository } from '../repository.store.ts';
import { commitShape, ownerShape, personShape, pullShape, repositoryName } from '../shapes.ts';

const query = z.object({
  state: z.enum(['open', 'closed', 'all']).catch('open'),
  sort: z.enum(['created', 'updated']).catch('created'),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
});

const keyOf = ({ tenantId, id: repositoryId }: ServedRepository) => ({ tenantId, repositoryId });

/** GitHub's number of a pull request is GitLab's within the project (iid). */
export const pulls: ApiHandler = async (call) => {
  const repository = await repositoryOf(call);
  if (!repository.isReady) return { rows: [] };
  const { state, sort, direction } = query.parse(call.query);
  // GitHub's default is the newest first, either way.
  const found = await listPulls(call.ctx.db, keyOf(repository), {
    ...{ state, sort, direction: direction ?? 'desc' },
    ...call.paging,
  });
  return { rows: found.map((one) => pullShape({ call, repository }, one)) };
};

export const pull: ApiHandler = async (call) => {
  const { repository, mergeRequest } = await mergeRequestOf(call);
  return { json: pullShape({ call, repository }, mergeRequest) };
};

export const pullCommits: ApiHandler = async (call) => {
  const { repository, mergeRequest } = await mergeRequestOf(call);
  const { offset, limit } = call.paging;
  const found = await mergeRequestCommits(call.ctx.db, keyOf(repository), mergeRequest);
  return {
    rows: found.slice(offset, offset + limit).map((one) => commitShape({ call, repository }, one)),
  };
};

/** Where GitHub has comments on lines apart, GitLab has one list: see `issueComments`. */
export const reviewComments: ApiHandler = async (call) => {
  await mergeRequestOf(call);
  return { rows: [] };
};

/**
 * The repository's newest changes of merge requests, the newest first. The connector reads them until one is older than
 * those it has, and looks at each merge request that they name (GitHubEventServiceImpl, `synchronize`).
 */
export const events: ApiHandler = async (call) => {
  const repository = await repositoryOf(call);
  if (!repository.isReady) return { rows: [] };
  const found = await listEvents(call.ctx.db, keyOf(repository), call.paging);
  const repo = {
    id: repository.gitlabProjectId,
    name: `${call.caller.organization}/${repositoryName(call, repository)}`,
  };
  return {
    rows: found.map(({ id, action, createdAt, mergeRequest }) => {
      const actor = personShape(call, mergeRequest.author) ?? ownerShape(call);
      const pullRequest = pullShape({ call, repository }, mergeRequest);
      return {
        ...{ id: String(id), type: 'PullRequestEvent', public: false, actor, repo },
        created_at: isoSeconds(createdAt.getTime()),
        payload: { action, number: mergeRequest.iid, pull_request: pullRequest },
      };
    }),
  };
};

async function mergeRequestOf(
  call: Call,
): Promise<{ repository: ServedRepository; mergeRequest: GraphMergeRequest }> {
  const repository = await repositoryOf(call);
  const iid = z.coerce.number().int().min(1).max(2_147_483_647).safeParse(call.params['number']).data;
  const mergeRequest =
    iid === undefined || !repository.isReady
      ? undefined
      : await findPull(call.ctx.db, keyOf(repository), iid);
  if (mergeRequest === undefined) throw notFoundHere();
  return { repository, mergeRequest };
}

import { MergeRequestApprovals, MergeRequests } from '@gitbeaker/rest';
import { AppError } from '../lib/errors.ts';
import type { Exchange } from './http/exchange.client.ts';
import type { GitlabClient } from './gitlab-port.ts';
import {
  approvals,
  approvalsSchema,
  type GitlabMergeRequest,
  mergeRequestSchema,
  mergeRequestsSchema,
  reviewersSchema,
} from './merge-request.schema.ts';
import { mergeRequestGraphCalls } from './merge-requests/graph.client.ts';
import { checked, orUndefined, pageOf, resourceOptions } from './http/requester.client.ts';

type MergeRequestCalls = Pick<
  GitlabClient,
  'mergeRequestsByCursor' | 'mergeRequestNumbers' | 'mergeRequestsByUpdate' | 'mergeRequests' | 'approvals'
>;

const what = 'merge requests';

export function mergeRequestCalls(exchange: Exchange, hostUrl: string): MergeRequestCalls {
  const settings = resourceOptions(exchange, { hostUrl, what });
  const mergeRequests = new MergeRequests(settings);
  const graph = mergeRequestGraphCalls(exchange);
  const readApprovals = approvalReader(settings, mergeRequests);
  const oneByRest = async (projectId: number, iid: number): Promise<GitlabMergeRequest | undefined> => {
    const shown = await orUndefined(mergeRequests.show(projectId, iid));
    if (shown === undefined) return undefined;
    const reviewers = await readApprovals({ projectId, iid });
    return { ...checked(mergeRequestSchema, shown, 'the merge request'), reviewers };
  };
  return {
    mergeRequestsByCursor: graph.mergeRequestsByCursor,
    mergeRequestNumbers: graph.mergeRequestNumbers,
    mergeRequests: async ({ projectId, path, iids, withEnding }) => {
      if (path !== undefined) {
        const found = await graph.some({ projectId, path, iids, withEnding });
        // REST knows a project by its id.
        if (found !== 'elsewhere') return found;
      }
      const found: GitlabMergeRequest[] = [];
      for (const iid of iids) {
        const one = await oneByRest(projectId, iid);
        if (one !== undefined) found.push(one);
      }
      return found;
    },
    mergeRequestsByUpdate: async ({ projectId, updatedAfter, page }) =>
      pageOf(
        mergeRequestsSchema,
        await mergeRequests.all<true>({
          projectId,
          // The default differs between endpoints and would leave out what others made. State: all is the default.
          scope: 'all',
          orderBy: 'updated_at',
          sort: 'asc',
          ...(updatedAfter === undefined ? {} : { updatedAfter: new Date(updatedAfter).toISOString() }),
          page,
          perPage: 100,
          showExpanded: true,
        }),
        what,
      ),
    approvals: readApprovals,
  };
}

type Approvals = GitlabClient['approvals'];

function approvalReader(
  settings: ReturnType<typeof resourceOptions>,
  mergeRequests: MergeRequests,
): Approvals {
  const approvalCalls = new MergeRequestApprovals(settings);
  return async ({ projectId, iid }) => {
    const [approved, asked] = await Promise.all([
      visible(approvalCalls.showConfiguration(projectId, { mergerequestIId: iid })),
      visible(mergeRequests.showReviewers(projectId, iid)),
    ]);
    return approvals(
      asked === undefined
        ? []
        : checked(reviewersSchema, asked, 'reviewers').map(({ user, state }) => ({
            person: user,
            state: state ?? undefined,
          })),
      approved === undefined
        ? []
        : checked(approvalsSchema, approved, 'approvals').approved_by.map(({ user }) => user),
    );
  };
}

/** Undefined where this GitLab does not have the feature (reviewers came with 13.8) or does not show it. */
async function visible(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && ['not_found', 'feature_disabled'].includes(error.code)) return undefined;
    throw error;
  }
}

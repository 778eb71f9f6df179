import { MergeRequestApprovals, MergeRequests } from '@gitbeaker/rest';
import { AppError } from '../lib/errors.ts';
import type { Exchange } from './http/exchange.client.ts';
import type { GitlabClient } from './gitlab-port.ts';
import {
  approvals,
  approvalsSchema,
  graphPageSchema,
  mergeRequestsSchema,
  reviewersSchema,
} from './merge-request.schema.ts';
import { checked, pageOf, resourceOptions } from './http/requester.client.ts';

type MergeRequestCalls = Pick<GitlabClient, 'mergeRequestsByCursor' | 'mergeRequestsByUpdate' | 'approvals'>;

const what = 'merge requests';
const person = 'username name publicEmail avatarUrl webUrl';

// GitLab refuses more than 100 nodes or a complexity above 250 (app/graphql/types/base_field.rb): this is about 110.
// REST would need one request for the page and two for each of its merge requests.
const pageQuery = `query($path: ID!, $after: String, $sort: MergeRequestSort) {
  project(fullPath: $path) {
    mergeRequestsEnabled
    mergeRequests(first: 100, after: $after, sort: $sort) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id iid title description state draft createdAt updatedAt webUrl sourceBranch targetBranch
        sourceProjectId targetProjectId userNotesCount
        author { ${person} }
        reviewers { nodes { ${person} mergeRequestInteraction { reviewState } } }
        approvedBy { nodes { ${person} } }
      }
    }
  }
}`;

export function mergeRequestCalls(exchange: Exchange, hostUrl: string): MergeRequestCalls {
  const settings = resourceOptions(exchange, { hostUrl, what });
  const mergeRequests = new MergeRequests(settings);
  const approvalCalls = new MergeRequestApprovals(settings);
  return {
    mergeRequestsByCursor: async ({ path, order, after }) => {
      const body = JSON.stringify({ query: pageQuery, variables: { path, after, sort: order } });
      const answer = await exchange.send({ method: 'POST', path: '/api/graphql', what, body });
      return cursorPage(answer.body);
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
    approvals: async ({ projectId, iid }) => {
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
    },
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

/** @throws AppError `feature_disabled` when this GitLab does not understand the query; `not_found` for the project */
function cursorPage(body: unknown) {
  const { data, errors } = checked(graphPageSchema, body, what);
  if (errors && errors.length > 0) {
    throw new AppError(
      'feature_disabled',
      `GitLab's GraphQL refused the request for merge requests: ${errors.map(({ message }) => message).join('; ')}`,
    );
  }
  // Where the feature is switched off REST answers 403, but GraphQL lists nothing.
  if (data?.project?.mergeRequestsEnabled === false) {
    throw new AppError('feature_disabled', 'Merge requests are switched off in this project.');
  }
  const page = data?.project?.mergeRequests;
  if (!page) {
    throw new AppError(
      'not_found',
      'GitLab does not show this project to the user who authorized this account.',
    );
  }
  const { hasNextPage, endCursor } = page.pageInfo;
  return { items: page.nodes, next: hasNextPage ? (endCursor ?? undefined) : undefined };
}

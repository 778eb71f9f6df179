import { MergeRequestApprovals, MergeRequests } from '@gitbeaker/rest';
import { AppError } from '../lib/errors.ts';
import type { Exchange } from './http/exchange.client.ts';
import type { GitlabClient } from './gitlab-port.ts';
import {
  approvals,
  approvalsSchema,
  type GitlabMergeRequest,
  graphPageSchema,
  graphSomeSchema,
  mergeRequestSchema,
  mergeRequestsSchema,
  reviewersSchema,
} from './merge-request.schema.ts';
import { checked, orUndefined, pageOf, resourceOptions } from './http/requester.client.ts';

type MergeRequestCalls = Pick<
  GitlabClient,
  'mergeRequestsByCursor' | 'mergeRequestsByUpdate' | 'mergeRequests' | 'approvals'
>;

const what = 'merge requests';
const person = 'username name publicEmail avatarUrl webUrl';

const fields = `
        id iid title description state draft createdAt updatedAt webUrl sourceBranch targetBranch
        sourceProjectId targetProjectId userNotesCount
        author { ${person} }
        reviewers { nodes { ${person} mergeRequestInteraction { reviewState } } }
        approvedBy { nodes { ${person} } }`;

// GitLab refuses more than 100 nodes or a complexity above 250 (app/graphql/types/base_field.rb): this is about 110.
// REST would need one request for the page and two for each of its merge requests.
const pageQuery = `query($path: ID!, $after: String, $sort: MergeRequestSort, $updatedAfter: Time) {
  project(fullPath: $path) {
    mergeRequestsEnabled
    mergeRequests(first: 100, after: $after, sort: $sort, updatedAfter: $updatedAfter) {
      pageInfo { hasNextPage endCursor }
      nodes {${fields}
      }
    }
  }
}`;

const someQuery = `query($path: ID!, $iids: [String!]) {
  project(fullPath: $path) {
    id mergeRequestsEnabled
    mergeRequests(first: 100, iids: $iids) { nodes {${fields} } }
  }
}`;

export function mergeRequestCalls(exchange: Exchange, hostUrl: string): MergeRequestCalls {
  const settings = resourceOptions(exchange, { hostUrl, what });
  const mergeRequests = new MergeRequests(settings);
  const readApprovals = approvalReader(settings, mergeRequests);
  const oneByRest = async (projectId: number, iid: number): Promise<GitlabMergeRequest | undefined> => {
    const shown = await orUndefined(mergeRequests.show(projectId, iid));
    if (shown === undefined) return undefined;
    const reviewers = await readApprovals({ projectId, iid });
    return { ...checked(mergeRequestSchema, shown, 'the merge request'), reviewers };
  };
  return {
    mergeRequestsByCursor: async ({ path, order, after, updatedAfter }) => {
      const since = updatedAfter === undefined ? undefined : new Date(updatedAfter).toISOString();
      const variables = { path, after, sort: order, updatedAfter: since };
      return cursorPage(await askGraphql(exchange, pageQuery, variables));
    },
    mergeRequests: async ({ projectId, path, iids }) => {
      if (path !== undefined) {
        const answer = await askGraphql(exchange, someQuery, { path, iids: iids.map(String) });
        const found = someOf(answer, projectId);
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

async function askGraphql(exchange: Exchange, query: string, variables: object): Promise<unknown> {
  const body = JSON.stringify({ query, variables });
  return (await exchange.send({ method: 'POST', path: '/api/graphql', what, body })).body;
}

/** `elsewhere`: this path names no project, or another one, or GraphQL does not serve it; REST knows by the id. */
function someOf(body: unknown, projectId: number): readonly GitlabMergeRequest[] | 'elsewhere' {
  const { data, errors } = checked(graphSomeSchema, body, what);
  const project = data?.project;
  if ((errors?.length ?? 0) > 0 || !project?.id.endsWith(`/${projectId}`)) return 'elsewhere';
  if (project.mergeRequestsEnabled === false) {
    throw new AppError('feature_disabled', 'Merge requests are switched off in this project.');
  }
  return project.mergeRequests?.nodes ?? 'elsewhere';
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

import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { GitlabClient } from '../gitlab-port.ts';
import type { Exchange } from '../http/exchange.client.ts';
import { checked } from '../http/requester.client.ts';
import {
  graphNumbersSchema,
  graphPageSchema,
  graphSomeSchema,
  type GitlabMergeRequest,
} from '../merge-request.schema.ts';

const what = 'merge requests';
const person = 'username name publicEmail avatarUrl webUrl';

const fields = `
        id iid title description state draft createdAt updatedAt mergedAt webUrl sourceBranch targetBranch
        sourceProjectId targetProjectId userNotesCount
        author { ${person} }
        reviewers { nodes { ${person} mergeRequestInteraction { reviewState } } }
        approvedBy { nodes { ${person} } }
        diffHeadSha @include(if: $withEnding)
        mergeCommitSha @include(if: $withEnding)
        mergeUser @include(if: $withEnding) { ${person} }`;

// GitLab refuses more than 100 nodes or a complexity above 250 (app/graphql/types/base_field.rb): this is about 145.
// REST would need one request for the page and two for each of its merge requests.
const pageQuery = `query(
  $path: ID!, $after: String, $sort: MergeRequestSort, $updatedAfter: Time, $isWatched: Boolean!, $watchedSince: Time,
  $withEnding: Boolean!
) {
  project(fullPath: $path) {
    mergeRequestsEnabled
    watched: mergeRequests(first: 1, sort: CREATED_DESC, createdAfter: $watchedSince) @include(if: $isWatched) {
      count
      nodes { iid }
    }
    mergeRequests(first: 100, after: $after, sort: $sort, updatedAfter: $updatedAfter) {
      pageInfo { hasNextPage endCursor }
      nodes {${fields}
      }
    }
  }
}`;

const someQuery = `query($path: ID!, $iids: [String!], $withEnding: Boolean!) {
  project(fullPath: $path) {
    id mergeRequestsEnabled
    mergeRequests(first: 100, iids: $iids) { nodes {${fields} } }
  }
}`;

const numbersQuery = `query($path: ID!, $iids: [String!]) {
  project(fullPath: $path) {
    id mergeRequestsEnabled
    mergeRequests(first: 100, iids: $iids) { nodes { iid } }
  }
}`;

type GraphCalls = Pick<GitlabClient, 'mergeRequestsByCursor' | 'mergeRequestNumbers'> & {
  /** `elsewhere`: this path names no project, or another one, or GraphQL does not serve it. */
  some(query: {
    projectId: number;
    path: string;
    iids: readonly number[];
    withEnding?: boolean | undefined;
  }): Promise<readonly GitlabMergeRequest[] | 'elsewhere'>;
};

/** What GraphQL tells of merge requests, many in one request. */
export function mergeRequestGraphCalls(exchange: Exchange): GraphCalls {
  const ask = async (query: string, variables: object): Promise<unknown> => {
    const body = JSON.stringify({ query, variables });
    return (await exchange.send({ method: 'POST', path: '/api/graphql', what, body })).body;
  };
  return {
    mergeRequestsByCursor: async ({ path, order, after, updatedAfter, watch, withEnding = false }) => {
      const variables = {
        ...{ path, after, sort: order, updatedAfter: timeOf(updatedAfter) },
        ...{ isWatched: watch !== undefined, watchedSince: timeOf(watch?.since), withEnding },
      };
      return cursorPage(await ask(pageQuery, variables));
    },
    some: async ({ projectId, path, iids, withEnding = false }) =>
      someOf(await ask(someQuery, { path, iids: iids.map(String), withEnding }), projectId),
    mergeRequestNumbers: async ({ projectId, path, iids }) => {
      const answer = await ask(numbersQuery, { path, iids: iids.map(String) });
      const { data, errors } = checked(graphNumbersSchema, answer, what);
      const project = data?.project;
      if ((errors?.length ?? 0) > 0 || !project?.id.endsWith(`/${projectId}`)) return undefined;
      if (project.mergeRequestsEnabled === false || !project.mergeRequests) return undefined;
      return new Set(project.mergeRequests.nodes.map(({ iid }) => iid));
    },
  };
}

function timeOf(ms: number | null | undefined): string | undefined {
  return typeof ms === 'number' ? new Date(ms).toISOString() : undefined;
}

function someOf(body: unknown, projectId: number): readonly GitlabMergeRequest[] | 'elsewhere' {
  const { data, errors } = checked(graphSomeSchema, body, what);
  const project = data?.project;
  if ((errors?.length ?? 0) > 0 || !project?.id.endsWith(`/${projectId}`)) return 'elsewhere';
  if (project.mergeRequestsEnabled === false) {
    throw new AppError('feature_disabled', say('errors.gitlab.mergeRequestsOff'));
  }
  return project.mergeRequests?.nodes ?? 'elsewhere';
}

/** @throws AppError `feature_disabled` when this GitLab does not understand the query; `not_found` for the project */
function cursorPage(body: unknown) {
  const { data, errors } = checked(graphPageSchema, body, what);
  if (errors && errors.length > 0) {
    const words = errors.map(({ message }) => message).join('; ');
    throw new AppError('feature_disabled', say('errors.gitlab.graphql', { words }));
  }
  // Where the feature is switched off REST answers 403, but GraphQL lists nothing.
  if (data?.project?.mergeRequestsEnabled === false) {
    throw new AppError('feature_disabled', say('errors.gitlab.mergeRequestsOff'));
  }
  const page = data?.project?.mergeRequests;
  const watched = data?.project?.watched;
  if (!page) {
    throw new AppError('not_found', say('errors.gitlab.hidden'));
  }
  const { hasNextPage, endCursor } = page.pageInfo;
  return {
    items: page.nodes,
    next: hasNextPage ? (endCursor ?? undefined) : undefined,
    watched: watched ? { count: watched.count, newest: watched.nodes[0]?.iid ?? 0 } : undefined,
  };
}

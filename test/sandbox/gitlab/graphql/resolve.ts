import { GraphQLError } from 'graphql';
import type { Sandbox } from '../http/exchange.ts';
import { projectWebUrl } from '../rest/shapes.ts';
import { canReadCode, canSeeProject } from '../world/access.ts';
import { commitCount } from '../world/merge-request-commits.ts';
import { fullName, fullPath, isDraft } from '../world/model.ts';
import type { MergeRequest, Project, User } from '../world/model.ts';
import { maxPageSize } from './complexity.ts';
import { cursorOf, pageAfter } from './keyset.ts';
import { repositoryValue } from './repository.ts';
import { userValue } from './user.ts';

/**
 * Newer GitLabs count no further, and say one more then (app/graphql/types/limited_countable_connection_type.rb); older
 * ones count all.
 */
const countedAtMost = 1_000;

/** Who asks, and the score of what is asked. */
export interface Asking {
  readonly sandbox: Sandbox;
  readonly user: User;
  readonly score: number;
  readonly limit: number;
}

/** The values of the query type; graphql-js calls those that are functions with their arguments. */
export function rootOf(asking: Asking): Record<string, unknown> {
  const { sandbox, user } = asking;
  return {
    queryComplexity: { score: asking.score, limit: asking.limit },
    currentUser: () => userValue(sandbox.url, user),
    metadata: { version: sandbox.version, revision: '6714c913625', enterprise: false },
    // Unlike REST, GraphQL does not follow the path that a project had before.
    project: ({ fullPath: wanted }: { fullPath: string }) => {
      for (const project of sandbox.state.projects.values()) {
        const same = fullPath(project).toLowerCase() === wanted.toLowerCase();
        if (same && canSeeProject(user, project)) return projectValue(asking, project);
      }
      return null;
    },
  };
}

function projectValue(asking: Asking, project: Project): Record<string, unknown> {
  const { sandbox, user } = asking;
  // A feature that is off, or that the user may not read, is an empty list here and not an error.
  const readable = !project.disabled.has('merge_requests') && canReadCode(user, project);
  return {
    id: `gid://gitlab/Project/${project.id}`,
    name: project.name,
    path: project.path,
    fullPath: fullPath(project),
    nameWithNamespace: fullName(project),
    description: project.description,
    visibility: project.visibility,
    webUrl: projectWebUrl(sandbox.url, project),
    archived: project.archived,
    createdAt: isoSeconds(project.createdAt),
    lastActivityAt: isoSeconds(project.lastActivityAt),
    mergeRequestsEnabled: !project.disabled.has('merge_requests'),
    repository: () => repositoryValue(asking, project),
    mergeRequests: (args: MergeRequestArguments) =>
      connection(sandbox.url, project, readable ? args : undefined),
    mergeRequest: ({ iid }: { iid: string }) => {
      const row = readable ? project.mergeRequests.get(Number(iid)) : undefined;
      return row === undefined ? null : mergeRequestValue(sandbox.url, row);
    },
  };
}

interface MergeRequestArguments {
  readonly state?: string | null;
  readonly iids?: readonly string[] | null;
  readonly sort?: string | null;
  readonly updatedAfter?: string | null;
  readonly updatedBefore?: string | null;
  readonly createdAfter?: string | null;
  readonly createdBefore?: string | null;
  readonly sourceBranches?: readonly string[] | null;
  readonly targetBranches?: readonly string[] | null;
  readonly after?: string | null;
  readonly first?: number | null;
}

function connection(
  url: string,
  project: Project,
  args: MergeRequestArguments | undefined,
): Record<string, unknown> {
  const sort = args?.sort ?? 'CREATED_DESC';
  const by = sort.startsWith('UPDATED') ? 'updatedAt' : 'createdAt';
  const direction = sort.endsWith('ASC') ? 'asc' : 'desc';
  const ordered = args === undefined ? [] : project.mergeRequests.inOrder(by, direction);
  const keep = filterOf(args ?? {});
  const first = Math.min(args?.first ?? maxPageSize, maxPageSize);
  const page = pageAfter(ordered, { by, direction, after: args?.after, first, keep });
  const cursor = (row: MergeRequest | undefined) => (row === undefined ? null : cursorOf(row, by));
  return {
    count: () => Math.min(ordered.filter(keep).length, countedAtMost + 1),
    nodes: () => page.rows.map((row) => mergeRequestValue(url, row)),
    edges: () => page.rows.map((row) => ({ cursor: cursor(row), node: mergeRequestValue(url, row) })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: (args?.after ?? null) !== null,
      startCursor: cursor(page.rows[0]),
      endCursor: cursor(page.rows.at(-1)),
    },
  };
}

function filterOf(args: MergeRequestArguments): (row: MergeRequest) => boolean {
  const state = args.state ?? 'all';
  const updatedAfter = timeOf(args.updatedAfter, -Infinity);
  const updatedBefore = timeOf(args.updatedBefore, Infinity);
  const createdAfter = timeOf(args.createdAfter, -Infinity);
  const createdBefore = timeOf(args.createdBefore, Infinity);
  return (row) =>
    (state === 'all' || row.state === state) &&
    args.iids?.includes(String(row.iid)) !== false &&
    args.sourceBranches?.includes(row.sourceBranch) !== false &&
    args.targetBranches?.includes(row.targetBranch) !== false &&
    row.updatedAt >= updatedAfter &&
    row.updatedAt <= updatedBefore &&
    row.createdAt >= createdAfter &&
    row.createdAt <= createdBefore;
}

function timeOf(text: string | null | undefined, otherwise: number): number {
  if (text === null || text === undefined) return otherwise;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new GraphQLError(`"${text}" is no time`);
  return ms;
}

function mergeRequestValue(url: string, row: MergeRequest): Record<string, unknown> {
  return {
    id: `gid://gitlab/MergeRequest/${row.id}`,
    iid: String(row.iid),
    title: row.title,
    description: row.description,
    state: row.state,
    draft: isDraft(row),
    createdAt: isoSeconds(row.createdAt),
    updatedAt: isoSeconds(row.updatedAt),
    mergedAt: row.mergedAt === null ? null : isoSeconds(row.mergedAt),
    closedAt: row.closedAt === null ? null : isoSeconds(row.closedAt),
    webUrl: `${projectWebUrl(url, row.project)}/-/merge_requests/${row.iid}`,
    reference: ({ full }: { full: boolean }) => `${full ? fullPath(row.project) : ''}!${row.iid}`,
    sourceBranch: row.sourceBranch,
    targetBranch: row.targetBranch,
    sourceProjectId: row.sourceProjectId,
    targetProjectId: row.project.id,
    projectId: row.project.id,
    diffHeadSha: row.sha,
    mergeCommitSha: row.mergeCommitSha,
    userNotesCount: row.notes,
    commitCount: () => commitCount(row),
    author: userValue(url, row.author),
    mergeUser: row.mergedBy === null ? null : userValue(url, row.mergedBy),
    reviewers: { nodes: () => reviewerValues(url, row) },
    approvedBy: { nodes: () => row.approvals.map(({ user }) => userValue(url, user)) },
    approved: row.approvals.length > 0,
  };
}

function reviewerValues(url: string, row: MergeRequest): Record<string, unknown>[] {
  return row.reviewers.map(({ user, state }) => ({
    ...userValue(url, user),
    mergeRequestInteraction: {
      approved: row.approvals.some((approval) => approval.user === user),
      reviewed: state !== 'unreviewed' && state !== 'review_started',
      reviewState: state.toUpperCase(),
      canMerge: true,
      canUpdate: true,
    },
  }));
}

/** GraphQL times have whole seconds (GitLab's TimeType is `iso8601`), REST ones milliseconds. */
function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

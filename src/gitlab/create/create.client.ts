import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import { branchSchema, type GitlabBranch } from '../commit.schema.ts';
import type { Exchange } from '../http/exchange.client.ts';
import type { GitlabRequest } from '../http/gitlab-request.ts';
import { checked, orUndefined } from '../http/requester.client.ts';
import { mergeRequestSchema, mergeRequestsSchema, type GitlabMergeRequest } from '../merge-request.schema.ts';

export type NewMergeRequest = {
  readonly projectId: number;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly title: string;
};

/** What people make in GitLab from Jira. Errors are those of all calls; a refusal's words are GitLab's own. */
export type CreateCalls = {
  /** Names that contain a text, any case; at most 20. */
  branchNames(query: { projectId: number; search: string }): Promise<string[]>;
  /**
   * Makes a branch at the head of another, or at a tag or sha. @throws AppError `conflict` where there is one of that
   * name, `forbidden` where the user may not push, `bad_request` with what GitLab says
   */
  createBranch(of: { projectId: number; name: string; ref: string }): Promise<GitlabBranch>;
  /** @throws AppError `conflict` where one is open already for both branches, `forbidden`, `bad_request` */
  createMergeRequest(of: NewMergeRequest): Promise<GitlabMergeRequest>;
  /** The one that is open from one branch into another of the same project. */
  openMergeRequest(query: Omit<NewMergeRequest, 'title'>): Promise<GitlabMergeRequest | undefined>;
};

const names = z.array(z.object({ name: z.string() }));
const mostNames = 20;

/** Endpoints: doc/api/branches and doc/api/merge_requests; `lib/api/branches.rb`, `lib/api/merge_requests.rb`. */
export function createCalls(exchange: Exchange): CreateCalls {
  const send = async (request: Omit<GitlabRequest, 'body'> & { body?: object }) => {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    return (await exchange.send({ ...request, body })).body;
  };
  const project = (projectId: number) => `/api/v4/projects/${projectId}`;
  const branch = async (projectId: number, name: string) => {
    const path = `${project(projectId)}/repository/branches/${encodeURIComponent(name)}`;
    return orUndefined(send({ method: 'GET', path, what: 'branches' }));
  };
  const openMergeRequest: CreateCalls['openMergeRequest'] = async (of) => {
    const query = new URLSearchParams({
      state: 'opened',
      source_branch: of.sourceBranch,
      target_branch: of.targetBranch,
    });
    const path = `${project(of.projectId)}/merge_requests?${query.toString()}`;
    const found = await send({ method: 'GET', path, what: 'merge requests' });
    return checked(mergeRequestsSchema, found, 'merge requests').find((one) => one.fromSameProject);
  };
  return {
    async branchNames({ projectId, search }) {
      const query = new URLSearchParams({ search, per_page: String(mostNames) });
      const path = `${project(projectId)}/repository/branches?${query.toString()}`;
      const found = checked(names, await send({ method: 'GET', path, what: 'branches' }), 'branches');
      return found.slice(0, mostNames).map(({ name }) => name);
    },
    async createBranch({ projectId, name, ref }) {
      const path = `${project(projectId)}/repository/branches`;
      const made = send({ method: 'POST', path, what: 'the new branch', body: { branch: name, ref } });
      return checked(
        branchSchema,
        // GitLab says in words, and in the user's language, that there is one: looking tells for certain.
        await unless(made, async () => (await branch(projectId, name)) !== undefined),
        'the new branch',
      );
    },
    async createMergeRequest({ projectId, sourceBranch, targetBranch, title }) {
      const body = { source_branch: sourceBranch, target_branch: targetBranch, title };
      const path = `${project(projectId)}/merge_requests`;
      const made = send({ method: 'POST', path, what: 'the new merge request', body });
      const isOpen = async () =>
        (await openMergeRequest({ projectId, sourceBranch, targetBranch })) !== undefined;
      return checked(mergeRequestSchema, await unless(made, isOpen), 'the new merge request');
    },
    openMergeRequest,
  };
}

/** What came of a creation. Its refusal is a `conflict` where there is such a thing already. */
async function unless(made: Promise<unknown>, isThere: () => Promise<boolean>): Promise<unknown> {
  try {
    return await made;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'feature_disabled') throw new AppError('forbidden', error.text, { cause: error });
    if ((error.code === 'bad_request' || error.code === 'conflict') && (await isThere()))
      throw new AppError('conflict', error.text, { cause: error });
    // Of a refusal it is no matter here whether it is a conflict of another kind.
    if (error.code === 'conflict') throw new AppError('bad_request', error.text, { cause: error });
    throw error;
  }
}

import { Commits, Events, Users } from '@gitbeaker/rest';
import type { Exchange } from '../http/exchange.client.ts';
import { checked, orUndefined, pageOf, resourceOptions } from '../http/requester.client.ts';
import { mergeRequestsSchema, type GitlabMergeRequest } from '../merge-request.schema.ts';
import type { GitlabPage } from '../page.ts';
import { userSchema, type GitlabUser } from '../project.schema.ts';
import { commitAuthorSchema, pushesSchema, type CommitAuthor, type GitlabPush } from './push.schema.ts';

/** Who pushed, and whose commits these are. Errors as of every call. */
export type PushCalls = {
  /** Newest first, of the days between these two, `YYYY-MM-DD`, which are left out themselves. */
  pushes(query: {
    projectId: number;
    after: string;
    before: string;
    page: number;
  }): Promise<GitlabPage<GitlabPush>>;
  /**
   * `nobody`: no user has verified the address of the commit's author. Undefined where GitLab does not tell: the path
   * names another project by now, or GraphQL does not serve this.
   */
  commitAuthor(query: {
    projectId: number;
    path: string;
    sha: string;
  }): Promise<CommitAuthor | 'nobody' | undefined>;
  /** Merge requests that hold a commit, open ones too; at most 100. */
  mergeRequestsOf(query: { projectId: number; sha: string }): Promise<readonly GitlabMergeRequest[]>;
  /** Undefined where there is no such user any more. Three hundred requests in ten minutes at most. */
  user(userId: number): Promise<GitlabUser | undefined>;
};

// The tree of a sha: its last commit is that commit itself. `author` is the user who has verified the author's address
// (app/models/commit.rb, `lazy_author`); it is in the schema since 12.2, which `repository.commit` is not.
const authorQuery = `query($path: ID!, $sha: String!) {
  project(fullPath: $path) {
    id
    repository { tree(ref: $sha, path: "") { lastCommit { sha author { id username } } } }
  }
}`;

export function pushCalls(exchange: Exchange, hostUrl: string): PushCalls {
  const what = 'pushes';
  const events = new Events(resourceOptions(exchange, { hostUrl, what }));
  const commits = new Commits(resourceOptions(exchange, { hostUrl, what: 'merge requests' }));
  const users = new Users(resourceOptions(exchange, { hostUrl, what: 'users' }));
  return {
    pushes: async ({ projectId, after, before, page }) => {
      const query = {
        action: 'pushed',
        after,
        before,
        sort: 'desc',
        page,
        perPage: 100,
        showExpanded: true,
      } as const;
      return pageOf(pushesSchema, await events.all<true>({ projectId, ...query }), what);
    },
    commitAuthor: async ({ projectId, path, sha }) => {
      const body = JSON.stringify({ query: authorQuery, variables: { path, sha } });
      const answer = await exchange.send({ method: 'POST', path: '/api/graphql', what: 'commits', body });
      return authorOf(answer.body, { projectId, sha });
    },
    mergeRequestsOf: async ({ projectId, sha }) => {
      const query = { perPage: 100, maxPages: 1, showExpanded: false } as const;
      const listed = await commits.allMergeRequests(projectId, sha, query);
      return checked(mergeRequestsSchema, listed, 'merge requests');
    },
    user: async (userId) => {
      const shown = await orUndefined(users.show(userId));
      return shown === undefined ? undefined : checked(userSchema, shown, 'the user');
    },
  };
}

function authorOf(
  body: unknown,
  { projectId, sha }: { projectId: number; sha: string },
): CommitAuthor | 'nobody' | undefined {
  const { data, errors } = checked(commitAuthorSchema, body, 'the author of a commit');
  const project = data?.project;
  if ((errors?.length ?? 0) > 0 || !project?.id.endsWith(`/${projectId}`)) return undefined;
  const commit = project.repository?.tree?.lastCommit;
  if (commit?.sha !== sha) return undefined;
  if (commit.author == null) return 'nobody';
  const userId = Number(/\d+$/.exec(commit.author.id)?.[0]);
  return Number.isSafeInteger(userId) ? { userId, username: commit.author.username } : undefined;
}

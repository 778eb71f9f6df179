import { createHash } from 'node:crypto';

/** One GitLab project mirrored to Jira. Times are epoch ms. */
export type Repository = {
  readonly id: string;
  readonly tenantId: string;
  /** The account that linked it first; another that reaches it takes over when that one is removed. */
  readonly accountId: string;
  readonly hostUrl: string;
  readonly gitlabProjectId: number;
  /** Its id in Jira; never changes. */
  readonly jiraRepositoryId: string;
  readonly name: string;
  /** `group/subgroup/project`; changes when GitLab renames or moves it. */
  readonly path: string;
  readonly webUrl: string;
  readonly avatarUrl: string | null;
  /** Null while there is no commit. */
  readonly defaultBranch: string | null;
  readonly enabled: boolean;
  readonly smartCommits: boolean;
  readonly archived: boolean;
  /** When GitLab was found to show it no more. */
  readonly vanishedAt: number | null;
  readonly lastActivityAt: number | null;
  /** Its whole history is kept, for a Jira that walks it by itself. */
  readonly keepsGraph: boolean;
};

/** `<first 12 hex of sha256(host url)>-<GitLab project id>`: two GitLab instances never share an id in one Jira. */
export function jiraRepositoryId(hostUrl: string, gitlabProjectId: number): string {
  return `${createHash('sha256').update(hostUrl).digest('hex').slice(0, 12)}-${gitlabProjectId}`;
}

/** The address of a branch in GitLab; the same wherever Jira is told of it, since Jira joins by address. */
export function branchUrl(repositoryWebUrl: string, branch: string): string {
  return `${repositoryWebUrl}/-/tree/${branch.split('/').map(encodeURIComponent).join('/')}`;
}

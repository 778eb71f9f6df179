import type { GitlabPerson } from '../../gitlab/merge-request.schema.ts';
import type { GraphCommit } from '../../sync/graph/commit-graph.store.ts';
import type { GraphMergeRequest } from '../../sync/graph/merge-request-graph.store.ts';
import { repositorySegment } from '../names.ts';
import { isoSeconds, type Call } from './call.ts';
import type { ServedRepository } from './repository.store.ts';

/** What GitHub's REST API (v3) answers, as far as its clients read it: the shapes are GitHub's, the values GitLab's. */
type Json = Readonly<Record<string, unknown>>;

export type Person = {
  readonly id?: number | undefined;
  readonly username: string;
  readonly name: string;
  readonly avatarUrl?: string | null | undefined;
  readonly webUrl?: string | null | undefined;
};

export function userShape({ baseUrl }: Pick<Call, 'baseUrl'>, person: Person, type = 'User'): Json {
  const { id, username, name, avatarUrl, webUrl } = person;
  return {
    login: username,
    // GitHub has a number for everyone; of people who merely took part GitLab's lists tell none.
    id: id ?? 0,
    type,
    name,
    avatar_url: avatarUrl ?? '',
    html_url: webUrl ?? '',
    url: `${baseUrl}/users/${encodeURIComponent(username)}`,
  };
}

export function personShape(call: Pick<Call, 'baseUrl'>, person: GitlabPerson | undefined): Json | null {
  if (person === undefined) return null;
  const { username, name, avatar: avatarUrl, url: webUrl } = person;
  return userShape(call, { username, name, avatarUrl, webUrl });
}

/** The account, as the owner of everything that it shows. */
export function ownerShape(call: Pick<Call, 'baseUrl' | 'caller'>): Json {
  const { account, organization } = call.caller;
  const { namespaceId: id, name, avatarUrl, webUrl, namespaceKind } = account;
  const type = namespaceKind === 'group' ? 'Organization' : 'User';
  return userShape(call, { id, username: organization, name, avatarUrl, webUrl }, type);
}

export function repositoryName(call: Pick<Call, 'caller'>, repository: ServedRepository): string {
  return repositorySegment(call.caller.account.namespacePath, repository.path) ?? repository.path;
}

export function repositoryShape(call: Call, repository: ServedRepository): Json {
  const name = repositoryName(call, repository);
  const owner = ownerShape(call);
  const fullName = `${call.caller.organization}/${name}`;
  return {
    id: repository.gitlabProjectId,
    name,
    full_name: fullName,
    private: true,
    owner,
    html_url: repository.webUrl,
    description: null,
    fork: false,
    url: `${call.baseUrl}/repos/${fullName}`,
    default_branch: repository.defaultBranch ?? 'main',
    archived: repository.archived,
    created_at: isoSeconds(repository.createdAt),
    updated_at: isoSeconds(repository.lastActivityAt ?? repository.createdAt),
    pushed_at: isoSeconds(repository.lastActivityAt ?? repository.createdAt),
    permissions: { admin: true, push: true, pull: true },
  };
}

type In = { readonly call: Call; readonly repository: ServedRepository };

const repositoryUrl = ({ call, repository }: In) =>
  `${call.baseUrl}/repos/${call.caller.organization}/${repositoryName(call, repository)}`;

const commitRef = (place: In, sha: string) => ({
  sha,
  url: `${repositoryUrl(place)}/commits/${sha}`,
});

export function branchShape(place: In, { name, sha }: { name: string; sha: string }): Json {
  return { name, commit: commitRef(place, sha), protected: false };
}

export type ChangedFile = {
  readonly path: string;
  readonly change: string;
  readonly linesAdded: number;
  readonly linesRemoved: number;
};

const fileStatus: Readonly<Record<string, string>> = {
  ADDED: 'added',
  DELETED: 'removed',
  MOVED: 'renamed',
};

/** Without `files` as in lists. A committer's name is not kept; when a commit was committed is. */
export function commitShape(place: In, commit: GraphCommit, files?: readonly ChangedFile[]): Json {
  const { sha, authorName: name, authorEmail: email, message } = commit;
  return {
    ...commitRef(place, sha),
    html_url: `${place.repository.webUrl}/-/commit/${sha}`,
    commit: {
      author: { name, email, date: isoSeconds(commit.authoredAt) },
      committer: { date: isoSeconds(commit.committedAt) },
      message,
    },
    // Who an address belongs to is GitLab's secret; Jira finds its own user by it.
    author: null,
    committer: null,
    parents: commit.parents.map((parent) => commitRef(place, parent)),
    ...(files === undefined ? {} : { files: files.map(fileShape) }),
  };
}

function fileShape({ path, change, linesAdded, linesRemoved }: ChangedFile): Json {
  return {
    filename: path,
    status: fileStatus[change] ?? 'modified',
    additions: linesAdded,
    deletions: linesRemoved,
    changes: linesAdded + linesRemoved,
  };
}

export function pullShape(place: In, mergeRequest: GraphMergeRequest): Json {
  const { call, repository } = place;
  const { iid, ending } = mergeRequest;
  const isOpen = mergeRequest.state === 'opened' || mergeRequest.state === 'locked';
  const isMerged = mergeRequest.state === 'merged';
  const endedAt = ending?.mergedAt ?? mergeRequest.updatedAt;
  const owner = ownerShape(call);
  const repo = repositoryShape(call, repository);
  const reviewers = (mergeRequest.reviewers ?? []).map((person) => personShape(call, person));
  const end = (ref: string, isHere: boolean, sha: string | null) => ({
    ...{ ref, label: `${call.caller.organization}:${ref}`, sha },
    ...(isHere ? { user: owner, repo } : { user: null, repo: null }),
  });
  return {
    id: mergeRequest.id,
    number: iid,
    url: `${repositoryUrl(place)}/pulls/${iid}`,
    html_url: mergeRequest.webUrl,
    state: isOpen ? 'open' : 'closed',
    draft: mergeRequest.draft,
    title: mergeRequest.title,
    body: '',
    user: personShape(call, mergeRequest.author),
    created_at: isoSeconds(mergeRequest.createdAt),
    updated_at: isoSeconds(mergeRequest.updatedAt),
    closed_at: isOpen ? null : isoSeconds(endedAt),
    merged_at: isMerged ? isoSeconds(endedAt) : null,
    merged: isMerged,
    merged_by: isMerged ? personShape(call, ending?.mergedBy) : null,
    merge_commit_sha: ending?.mergeSha ?? null,
    // GitHub has one assignee, whom the connector shows as reviewer.
    assignee: reviewers[0] ?? null,
    requested_reviewers: reviewers,
    head: end(mergeRequest.sourceBranch, mergeRequest.fromSameProject, ending?.headSha ?? null),
    base: end(mergeRequest.targetBranch, true, null),
    comments: mergeRequest.commentCount,
    review_comments: 0,
  };
}

import type { MergeRequestFacts, ReadEntity } from '../../dev-info/entity.ts';
import { issueKeys, type IssueKeyOptions } from '../../lib/naming/issue-keys.ts';
import type { GitlabMergeRequest } from '../../gitlab/merge-request.schema.ts';
import { branchUrl, type Repository } from '../../repository/repository.ts';

/** Title, description and source branch count: GitLab's own app leaves the branch out, the DVCS connector does not. */
export function mergeRequestKeys(mergeRequest: GitlabMergeRequest, options: IssueKeyOptions): string[] {
  const { title, description, sourceBranch } = mergeRequest;
  return issueKeys(`${title}\n${description}\n${sourceBranch}`, options);
}

export function mergeRequestEntity(
  { webUrl, path }: Repository,
  mergeRequest: GitlabMergeRequest,
  keys: readonly string[],
): ReadEntity {
  const { sourceBranch, targetBranch } = mergeRequest;
  const facts: MergeRequestFacts = {
    id: mergeRequest.id,
    iid: mergeRequest.iid,
    title: mergeRequest.title,
    reference: `${path}!${mergeRequest.iid}`,
    url: mergeRequest.webUrl,
    state: mergeRequest.state,
    draft: mergeRequest.draft,
    author: mergeRequest.author ?? { name: 'Deleted user' },
    sourceBranch,
    sourceBranchUrl: mergeRequest.fromSameProject ? branchUrl(webUrl, sourceBranch) : undefined,
    targetBranch,
    targetBranchUrl: branchUrl(webUrl, targetBranch),
    commentCount: mergeRequest.commentCount,
    updatedAt: mergeRequest.updatedAt,
    createdAt: mergeRequest.createdAt,
    mergedAt: mergeRequest.mergedAt,
    reviewers: mergeRequest.reviewers ?? [],
  };
  return {
    kind: 'pull_request',
    id: String(mergeRequest.id),
    facts,
    issueKeys: keys,
    version: mergeRequest.updatedAt,
  };
}

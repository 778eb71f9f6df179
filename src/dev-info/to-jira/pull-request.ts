import type { PullRequestPayload } from '../../jira/devinfo-payload.ts';
import type { MergeRequestFacts } from '../entity.ts';
import { fitCount, fitId, fitInert, fitText, fitTime, fitUrl } from './fit.ts';
import { toAuthor, toReviewer } from './person.ts';
import type { Surroundings } from './surroundings.ts';

const longestTitle = 1024;
const longestReference = 255;
// Half of what a branch's own name may have (512): longer ones make Jira reject the pull request.
const longestBranch = 255;

// `locked` is GitLab's word for the moment of merging. A draft is open: Jira has no word for it, and GitLab puts
// "Draft:" into the title.
const statusOf = { opened: 'OPEN', locked: 'OPEN', merged: 'MERGED', closed: 'DECLINED' } as const;

/** Jira joins it to its branch by address: `sourceBranchUrl` is made as the branch's `url` is. */
export function toPullRequest(
  facts: MergeRequestFacts,
  { id, issueKeys, repository, cuts }: Surroundings,
): PullRequestPayload {
  return {
    id: fitId(id),
    displayId: fitText(facts.reference, longestReference, cuts),
    title: fitInert(facts.title, longestTitle, cuts),
    url: fitUrl(facts.url, cuts) ?? repository.url,
    status: statusOf[facts.state],
    author: toAuthor(facts.author, cuts),
    commentCount: fitCount(facts.commentCount),
    sourceBranch: fitText(facts.sourceBranch, longestBranch, cuts),
    sourceBranchUrl: fitUrl(facts.sourceBranchUrl, cuts),
    destinationBranch: fitText(facts.targetBranch, longestBranch, cuts),
    destinationBranchUrl: fitUrl(facts.targetBranchUrl, cuts),
    lastUpdate: fitTime(facts.updatedAt),
    reviewers: facts.reviewers.map((reviewer) => toReviewer(reviewer, cuts)),
    issueKeys,
  };
}

import type { BranchPayload } from '../../jira/devinfo-payload.ts';
import type { BranchFacts } from '../entity.ts';
import { toCommit } from './commit.ts';
import { fitId, fitText, fitUrl } from './fit.ts';
import type { Surroundings } from './surroundings.ts';

const longestName = 512;

/** The last commit has to name an issue too, or Jira refuses the request: it stands for the branch's. */
export function toBranch(facts: BranchFacts, around: Surroundings): BranchPayload {
  const { id, issueKeys, repository, cuts } = around;
  return {
    id: fitId(id),
    name: fitText(facts.name, longestName, cuts),
    url: fitUrl(facts.url, cuts) ?? repository.url,
    createPullRequestUrl: fitUrl(facts.createMergeRequestUrl, cuts),
    lastCommit: toCommit(facts.lastCommit, { ...around, id: facts.lastCommit.sha }),
    issueKeys,
  };
}

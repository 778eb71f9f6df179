import type { GitlabCommit } from '../../../gitlab/commit.schema.ts';
import { issueKeys } from '../../../lib/naming/issue-keys.ts';
import { visible } from '../visible.ts';
import type { CiSource } from '../ci-source.ts';
import type { Brought } from './deployment.store.ts';

/** As GitLab's own integration (deployment_entity.rb): what lies further back than this many commits is left out. */
const mostCommits = 2_000;
const perPage = 100;
/** Jira takes 500 associations of a deployment in all (deployments 0.1). */
const mostShas = 500;

export type Between = Brought & {
  /** The environment goes back to a commit that it ran before: there is nothing between, but the shas differ. */
  readonly isBackwards: boolean;
};

/**
 * What the commits of `from..to` name. Merge commits do not count: they repeat what they merge. Undefined when GitLab
 * does not know `from` any more, as after a force-push.
 */
export async function commitsBetween(
  { gitlab, repository, lowerCase }: CiSource,
  { from, to }: { from: string; to: string },
): Promise<Between | undefined> {
  const commits: GitlabCommit[] = [];
  for (let page = 1; page <= mostCommits / perPage; page += 1) {
    const listing = { projectId: repository.gitlabProjectId, ref: `${from}..${to}`, page };
    const answer = await visible(gitlab.commits(listing));
    if (answer === undefined) return undefined;
    commits.push(...answer.items);
    if (answer.items.length < perPage) break;
  }
  return {
    ...namedBy(
      commits.filter(({ parents }) => parents.length < 2),
      lowerCase,
    ),
    isBackwards: commits.length === 0,
  };
}

function namedBy(commits: readonly GitlabCommit[], lowerCase: boolean): Brought {
  const named = commits
    .map(({ sha, message }) => ({ sha, keys: issueKeys(message, { lowerCase }) }))
    .filter(({ keys }) => keys.length > 0);
  return {
    commits: named.slice(0, mostShas).map(({ sha }) => sha),
    keys: [...new Set(named.flatMap(({ keys }) => keys))],
  };
}

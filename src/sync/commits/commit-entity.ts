import type { CommitFacts, ReadEntity } from '../../dev-info/entity.ts';
import { issueKeys, type IssueKeyOptions } from '../../lib/naming/issue-keys.ts';
import type { GitlabCommit } from '../../gitlab/commit.schema.ts';

export function commitFacts(commit: GitlabCommit): CommitFacts {
  return {
    sha: commit.sha,
    message: commit.message,
    author: commit.author,
    authoredAt: commit.authoredAt,
    committedAt: commit.committedAt,
    url: commit.webUrl,
    isMerge: commit.parents.length > 1,
  };
}

/** Commits whose whole message names an issue. A commit never changes: any version says the same, a later run wins. */
export function commitEntities(
  commits: Iterable<GitlabCommit>,
  { version, ...keys }: IssueKeyOptions & { version: number },
): ReadEntity[] {
  const entities: ReadEntity[] = [];
  for (const commit of commits) {
    const named = issueKeys(commit.message, keys);
    if (named.length === 0) continue;
    entities.push({ kind: 'commit', id: commit.sha, facts: commitFacts(commit), issueKeys: named, version });
  }
  return entities;
}

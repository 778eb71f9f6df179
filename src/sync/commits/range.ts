import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import type { GitlabCommit } from '../../gitlab/commit.schema.ts';

/**
 * What is new on a branch is the range `<head read before>..<head>`, by shas, so that pushes meanwhile shift no page and
 * a forced push needs nothing special: Git leaves out what the former head reaches. A new branch begins at the default
 * branch's head.
 */
export type Range = {
  readonly head: string;
  /** Undefined: the whole history of the head. */
  readonly base: string | undefined;
};

/** Where a range may begin, the best first: where the branch stood, then heads of other branches. */
export function basesOf(
  walkedSha: string | null,
  { others, lost }: { others: readonly string[]; lost: readonly string[] },
): string[] {
  const bases = walkedSha === null ? others : [walkedSha, ...others];
  return [...new Set(bases)].filter((sha) => !lost.includes(sha));
}

export type RangePage = {
  readonly commits: readonly GitlabCommit[];
  readonly isLast: boolean;
  /** The base is not in this repository any more: what the range shows says nothing. */
  readonly isBaseLost: boolean;
};

const pageSize = 100;

/**
 * One page of a range. A range from a commit that GitLab has lost (a forced push, then garbage collection) is an empty
 * list, just as one in which there is nothing: where it is empty, the base is asked for.
 */
export async function readRange(
  gitlab: GitlabClient,
  { projectId, head, base, page }: Range & { projectId: number; page: number },
): Promise<RangePage> {
  const ref = base === undefined ? head : `${base}..${head}`;
  const { items } = await gitlab.commits({ projectId, ref, page });
  const isBaseLost =
    items.length === 0 &&
    page === 1 &&
    base !== undefined &&
    !(await gitlab.hasCommit({ projectId, sha: base }));
  return { commits: items, isLast: items.length < pageSize, isBaseLost };
}

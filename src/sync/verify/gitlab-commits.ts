import type { GitlabBranch, GitlabCommit } from '../../gitlab/commit.schema.ts';
import { AppError, asAppError } from '../../lib/errors.ts';
import type { Subject } from './subject.ts';

const pageSize = 100;

/**
 * Every commit that these branches reach, each once. Unlike the importer it keeps all shas in memory and pages plainly:
 * a listing of a sha, or of a range of shas, never moves. A branch is done with when no parent is left unseen.
 */
export async function* readCommits(
  subject: Subject,
  branches: readonly GitlabBranch[],
): AsyncGenerator<readonly GitlabCommit[]> {
  const seen = new Set<string>();
  const missing = new Set<string>();
  const first = branches.find(({ isDefault }) => isDefault) ?? branches[0];
  const heads = first === undefined ? [] : [first, ...branches.filter((branch) => branch !== first)];
  let base: string | undefined;
  for (const { head } of heads) {
    if (!seen.has(head.sha)) {
      const ref = base === undefined ? head.sha : `${base}..${head.sha}`;
      yield* walk(subject, ref, { seen, missing });
      missing.clear();
    }
    base ??= head.sha;
  }
}

async function* walk(
  { gitlab, repository }: Subject,
  ref: string,
  { seen, missing }: { seen: Set<string>; missing: Set<string> },
): AsyncGenerator<readonly GitlabCommit[]> {
  for (let page = 1, isOver = false; !isOver; page += 1) {
    const { items } = await known(gitlab.commits({ projectId: repository.gitlabProjectId, ref, page }));
    const fresh = items.filter(({ sha }) => !seen.has(sha));
    for (const { sha } of fresh) {
      seen.add(sha);
      missing.delete(sha);
    }
    for (const parent of fresh.flatMap(({ parents }) => parents)) if (!seen.has(parent)) missing.add(parent);
    yield fresh;
    isOver = items.length < pageSize || missing.size === 0;
  }
}

/** These shas were listed a moment ago: a comparison without them would pass over what is wrong. */
async function known<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    if (asAppError(thrown).code !== 'not_found') throw thrown;
    const message = 'The repository changed while it was compared. Compare it again.';
    throw new AppError('conflict', message, { cause: thrown });
  }
}

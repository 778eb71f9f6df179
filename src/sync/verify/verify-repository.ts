import type { Context } from '../../context.ts';
import type { EntityKind } from '../../dev-info/entity.ts';
import { asAppError } from '../../lib/errors.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { compareKind } from './compare-kind.ts';
import type { Difference } from './difference.ts';
import { verifyBuilds, verifyGit, verifyMergeRequests } from './kinds.ts';
import { openSubject, type RepositoryKey, type Subject } from './subject.ts';
import { verifyJira } from './verify-jira.ts';

const kinds: readonly EntityKind[] = [
  'commit',
  'branch',
  'pull_request',
  'build',
  'deployment',
  'feature_flag',
];

/** All differences of a repository at once, for who judges by them. See `differencesOf`. */
export async function verifyRepository(ctx: Context, key: RepositoryKey): Promise<Difference[]> {
  const found: Difference[] = [];
  for await (const one of differencesOf(ctx, key)) found.push(one);
  return found;
}

/**
 * Reads a repository in GitLab wholly and compares it with the ledger and with what Jira has accepted; nothing is kept
 * in memory but ids. With `repair` each difference is healed when it is found. A repository that is switched off is not
 * read, and so has none.
 * @throws AppError `not_found`, and of `gitlabFor` and `GitlabClient`
 */
export async function* differencesOf(
  ctx: Context,
  key: RepositoryKey,
  { repair = false }: { repair?: boolean } = {},
): AsyncGenerator<Difference> {
  const repository = await getRepository(ctx.db, key.tenantId, key.repositoryId);
  if (repository?.enabled === false) return;
  const subject = await openSubject(ctx, key, repair);
  if (!(await isShown(subject))) {
    for (const kind of kinds) yield* compareKind(subject, { kind, pages: nothing() });
  } else yield* differencesOfShown(subject);
  yield* verifyJira(subject);
}

async function* differencesOfShown(subject: Subject): AsyncGenerator<Difference> {
  const open = new Map<string, Set<string>>();
  const mergeRequests = yield* whereShown(verifyMergeRequests(subject, open));
  yield* whereShown(verifyGit(subject, mergeRequests === 'shown' ? open : undefined));
  yield* whereShown(verifyBuilds(subject));
}

/** Whether GitLab still has the project, for the user who authorized the account. */
async function isShown({ gitlab, repository }: Subject): Promise<boolean> {
  if (repository.vanishedAt !== null) return false;
  try {
    await gitlab.project(repository.gitlabProjectId);
    return true;
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === 'not_found') return false;
    throw error;
  }
}

/** What a project has switched off, or its user may not see, is left as it was by the importers too. */
async function* whereShown(
  differences: AsyncGenerator<Difference>,
): AsyncGenerator<Difference, 'shown' | 'hidden'> {
  try {
    yield* differences;
    return 'shown';
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === 'feature_disabled' || error.code === 'not_found') return 'hidden';
    throw error;
  }
}

async function* nothing(): AsyncGenerator<never> {
  yield* [];
}

import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { entityKinds } from '../../dev-info/entity.ts';
import { forgetRepositories } from '../../dev-info/outbox/forget-repositories.ts';
import { asAppError } from '../../lib/errors.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { compareKind } from './compare-kind.ts';
import type { Difference } from './difference.ts';
import { verifyBuilds, verifyDeployments, verifyFeatureFlags } from './verify-ci.ts';
import { verifyGit, verifyMergeRequests } from './verify-git.ts';
import { openSubject, type RepositoryKey, type Subject, type VerifyOptions } from './subject.ts';
import { verifyJira } from './verify-jira.ts';

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
  options: VerifyOptions = {},
): AsyncGenerator<Difference> {
  const repository = await getRepository(ctx.db, key.tenantId, key.repositoryId);
  if (repository?.enabled === false) return;
  const subject = await openSubject(ctx, key, options);
  if (!(await isShown(subject))) {
    yield* hiddenDifferences(subject);
    return;
  }
  const told = new Set<string>();
  for await (const one of shownDifferences(subject)) {
    told.add(`${one.kind} ${one.id}`);
    yield one;
  }
  // Where the ledger is wrong, Jira is too: that has been said.
  for await (const one of verifyJira(subject)) if (!told.has(`${one.kind} ${one.id}`)) yield one;
}

/** All that the ledger has of a project that GitLab does not show. It is taken from Jira in one call. */
async function* hiddenDifferences(subject: Subject): AsyncGenerator<Difference> {
  const { ctx, key, repository, repair } = subject;
  for (const kind of entityKinds) {
    yield* compareKind({ ...subject, repair: false }, { kind, pages: nothing() });
  }
  if (!repair) return;
  const { tenantId } = key;
  await inTransaction(ctx.db, (tx) => forgetRepositories(ctx, tx, { tenantId, repositories: [repository] }));
}

async function* shownDifferences(subject: Subject): AsyncGenerator<Difference> {
  const open = new Map<string, Set<string>>();
  const mergeRequests = yield* whereShown(verifyMergeRequests(subject, open));
  yield* whereShown(verifyGit(subject, mergeRequests === 'shown' ? open : undefined));
  yield* whereShown(verifyBuilds(subject));
  yield* whereShown(verifyDeployments(subject));
  yield* whereShown(verifyFeatureFlags(subject));
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

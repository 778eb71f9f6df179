import { gitlabFor } from '../../account/gitlab-for.ts';
import { getAccount, type AccountKey, type LinkedAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import type { GitlabProject } from '../../gitlab/project.schema.ts';
import { AppError, asAppError } from '../../lib/errors.ts';
import { listRepositories } from '../../repository/repository.store.ts';
import { requestDiscovery } from '../../repository/request-discovery.ts';
import type { Difference } from './difference.ts';
import { patient, type Wait } from './patient.ts';
import type { VerifyOptions } from './subject.ts';
import { differencesOf } from './verify-repository.ts';

/** Told of a repository that could not be verified; the others are. Absent: it ends the verification. */
type OnFailure = (path: string, error: AppError) => void;

type AccountToVerify = Pick<LinkedAccount, 'tenantId' | 'id'>;

/**
 * Every difference of an account: projects that are not known here, then those of each of its enabled repositories.
 * With `repair` they are healed; unknown projects by listing the account's projects again.
 * @throws AppError `not_found`, and as `differencesOf`
 */
export async function* verifyAccount(
  ctx: Context,
  { tenantId, id: accountId }: AccountToVerify,
  options: VerifyOptions & { readonly onFailure?: OnFailure | undefined } = {},
): AsyncGenerator<Difference> {
  const key = { tenantId, accountId };
  const repositories = await listRepositories(ctx.db, key);
  const known = new Set(repositories.map(({ gitlabProjectId }) => gitlabProjectId));
  let isComplete = true;
  for await (const project of projectsOf(ctx, key, options.wait)) {
    if (known.has(project.id) || (await isKnown(ctx, tenantId, project))) continue;
    isComplete = false;
    const detail = 'GitLab has this project, the app does not.';
    yield { repositoryId: '', kind: 'repository', id: project.path, problem: 'missing', detail };
  }
  if (!isComplete && options.repair === true) await requestDiscovery(ctx, key, { ifRunning: 'again' });
  for (const { id: repositoryId, path } of repositories) {
    try {
      yield* differencesOf(ctx, { tenantId, repositoryId }, options);
    } catch (thrown) {
      if (options.onFailure === undefined) throw thrown;
      options.onFailure(path, asAppError(thrown));
    }
  }
}

/** A project that two accounts of a site reach belongs to one of them. */
async function isKnown(ctx: Context, tenantId: string, { id, path }: GitlabProject): Promise<boolean> {
  const found = await listRepositories(ctx.db, { tenantId, search: path });
  return found.some(({ gitlabProjectId }) => gitlabProjectId === id);
}

async function* projectsOf(
  ctx: Context,
  key: AccountKey,
  wait: Wait | undefined,
): AsyncGenerator<GitlabProject> {
  const account = await getAccount(ctx.db, key.tenantId, key.accountId);
  if (!account || account.state === 'pending' || account.state === 'removed') {
    throw new AppError('not_found', 'This account is not linked (any more). Look up its id again.');
  }
  const gitlab = patient(ctx, await gitlabFor(ctx, account), wait);
  const { namespaceKind, namespaceId, includeArchived } = account;
  for (let page: number | undefined = 1; page !== undefined;) {
    const listed: Awaited<ReturnType<typeof gitlab.projects>> = await gitlab.projects({
      namespaceKind,
      namespaceId,
      includeArchived,
      page,
    });
    yield* listed.items;
    page = listed.nextPage;
  }
}

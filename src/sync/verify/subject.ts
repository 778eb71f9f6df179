import { getAccount, type LinkedAccount } from '../../account/account.store.ts';
import { gitlabFor } from '../../account/gitlab-for.ts';
import type { Context } from '../../context.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import { AppError } from '../../lib/errors.ts';
import { patient, type Wait } from './patient.ts';
import { getRepository, type Repository } from '../../repository/repository.store.ts';

export type VerifyOptions = {
  /** Heal what is found. */
  readonly repair?: boolean | undefined;
  /** How to wait (ms) for a limit of GitLab or Jira. Absent: it ends the verification with `rate_limited`. */
  readonly wait?: Wait | undefined;
};

export type RepositoryKey = { readonly tenantId: string; readonly repositoryId: string };

/** What is verified, and with what. */
export type Subject = {
  readonly ctx: Context;
  readonly key: RepositoryKey;
  readonly repository: Repository;
  readonly account: LinkedAccount;
  readonly gitlab: GitlabClient;
  /** Epoch ms: what the ledger heard of later is left to the next time. */
  readonly startedAt: number;
  /** Whether what is found is healed at once. */
  readonly repair: boolean;
  readonly wait: Wait | undefined;
};

/** @throws AppError `not_found`, and of `gitlabFor` */
export async function openSubject(
  ctx: Context,
  key: RepositoryKey,
  { repair = false, wait }: VerifyOptions,
): Promise<Subject> {
  const repository = await getRepository(ctx.db, key.tenantId, key.repositoryId);
  const account = repository && (await getAccount(ctx.db, key.tenantId, repository.accountId));
  if (!repository || !account || account.state === 'pending' || account.state === 'removed') {
    throw new AppError('not_found', 'This repository is not known (any more). Look up its id again.');
  }
  const gitlab = patient(ctx, await gitlabFor(ctx, account), wait);
  return { ctx, key, repository, account, gitlab, startedAt: ctx.clock.now(), repair, wait };
}

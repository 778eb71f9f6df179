import type { LinkedAccount } from '../../account/account.store.ts';
import type { Db } from '../../db/db.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Reading } from '../run/reading.ts';

/** With what a repository's pipelines, deployments and flags are read, in a run or live. `now`: epoch ms. */
export type CiSource = {
  readonly db: Db;
  readonly key: { readonly tenantId: string; readonly repositoryId: string };
  readonly repository: Repository;
  readonly account: LinkedAccount;
  readonly gitlab: GitlabClient;
  readonly lowerCase: boolean;
  readonly now: number;
};

export function sourceOf(
  { db, clock }: { readonly db: Db; readonly clock: { now(): number } },
  { key, repository, account, gitlab, run }: Reading,
): CiSource {
  const { tenantId, repositoryId } = key;
  return {
    db,
    key: { tenantId, repositoryId },
    repository,
    account,
    gitlab,
    lowerCase: run.lowerCaseKeys,
    now: clock.now(),
  };
}

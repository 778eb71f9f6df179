import { z } from 'zod';
import type { Account } from '../../../account/account.ts';
import { getAccount } from '../../../account/account.store.ts';
import { gitlabFor } from '../../../account/gitlab-for.ts';
import { gitlabAsPerson } from '../../../account/tokens/persons/gitlab-as-person.ts';
import { accessOfPerson } from '../../../account/tokens/persons/person-token.store.ts';
import type { Context } from '../../../context.ts';
import type { GitlabClient } from '../../../gitlab/gitlab-client.ts';
import { linksOfPerson } from '../../../identity/linking/link.store.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import { getRepository, type Repository } from '../../../repository/repository.store.ts';
import type { Viewer } from '../../../tenant/viewer.ts';
import { wayOf, type Way } from '../way.ts';

/** Where something is made, and as whom. */
export type Place = {
  readonly repository: Repository;
  readonly account: Account;
  readonly way: Way;
  /** Whether the viewer's GitLab user could be asked to let the app act as them. */
  readonly mayAllow: boolean;
};

/** @param asked as it came in the request @throws AppError `not_found` for what is not a connected repository of the site */
export async function placeFor(ctx: Context, viewer: Viewer, asked: unknown): Promise<Place> {
  const tenantId = viewer.tenant.id;
  const id = z.uuid().safeParse(asked).data;
  const repository = id === undefined ? undefined : await getRepository(ctx.db, tenantId, id);
  const account = repository && (await getAccount(ctx.db, tenantId, repository.accountId));
  const isConnected =
    repository?.enabled === true && repository.vanishedAt === null && account?.state !== 'removed';
  if (repository === undefined || account === undefined || !isConnected)
    throw new AppError('not_found', say('create.noRepository'));
  const who = { tenantId, jiraAccountId: viewer.accountId };
  const [links, allowed] = await Promise.all([linksOfPerson(ctx.db, who), accessOfPerson(ctx.db, who)]);
  const isHere = ({ hostUrl }: { hostUrl: string }) => hostUrl === repository.hostUrl;
  const way = wayOf({ account, link: links.find(isHere), access: allowed.find(isHere) });
  return { repository, account, way, mayAllow: way.kind !== 'self' && account.state === 'active' };
}

/** GitLab as the one who makes it; undefined where the person goes there themselves. @throws AppError of both */
export async function gitlabAt(
  ctx: Context,
  { way, repository: { tenantId } }: Pick<Place, 'way' | 'repository'>,
): Promise<GitlabClient | undefined> {
  if (way.kind === 'by-hand') return undefined;
  if (way.kind === 'account') return gitlabFor(ctx, way.account, { lane: 'live' });
  return gitlabAsPerson(ctx, { tenantId, gitlabUserId: way.gitlabUserId }, way.access);
}

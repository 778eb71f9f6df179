import type { Context } from '../../context.ts';
import { emailHash } from '../../identity/email-hash.ts';
import type { Viewer } from '../../tenant/viewer.ts';
import { authorsWithoutUser, foundAddresses, type Address } from '../commands-of.store.ts';
import { loadListPage, type ListPage } from '../pages/list-page.ts';
import { mappedEmails, provenHashes } from './own-addresses.store.ts';

export type OwnCommandsQuery = {
  /** Only what was not done. */
  readonly isNotDone: boolean;
  readonly from: ListPage['from'];
};

const shownDays = 90;
const dayMs = 86_400_000;

/** What the viewer's own commits asked for, newest first. Never another person's. */
export async function ownCommands(
  ctx: Context,
  { tenant, accountId: jiraAccountId }: Pick<Viewer, 'tenant' | 'accountId'>,
  { isNotDone, from }: OwnCommandsQuery,
): Promise<ListPage> {
  const { id: tenantId } = tenant;
  const since = ctx.clock.now() - shownDays * dayMs;
  const addresses = await ownAddresses(ctx, { tenantId, jiraAccountId, since });
  return loadListPage(ctx.db, { tenantId, person: { jiraAccountId, addresses }, isNotDone, since }, from);
}

type Person = { readonly tenantId: string; readonly jiraAccountId: string; readonly since: number };

/** Authors that are this person, of those for whom no user was found: nothing is looked for where there are none. */
async function ownAddresses({ db }: Context, person: Person): Promise<Address[]> {
  const authors = await authorsWithoutUser(db, person);
  if (authors.length === 0) return [];
  const [proven, mapped, found] = await Promise.all([
    provenHashes(db, person),
    mappedEmails(db, person),
    foundAddresses(db, { ...person, of: authors }),
  ]);
  return authors.filter(
    ({ email, hostUrl }) =>
      proven.some((one) => one.hostUrl === hostUrl && one.hash === emailHash(person.tenantId, email)) ||
      mapped.includes(email) ||
      found.some((one) => one.email === email && one.hostUrl === hostUrl),
  );
}

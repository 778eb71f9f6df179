import type { Context } from '../../context.ts';
import { emailHash } from '../../identity/email-hash.ts';
import type { Viewer } from '../../tenant/viewer.ts';
import {
  authorsWithoutUser,
  failuresOf,
  foundAddresses,
  type Address,
  type CommittedCommand,
} from '../commands-of.store.ts';
import { mappedEmails, provenHashes } from './own-addresses.store.ts';

export type OwnFailures = {
  /** Newest first. */
  readonly commands: readonly CommittedCommand[];
  readonly isMore: boolean;
  /** Where people see their Jira. */
  readonly siteUrl: string;
};

const shownDays = 90;
const shownCommands = 50;
const dayMs = 86_400_000;

/** What the viewer's own commits asked for and did not get. Never another person's. */
export async function ownFailures(
  ctx: Context,
  { tenant, accountId: jiraAccountId }: Pick<Viewer, 'tenant' | 'accountId'>,
): Promise<OwnFailures> {
  const person = { tenantId: tenant.id, jiraAccountId, since: ctx.clock.now() - shownDays * dayMs };
  const addresses = await ownAddresses(ctx, person);
  const found = await failuresOf(ctx.db, { ...person, addresses, limit: shownCommands + 1 });
  return {
    commands: found.slice(0, shownCommands),
    isMore: found.length > shownCommands,
    siteUrl: tenant.displayUrl,
  };
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

import { endPersonAccess } from '../account/tokens/persons/end-person-access.ts';
import type { Context } from '../context.ts';
import { getUser } from '../jira/users.client.ts';
import type { AccountPlace, PersonOfSite } from '../tenant/forge/reports/account-place.ts';
import { askingAsApp } from './asking-jira.ts';
import { eraseLinks, eraseMappings, listPeople, renamePerson, type PeopleTable } from './people.store.ts';

/** People who have linked their GitLab user, and those whom admins have named for an author. */
export const peopleOfIdentities: readonly AccountPlace[] = [
  placeIn('identity_link', eraseLinksAndAccess),
  placeIn('author_mapping', (ctx, person) => eraseMappings(ctx.db, person)),
];

type Forget = (ctx: Context, person: PersonOfSite) => Promise<void>;

/** Whoever lets the app act as them has linked their user: both go together. */
async function eraseLinksAndAccess(ctx: Context, person: PersonOfSite): Promise<void> {
  await eraseLinks(ctx.db, person);
  await endPersonAccess(ctx, { tenantId: person.tenantId, jiraAccountId: person.accountId });
}

function placeIn(table: PeopleTable, forget: Forget): AccountPlace {
  return {
    list: (ctx, page) => listPeople(ctx.db, table, page),
    erase: forget,
    async refresh(ctx, person) {
      const user = await getUser(await askingAsApp(ctx, person), person.accountId);
      if (user === undefined) return forget(ctx, person);
      const read = { name: user.name, at: ctx.clock.now() };
      await renamePerson(ctx.db, { ...person, table }, read);
    },
  };
}

import type { Context } from '../context.ts';
import type { Db } from '../db/db.ts';
import { getUser } from '../jira/users.client.ts';
import type { AccountPlace, PersonOfSite } from '../tenant/forge/reports/account-place.ts';
import { askingAsApp } from './asking-jira.ts';
import { eraseLinks, eraseMappings, listPeople, renamePerson, type PeopleTable } from './people.store.ts';

/** People who have linked their GitLab user, and those whom admins have named for an author. */
export const peopleOfIdentities: readonly AccountPlace[] = [
  placeIn('identity_link', eraseLinks),
  placeIn('author_mapping', eraseMappings),
];

function placeIn(table: PeopleTable, erase: (db: Db, person: PersonOfSite) => Promise<void>): AccountPlace {
  const forget = (ctx: Context, person: PersonOfSite) => erase(ctx.db, person);
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

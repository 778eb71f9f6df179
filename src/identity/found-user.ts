import type { JiraUser } from '../jira/jira-user.ts';
import { normalEmail } from './email-hash.ts';
import { say } from '../lib/words/say.ts';
import type { Text } from '../lib/words/text.ts';

/** As git names the author of a commit; anyone can write these. */
export type Author = { readonly name: string; readonly email: string };

/** Who that is in Jira, and how we know; or why nobody can act, in words that say what to do. */
export type FoundUser =
  | {
      readonly found: true;
      readonly accountId: string;
      readonly name: string;
      readonly by: 'linked' | 'mapped' | 'email' | 'username';
    }
  | {
      readonly found: false;
      readonly code: 'no_user' | 'several_users' | 'inactive_user';
      readonly reason: Text;
    };

export const nobody: FoundUser = { found: false, code: 'no_user', reason: say('identity.nobody') };

const several: FoundUser = { found: false, code: 'several_users', reason: say('identity.several') };

const switchedOff: FoundUser = {
  found: false,
  code: 'inactive_user',
  reason: say('identity.switchedOff'),
};

/**
 * Whom a search by e-mail address has found. Jira looks for users whose address or (a word of) name begins with it and may hide the
 * address: one that shows another is not meant, and one whose name has it is no proof, for anyone can take that name.
 * Never a guess: only the one that is left.
 */
export function chooseUser(found: readonly JiraUser[], email: string): FoundUser {
  const wanted = normalEmail(email);
  const people = found.filter((user) => user.isPerson && isMeant(user, wanted));
  const [active, ...others] = people.filter(({ isActive }) => isActive);
  if (others.length > 0) return several;
  if (active === undefined) return people.length > 0 ? switchedOff : nobody;
  return { found: true, accountId: active.accountId, name: active.name, by: 'email' };
}

function isMeant(user: JiraUser, wanted: string): boolean {
  if (user.email !== undefined) return normalEmail(user.email) === wanted;
  return !normalEmail(user.name).includes(wanted);
}

/** Someone whom a link or the list of authors names, as Jira knows them now. */
export function namedUser(user: JiraUser | undefined, by: 'linked' | 'mapped'): FoundUser {
  if (user?.isActive === true) return { found: true, accountId: user.accountId, name: user.name, by };
  return { found: false, code: 'inactive_user', reason: say(`identity.inactive.${by}`) };
}

/** The user of a self-hosted Jira who is called as the GitLab user is to whom the author's address belongs. */
export function userCalled(user: JiraUser | undefined): FoundUser {
  if (user === undefined) return nobody;
  if (!user.isActive) return switchedOff;
  return { found: true, accountId: user.accountId, name: user.name, by: 'username' };
}

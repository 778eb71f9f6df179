import type { JiraUser } from '../jira/users.client.ts';
import { normalEmail } from './email-hash.ts';

/** As git names the author of a commit; anyone can write these. */
export type Author = { readonly name: string; readonly email: string };

/** Who that is in Jira, and how we know; or why nobody can act, in words that say what to do. */
export type FoundUser =
  | {
      readonly found: true;
      readonly accountId: string;
      readonly name: string;
      readonly by: 'linked' | 'mapped' | 'email';
    }
  | {
      readonly found: false;
      readonly code: 'no_user' | 'several_users' | 'inactive_user';
      readonly reason: string;
    };

const linkOrMap =
  'The author can link their GitLab user on the page "My GitLab identity" in Jira, or a Jira administrator can add ' +
  'the address under "Authors of commits".';

export const nobody: FoundUser = {
  found: false,
  code: 'no_user',
  reason: `Jira knows nobody by the e-mail address of this commit's author, or does not show it. ${linkOrMap}`,
};

const several: FoundUser = {
  found: false,
  code: 'several_users',
  reason: `Several Jira users may have the e-mail address of this commit's author. ${linkOrMap}`,
};

const switchedOff: FoundUser = {
  found: false,
  code: 'inactive_user',
  reason:
    "The Jira user with the e-mail address of this commit's author is not active. A site administrator can activate " +
    'the user again, or a Jira administrator can name another one for this address under "Authors of commits".',
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
  const where =
    by === 'linked'
      ? 'Whoever has linked this GitLab user'
      : 'The Jira user whom the list "Authors of commits" names for this author';
  return {
    found: false,
    code: 'inactive_user',
    reason:
      `${where} is no longer active in Jira. A Jira administrator can correct that under "Authors of commits", or a ` +
      'site administrator can activate the user again.',
  };
}

import type { Account, LinkedAccount } from '../../account/account.ts';
import type { PersonAccess } from '../../account/tokens/persons/person-token.store.ts';
import type { IdentityLink } from '../../identity/linking/link.store.ts';

/** As whom something is made in GitLab. `by-hand`: by the person, on GitLab's own page with everything filled in. */
export type Way =
  | {
      readonly kind: 'self';
      readonly username: string;
      readonly gitlabUserId: number;
      readonly access: PersonAccess;
    }
  | { readonly kind: 'account'; readonly username: string; readonly account: LinkedAccount }
  | { readonly kind: 'by-hand' };

export type Known = {
  readonly account: Account;
  /** Of the viewer, on the GitLab of the account. */
  readonly link: IdentityLink | undefined;
  readonly access: PersonAccess | undefined;
};

/** As oneself before all; as the account's user only where its admin lets everybody do that. */
export function wayOf({ account, link, access }: Known): Way {
  if (link !== undefined && access?.refused === false)
    return { kind: 'self', username: link.username, gitlabUserId: link.gitlabUserId, access };
  if (account.createsAsAccount && account.state === 'active')
    return { kind: 'account', username: account.tokenOwner.username, account };
  return { kind: 'by-hand' };
}

import type { Context } from '../context.ts';
import { getUser, getUserNamed, searchUsers } from '../jira/users.client.ts';
import { askingAsApp } from './asking-jira.ts';
import { emailHash, normalEmail } from './email-hash.ts';
import { chooseUser, namedUser, nobody, userCalled, type Author, type FoundUser } from './found-user.ts';
import { keepAnswer } from './kept-answers.ts';
import { linkedAccount } from './linking/link.store.ts';
import { mappedAccount } from './authors/mapping.store.ts';

export type { Author, FoundUser } from './found-user.ts';

/** Where a commit was read: the Jira site, and the GitLab by whose proofs its authors are known. */
export type Site = { readonly tenantId: string; readonly hostUrl: string };

/**
 * Who the author of a commit is in Jira. In this order: the person who has proven, on this GitLab, that the address is
 * theirs; whom the admins' list names; the one active Jira user with this address; in a self-hosted Jira, whose users have
 * names that can be compared, the one who is called as the GitLab user is whose verified address it is.
 *
 * @param gitlabUsername of that GitLab user, as GitLab proves it: asked only where it can decide
 *
 * @throws AppError where Jira does not answer (`rate_limited`, `unavailable`, …): then nothing is known, not nobody
 */
export async function findJiraUser(
  ctx: Context,
  { gitlabUsername, ...site }: Site & { readonly gitlabUsername?: () => Promise<string | undefined> },
  author: Author,
): Promise<FoundUser> {
  const { tenantId } = site;
  const email = normalEmail(author.email);
  // Also no text that a search would take for something else.
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return nobody;
  const hash = emailHash(tenantId, email);
  // Links and the list are looked at each time: what is taken back holds at once, whichever process it was taken back in.
  const linked = await linkedAccount(ctx.db, { ...site, emailHash: hash });
  if (linked !== undefined) return named(ctx, tenantId, { accountId: linked, by: 'linked' });
  const mapped = await mappedAccount(ctx.db, { tenantId, email });
  if (mapped !== undefined) return named(ctx, tenantId, { accountId: mapped, by: 'mapped' });
  const byEmail = await keepAnswer(ctx, { tenantId, key: `email ${hash}` }, async () =>
    chooseUser(await searchUsers(await askingAsApp(ctx, site), email), email),
  );
  if (byEmail.found || byEmail.code !== 'no_user' || gitlabUsername === undefined) return byEmail;
  return byUsername(ctx, tenantId, gitlabUsername);
}

/** The last step: only where Jira has user names. */
async function byUsername(
  ctx: Context,
  tenantId: string,
  gitlabUsername: () => Promise<string | undefined>,
): Promise<FoundUser> {
  const asking = await askingAsApp(ctx, { tenantId });
  if (asking.dialect.userNamed === undefined) return nobody;
  const username = await gitlabUsername();
  if (username === undefined) return nobody;
  return keepAnswer(ctx, { tenantId, key: `username ${username}` }, async () =>
    userCalled(await getUserNamed(asking, username)),
  );
}

type Named = { readonly accountId: string; readonly by: 'linked' | 'mapped' };

function named(ctx: Context, tenantId: string, { accountId, by }: Named): Promise<FoundUser> {
  return keepAnswer(ctx, { tenantId, key: `${by} ${accountId}` }, async () =>
    namedUser(await getUser(await askingAsApp(ctx, { tenantId }), accountId), by),
  );
}

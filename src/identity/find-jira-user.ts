import type { Context } from '../context.ts';
import { getUser, searchUsers } from '../jira/users.client.ts';
import { askingAsApp } from './asking-jira.ts';
import { emailHash, normalEmail } from './email-hash.ts';
import { chooseUser, namedUser, nobody, type Author, type FoundUser } from './found-user.ts';
import { keepAnswer } from './kept-answers.ts';
import { linkedAccount } from './linking/link.store.ts';
import { mappedAccount } from './authors/mapping.store.ts';

export type { Author, FoundUser } from './found-user.ts';

/** Where a commit was read: the Jira site, and the GitLab by whose proofs its authors are known. */
export type Site = { readonly tenantId: string; readonly hostUrl: string };

/**
 * Who the author of a commit is in Jira. In this order: the person who has proven, on this GitLab, that the address is
 * theirs; whom the admins' list names; the one active Jira user with this address. A self-hosted Jira, whose users have
 * names that can be compared with GitLab's, would be asked last, after `byEmail`.
 *
 * @throws AppError where Jira does not answer (`rate_limited`, `unavailable`, …): then nothing is known, not nobody
 */
export function findJiraUser(ctx: Context, site: Site, author: Author): Promise<FoundUser> {
  const { tenantId, hostUrl } = site;
  const email = normalEmail(author.email);
  // Also no text that a search would take for something else.
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return Promise.resolve(nobody);
  const hash = emailHash(tenantId, email);
  return keepAnswer(ctx, { tenantId, key: `${hostUrl} ${hash}` }, async () => {
    return (await byLink(ctx, site, hash)) ?? (await byList(ctx, site, email)) ?? byEmail(ctx, site, email);
  });
}

async function byLink(ctx: Context, site: Site, hash: string): Promise<FoundUser | undefined> {
  const accountId = await linkedAccount(ctx.db, { ...site, emailHash: hash });
  if (accountId === undefined) return undefined;
  return namedUser(await getUser(await askingAsApp(ctx, site), accountId), 'linked');
}

async function byList(ctx: Context, site: Site, email: string): Promise<FoundUser | undefined> {
  const accountId = await mappedAccount(ctx.db, { tenantId: site.tenantId, email });
  if (accountId === undefined) return undefined;
  return namedUser(await getUser(await askingAsApp(ctx, site), accountId), 'mapped');
}

async function byEmail(ctx: Context, site: Site, email: string): Promise<FoundUser> {
  return chooseUser(await searchUsers(await askingAsApp(ctx, site), email), email);
}

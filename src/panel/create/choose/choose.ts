import { z } from 'zod';
import { listAccounts } from '../../../account/account.store.ts';
import type { Account } from '../../../account/account.ts';
import type { Context } from '../../../context.ts';
import { branchNameFor } from '../../../lib/naming/branch-name.ts';
import { titleFor } from '../../../lib/naming/title.ts';
import type { Viewer } from '../../../tenant/viewer.ts';
import type { VisibleIssue } from '../../visible-issue.ts';
import { connectedRepositories, isOfIssue, type Connected } from './connected.store.ts';
import { placeFor, type Place } from './place.ts';

/** What is being made: its form, its names and its address differ. */
export type Thing = 'branch' | 'merge-request';

export type Choice = {
  readonly issue: VisibleIssue;
  readonly thing: Thing;
  readonly search: string;
  /** From 1. */
  readonly page: number;
  readonly repositories: readonly Connected[];
  readonly hasMore: boolean;
  /** Of the chosen repository. */
  readonly place: Place | undefined;
};

const shownRepositories = 8;

/** What a form that chooses a repository is asked with. */
export const choiceQuery = z.object({
  search: z.string().trim().max(200).catch(''),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
  repository: z.uuid().optional().catch(undefined),
});

/**
 * A page of connected repositories. The one that is asked for is chosen; a new form chooses the first that the issue is in,
 * else the only one.
 */
export async function chooseRepository(
  ctx: Context,
  viewer: Viewer,
  {
    issue,
    thing,
    search,
    page,
    repository,
    isNewForm = true,
  }: z.infer<typeof choiceQuery> & {
    issue: VisibleIssue;
    thing: Thing;
    /** Not the list of a form that is there already: what is chosen in it stays. */
    isNewForm?: boolean;
  },
): Promise<Choice> {
  const found = await connectedRepositories(ctx.db, {
    tenantId: viewer.tenant.id,
    issueKeys: issue.keys,
    search,
    limit: shownRepositories + 1,
    offset: (page - 1) * shownRepositories,
  });
  const repositories = found.slice(0, shownRepositories);
  const [first] = repositories;
  const isUsual = isNewForm && (first?.isOfIssue === true || (found.length === 1 && search === ''));
  const usual = isUsual ? first?.id : undefined;
  const chosen = repository ?? usual;
  const place = chosen === undefined ? undefined : await placeFor(ctx, viewer, chosen);
  const hasMore = found.length > shownRepositories;
  const shown = await withChosen(ctx, issue.keys, { listed: repositories, place });
  return { issue, thing, search, page, repositories: shown, hasMore, place };
}

/** What is chosen stays in sight, on whichever page of the list it is. */
async function withChosen(
  { db }: Context,
  issueKeys: readonly string[],
  { listed, place }: { listed: readonly Connected[]; place: Place | undefined },
): Promise<readonly Connected[]> {
  if (place === undefined || listed.some(({ id }) => id === place.repository.id)) return listed;
  const { tenantId, id, name, path } = place.repository;
  return [
    { id, name, path, isOfIssue: await isOfIssue(db, { tenantId, issueKeys, repositoryId: id }) },
    ...listed,
  ];
}

/** A name that a person did not write: then that of another account takes its place. */
export async function isSuggested(
  ctx: Context,
  tenantId: string,
  { issue, thing, text }: { issue: VisibleIssue; thing: Thing; text: string },
): Promise<boolean> {
  const accounts = await listAccounts(ctx.db, tenantId);
  return text === '' || accounts.some((account) => suggestionOf(account, issue, thing) === text);
}

/** By the template of the account. */
export function suggestionOf(account: Account, issue: VisibleIssue, thing: Thing): string {
  const options = { lowerCase: account.lowerCaseKeys };
  if (thing === 'branch') return branchNameFor(account.branchTemplate, issue, options);
  return titleFor(account.mergeRequestTemplate, issue, options);
}

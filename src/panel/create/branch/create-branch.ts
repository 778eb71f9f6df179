import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import { refFault } from '../../../lib/naming/git-ref.ts';
import { namesIssue, type IssueKeyOptions } from '../../../lib/naming/issue-keys.ts';
import { say } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';
import { branchUrl } from '../../../repository/repository.ts';
import { faultOf } from '../fault.ts';
import { followChange } from '../follow-change.ts';
import { gitlabAt, type Place } from '../choose/place.ts';

export type NewBranch = {
  readonly issueKey: string;
  readonly name: string;
  /** The branch (or tag, or sha) that it begins at. */
  readonly source: string;
};

/** `there`: somebody, or the first of two clicks, has made it already. `by-hand`: GitLab's own page, filled in. */
export type Outcome =
  | { readonly kind: 'made' | 'there'; readonly url: string }
  | { readonly kind: 'by-hand'; readonly url: string }
  | { readonly kind: 'faulty'; readonly field: 'name' | 'source'; readonly fault: Text }
  | { readonly kind: 'refused'; readonly fault: Text; readonly url: string };

/**
 * Makes a branch in GitLab, as the person or the account's user, or leads to GitLab's own page. Asked for twice, it is
 * made once. The ledger follows at once, whether GitLab tells of it or not.
 */
export async function createBranch(ctx: Context, place: Place, wanted: NewBranch): Promise<Outcome> {
  const { account, repository } = place;
  const faulty = faultIn(wanted, { lowerCase: account.lowerCaseKeys });
  if (faulty !== undefined) return faulty;
  const { name, source } = wanted;
  const url = newBranchUrl(repository.webUrl, wanted);
  try {
    const gitlab = await gitlabAt(ctx, place);
    if (gitlab === undefined) return { kind: 'by-hand', url };
    await gitlab.createBranch({ projectId: repository.gitlabProjectId, name, ref: source });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict'))
      return { kind: 'refused', fault: faultOf(error, place.way), url };
    await followChange(ctx, repository, { kind: 'branch', id: name });
    return { kind: 'there', url: branchUrl(repository.webUrl, name) };
  }
  await followChange(ctx, repository, { kind: 'branch', id: name });
  return { kind: 'made', url: branchUrl(repository.webUrl, name) };
}

function faultIn({ issueKey, name, source }: NewBranch, options: IssueKeyOptions): Outcome | undefined {
  const fault = refFault(name);
  if (fault !== undefined) return { kind: 'faulty', field: 'name', fault: say(`create.ref.${fault}`) };
  if (!namesIssue(name, issueKey, options))
    return { kind: 'faulty', field: 'name', fault: say('create.ref.issue', { issueKey }) };
  const from = refFault(source);
  // A sha is no name for a branch, but one to begin at.
  if (from !== undefined && from !== 'sha')
    return { kind: 'faulty', field: 'source', fault: say(`create.ref.${from}`) };
  return undefined;
}

/** GitLab's own page "New branch" with both fields filled in (app/views/projects/branches/new.html.haml). */
function newBranchUrl(webUrl: string, { name, source }: Pick<NewBranch, 'name' | 'source'>): string {
  const query = new URLSearchParams({ branch_name: name, ref: source });
  return `${webUrl}/-/branches/new?${query.toString()}`;
}

import type { Context } from '../../../context.ts';
import type { GitlabClient } from '../../../gitlab/gitlab-client.ts';
import type { NewMergeRequest } from '../../../gitlab/create/create.client.ts';
import { AppError } from '../../../lib/errors.ts';
import { refFault } from '../../../lib/naming/git-ref.ts';
import { namesIssue, type IssueKeyOptions } from '../../../lib/naming/issue-keys.ts';
import { say } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';
import { faultOf } from '../fault.ts';
import { followChange } from '../follow-change.ts';
import { gitlabAt, type Place } from '../choose/place.ts';

export type WantedMergeRequest = Pick<NewMergeRequest, 'sourceBranch' | 'targetBranch' | 'title'> & {
  readonly issueKey: string;
  readonly draft: boolean;
};

/** As of branches; `reference` as in `group/project!7`. */
export type MergeRequestOutcome =
  | { readonly kind: 'made' | 'there'; readonly url: string; readonly number: string }
  | { readonly kind: 'by-hand'; readonly url: string }
  | { readonly kind: 'faulty'; readonly field: 'source' | 'target' | 'title'; readonly fault: Text }
  | { readonly kind: 'refused'; readonly fault: Text; readonly url: string };

const longestTitle = 255;

/** Opens a merge request in GitLab, as a branch is made there (`createBranch`). */
export async function createMergeRequest(
  ctx: Context,
  place: Place,
  wanted: WantedMergeRequest,
): Promise<MergeRequestOutcome> {
  const { account, repository } = place;
  const faulty = faultIn(wanted, { lowerCase: account.lowerCaseKeys });
  if (faulty !== undefined) return faulty;
  // GitLab has no field for it: a title that begins so makes a draft (doc/user/project/merge_requests/drafts).
  const title = wanted.draft ? `Draft: ${wanted.title}` : wanted.title;
  const { sourceBranch, targetBranch } = wanted;
  const asked = { projectId: repository.gitlabProjectId, sourceBranch, targetBranch, title };
  const url = newMergeRequestUrl(repository.webUrl, asked);
  try {
    const gitlab = await gitlabAt(ctx, place);
    if (gitlab === undefined) return { kind: 'by-hand', url };
    const { kind, iid, webUrl } = await makeOrFind(gitlab, asked);
    await followChange(ctx, repository, { kind: 'merge_request', id: String(iid) });
    return { kind, url: webUrl, number: `!${iid}` };
  } catch (error) {
    return { kind: 'refused', fault: faultOf(error, place.way), url };
  }
}

type Found = { readonly kind: 'made' | 'there'; readonly iid: number; readonly webUrl: string };

async function makeOrFind(gitlab: GitlabClient, asked: NewMergeRequest): Promise<Found> {
  try {
    const { iid, webUrl } = await gitlab.createMergeRequest(asked);
    return { kind: 'made', iid, webUrl };
  } catch (error) {
    const isOpen = error instanceof AppError && error.code === 'conflict';
    const open = isOpen ? await gitlab.openMergeRequest(asked) : undefined;
    if (open === undefined) throw error;
    return { kind: 'there', iid: open.iid, webUrl: open.webUrl };
  }
}

function faultIn(wanted: WantedMergeRequest, options: IssueKeyOptions): MergeRequestOutcome | undefined {
  const { sourceBranch, targetBranch, title, draft, issueKey } = wanted;
  const ends = [
    ['source', sourceBranch],
    ['target', targetBranch],
  ] as const;
  for (const [field, name] of ends) {
    const fault = refFault(name);
    if (fault !== undefined) return { kind: 'faulty', field, fault: say(`create.ref.${fault}`) };
  }
  if (sourceBranch === targetBranch)
    return { kind: 'faulty', field: 'target', fault: say('create.mergeRequest.same') };
  if (title === '') return { kind: 'faulty', field: 'title', fault: say('create.mergeRequest.noTitle') };
  if (Array.from(title).length + (draft ? 'Draft: '.length : 0) > longestTitle)
    return { kind: 'faulty', field: 'title', fault: say('create.mergeRequest.longTitle') };
  return namesIssue(`${title}\n${sourceBranch}`, issueKey, options)
    ? undefined
    : { kind: 'faulty', field: 'title', fault: say('create.mergeRequest.issue', { issueKey }) };
}

/** GitLab's own page "New merge request" (doc/user/project/merge_requests/creating_merge_requests, "by URL"). */
function newMergeRequestUrl(webUrl: string, of: Omit<NewMergeRequest, 'projectId'>): string {
  const query = new URLSearchParams({
    'merge_request[source_branch]': of.sourceBranch,
    'merge_request[target_branch]': of.targetBranch,
    'merge_request[title]': of.title,
  });
  return `${webUrl}/-/merge_requests/new?${query.toString()}`;
}

import { namingTexts, type NamingMergeRequest, type NamingTexts } from '../../dev-info/named-issues.store.ts';
import { issueKeys } from '../../lib/naming/issue-keys.ts';
import type { CiSource } from './ci-source.ts';

/** A pipeline or a deployment: what it ran for. `createdAt`: epoch ms. */
export type RefSubject = { readonly sha: string; readonly ref: string; readonly createdAt: number };

/** What GitLab calls the ref: a branch or tag, or a merge request by its number. */
export type RefTarget = { readonly branch: string } | { readonly iid: number };

// `head`: its source branch as it is; `merge`: merged with its target; `train`: in a merge train
// (app/models/merge_request.rb).
const ofMergeRequest = /^refs\/merge-requests\/(\d{1,15})\/(?:head|merge|train)$/;

export function refTarget(ref: string): RefTarget {
  const iid = ofMergeRequest.exec(ref)?.[1];
  return iid === undefined ? { branch: ref } : { iid: Number(iid) };
}

/**
 * Of all merge requests that come from one branch, those that something made at this time belongs to. Branches such as
 * `develop` have many in the course of time: what ran after one ended does not belong to it, nor does what an earlier
 * one had merged before it began. The ledger does not hold when a merge request ended, but it did not change after.
 */
export function mergeRequestsAt(
  createdAt: number,
  sameBranch: readonly NamingMergeRequest[],
): readonly NamingMergeRequest[] {
  return sameBranch.filter((one) => {
    const isOpen = one.state === 'opened' || one.state === 'locked';
    if (!isOpen && createdAt > one.updatedAt) return false;
    return !sameBranch.some(
      (earlier) =>
        earlier.state === 'merged' && earlier.updatedAt <= one.createdAt && createdAt <= earlier.updatedAt,
    );
  });
}

export type RefIssues = {
  /** Of the commit's message, as far as the ledger has it. */
  readonly ofCommit: readonly string[];
  /** Of the merge requests it ran for, then of the ref's own name. */
  readonly ofRef: readonly string[];
  /** Of a pipeline that ran for a merge request; undefined where the ledger does not have it. */
  readonly mergeRequest: NamingMergeRequest | undefined;
};

/** Which issues pipelines or deployments belong to, from what has been read already. In the order of `subjects`. */
export async function refIssues(source: CiSource, subjects: readonly RefSubject[]): Promise<RefIssues[]> {
  const targets = subjects.map(({ ref }) => refTarget(ref));
  const texts = await namingTexts(source.db, source.key, {
    shas: subjects.map(({ sha }) => sha),
    iids: targets.flatMap((target) => ('iid' in target ? [target.iid] : [])),
    branches: targets.flatMap((target) => ('branch' in target ? [target.branch] : [])),
  });
  return subjects.map((subject) => issuesOf(subject, texts, source.lowerCase));
}

function issuesOf(subject: RefSubject, texts: NamingTexts, lowerCase: boolean): RefIssues {
  const target = refTarget(subject.ref);
  const ofCommit = texts.commits.get(subject.sha) ?? [];
  if ('iid' in target) {
    const mergeRequest = texts.byNumber.get(target.iid);
    return { ofCommit, ofRef: mergeRequest?.keys ?? [], mergeRequest };
  }
  const mergeRequests = mergeRequestsAt(subject.createdAt, texts.bySourceBranch.get(target.branch) ?? []);
  const ofRef = [...mergeRequests.flatMap(({ keys }) => keys), ...issueKeys(target.branch, { lowerCase })];
  return { ofCommit, ofRef: [...new Set(ofRef)], mergeRequest: undefined };
}

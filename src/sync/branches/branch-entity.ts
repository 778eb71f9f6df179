import { branchId } from '../../dev-info/entity-id.ts';
import type { BranchFacts, CommitFacts, ReadEntity } from '../../dev-info/entity.ts';
import { issueKeys, type IssueKeyOptions } from '../../lib/naming/issue-keys.ts';
import { branchUrl, type Repository } from '../../repository/repository.ts';
import type { BranchWithKeys } from './branch.store.ts';

type Branch = {
  readonly name: string;
  readonly head: CommitFacts;
  readonly keys: readonly string[];
  readonly version: number;
};

export function branchEntity({ webUrl }: Repository, { name, head, keys, version }: Branch): ReadEntity {
  const facts: BranchFacts = {
    name,
    url: branchUrl(webUrl, name),
    createMergeRequestUrl: `${webUrl}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${encodeURIComponent(name)}`,
    lastCommit: head,
  };
  return { kind: 'branch', id: branchId(name), facts, issueKeys: keys, version };
}

export type KeyedBranches = {
  readonly entities: readonly ReadEntity[];
  /** Ids of those that belong to no issue. */
  readonly keyless: readonly string[];
};

/** A branch belongs to the issues that its name and its open merge requests name. */
export function keyedBranches(
  repository: Repository,
  branches: readonly BranchWithKeys[],
  options: IssueKeyOptions,
): KeyedBranches {
  const entities: ReadEntity[] = [];
  const keyless: string[] = [];
  for (const { id, name, head, version, mergeRequestKeys } of branches) {
    const keys = [...new Set([...issueKeys(name, options), ...mergeRequestKeys])];
    if (keys.length === 0) keyless.push(id);
    else entities.push(branchEntity(repository, { name, head, keys, version }));
  }
  return { entities, keyless };
}

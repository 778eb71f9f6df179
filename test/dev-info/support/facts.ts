import { branchId } from '../../../src/dev-info/entity-id.ts';
import type {
  BranchFacts,
  CommitFacts,
  MergeRequestFacts,
  ReadEntity,
} from '../../../src/dev-info/entity.ts';
import { issueKeys } from '../../../src/dev-info/issue-keys.ts';

const host = 'https://gitlab.example/group/project';

export function shaOf(number: number): string {
  return number.toString(16).padStart(40, '0');
}

export function commitFacts(number: number, facts: Partial<CommitFacts> = {}): CommitFacts {
  const sha = shaOf(number);
  return {
    sha,
    message: `ABC-${(number % 500) + 1} change ${number}`,
    author: { name: 'Ada', email: 'ada@example.com' },
    authoredAt: Date.UTC(2026, 0, 1) + number * 60_000,
    committedAt: Date.UTC(2026, 0, 1) + number * 60_000,
    url: `${host}/-/commit/${sha}`,
    isMerge: false,
    ...facts,
  };
}

export function commit(number: number, facts: Partial<CommitFacts> = {}, version = 0): ReadEntity {
  const all = commitFacts(number, facts);
  return { kind: 'commit', id: all.sha, issueKeys: issueKeys(all.message), version, facts: all };
}

export function branch(name: string, facts: Partial<BranchFacts> = {}, version = 0): ReadEntity {
  const url = `${host}/-/tree/${encodeURIComponent(name)}`;
  return {
    kind: 'branch',
    id: branchId(name),
    issueKeys: issueKeys(name),
    version,
    facts: {
      name,
      url,
      createMergeRequestUrl: `${host}/-/merge_requests/new?merge_request%5Bsource_branch%5D=${encodeURIComponent(name)}`,
      lastCommit: commitFacts(1),
      ...facts,
    },
  };
}

export function mergeRequest(iid: number, facts: Partial<MergeRequestFacts> = {}): ReadEntity {
  const all: MergeRequestFacts = {
    id: 9_000 + iid,
    iid,
    title: `ABC-${(iid % 500) + 1} merge ${iid}`,
    reference: `group/project!${iid}`,
    url: `${host}/-/merge_requests/${iid}`,
    state: 'opened',
    draft: false,
    author: { name: 'Ada' },
    sourceBranch: `feature-${iid}`,
    sourceBranchUrl: `${host}/-/tree/feature-${iid}`,
    targetBranch: 'main',
    targetBranchUrl: `${host}/-/tree/main`,
    commentCount: 2,
    updatedAt: Date.UTC(2026, 1, 1) + iid * 60_000,
    createdAt: Date.UTC(2026, 1, 1),
    reviewers: [],
    ...facts,
  };
  return {
    kind: 'pull_request',
    id: String(all.id),
    issueKeys: issueKeys(all.title),
    version: all.updatedAt,
    facts: all,
  };
}

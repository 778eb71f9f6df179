import { branchId, flagId } from '../../../src/dev-info/entity-id.ts';
import type {
  BranchFacts,
  BuildFacts,
  CommitFacts,
  DeploymentFacts,
  FeatureFlagFacts,
  MergeRequestFacts,
  ReadEntity,
} from '../../../src/dev-info/entity.ts';
import { issueKeys } from '../../../src/lib/naming/issue-keys.ts';

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

/** Names ABC-(number + 1), as commits and merge requests of that number do. */
const keysOf = (number: number) => [`ABC-${(number % 500) + 1}`];

export function build(iid: number, facts: Partial<BuildFacts> = {}, keys = keysOf(iid)): ReadEntity {
  const all: BuildFacts = {
    id: 70_000 + iid,
    iid,
    name: `Pipeline ${iid}`,
    url: `${host}/-/pipelines/${70_000 + iid}`,
    state: 'successful',
    sha: shaOf(iid),
    commitUrl: `${host}/-/commit/${shaOf(iid)}`,
    ref: { name: 'main', url: `${host}/-/tree/main` },
    createdAt: Date.UTC(2026, 2, 1),
    updatedAt: Date.UTC(2026, 2, 1) + iid * 60_000,
    ...facts,
  };
  return { kind: 'build', id: String(all.id), issueKeys: keys, version: all.updatedAt, facts: all };
}

export function deployment(
  iid: number,
  facts: Partial<DeploymentFacts> = {},
  keys = keysOf(iid),
): ReadEntity {
  const all: DeploymentFacts = {
    id: 80_000 + iid,
    iid,
    url: `${host}/-/jobs/${iid}`,
    state: 'successful',
    environment: { id: 7, name: 'production', type: 'production' },
    pipeline: { id: 70_000 + iid, name: `Pipeline ${iid}`, url: `${host}/-/pipelines/${70_000 + iid}` },
    ref: 'main',
    sha: shaOf(iid),
    commits: [shaOf(iid)],
    createdAt: Date.UTC(2026, 3, 1),
    updatedAt: Date.UTC(2026, 3, 1) + iid * 60_000,
    ...facts,
  };
  return { kind: 'deployment', id: String(all.id), issueKeys: keys, version: all.updatedAt, facts: all };
}

export function featureFlag(
  name: string,
  facts: Partial<FeatureFlagFacts> = {},
  keys = issueKeys(name),
): ReadEntity {
  const all: FeatureFlagFacts = {
    name,
    description: '',
    url: `${host}/-/feature_flags/1`,
    active: true,
    environments: [
      { name: 'production', type: 'production', active: true, percentage: 25, strategy: '25 %' },
    ],
    createdAt: Date.UTC(2026, 4, 1),
    updatedAt: Date.UTC(2026, 4, 1),
    ...facts,
  };
  return { kind: 'feature_flag', id: flagId(name), issueKeys: keys, version: all.updatedAt, facts: all };
}

import { keysOfOpenMergeRequests } from '../../dev-info/merge-requests.store.ts';
import type { ReadEntity } from '../../dev-info/entity.ts';
import { branchId } from '../../dev-info/entity-id.ts';
import type { GitlabBranch } from '../../gitlab/commit.schema.ts';
import { nextReadCounter } from '../../repository/repository.store.ts';
import { keyedBranches } from '../branches/branch-entity.ts';
import { mergeRequestEntity, mergeRequestKeys } from '../merge-requests/merge-request-entity.ts';
import { commitEntities, commitFacts } from '../commits/commit-entity.ts';
import { compareKind } from './compare-kind.ts';
import type { Difference } from './difference.ts';
import { readBranches } from './gitlab-branches.ts';
import { readCommits } from './gitlab-commits.ts';
import { readMergeRequests } from './gitlab-merge-requests.ts';
import type { Subject } from './subject.ts';

/** What open merge requests of the project itself name, by source branch; undefined where GitLab shows none. */
type OpenKeys = Map<string, Set<string>>;

/** Merge requests first: they say which issues branches and pipelines belong to. `open` is filled. */
export function verifyMergeRequests(subject: Subject, open: OpenKeys): AsyncGenerator<Difference> {
  const { gitlab, repository, account } = subject;
  const listed = new Set<number>();
  return compareKind(subject, {
    kind: 'pull_request',
    pages: mergeRequestEntities(subject, { open, listed }),
    isGone: async ({ iid }) => {
      if (iid === null || listed.has(iid)) return true;
      const [one] = await gitlab.mergeRequests({
        projectId: repository.gitlabProjectId,
        path: undefined,
        iids: [iid],
      });
      return one === undefined || mergeRequestKeys(one, { lowerCase: account.lowerCaseKeys }).length === 0;
    },
  });
}

async function* mergeRequestEntities(
  subject: Subject,
  { open, listed }: { open: OpenKeys; listed: Set<number> },
): AsyncGenerator<readonly ReadEntity[]> {
  const options = { lowerCase: subject.account.lowerCaseKeys };
  for await (const page of readMergeRequests(subject)) {
    yield page.flatMap((item) => {
      const keys = mergeRequestKeys(item, options);
      listed.add(item.iid);
      if (keys.length === 0) return [];
      if (item.state === 'opened' && item.fromSameProject) {
        const named = open.get(item.sourceBranch) ?? new Set();
        for (const key of keys) named.add(key);
        open.set(item.sourceBranch, named);
      }
      return [mergeRequestEntity(subject.repository, item, keys)];
    });
  }
}

/** Branches, and then the commits that they reach. */
export async function* verifyGit(subject: Subject, open: OpenKeys | undefined): AsyncGenerator<Difference> {
  const { ctx, key, gitlab, repository, account } = subject;
  // Taken before the reading, as the importer does: what was read later by others is newer.
  const version = await nextReadCounter(ctx.db, key.tenantId, key.repositoryId);
  const branches = await readBranches(subject);
  yield* compareKind(subject, {
    kind: 'branch',
    pages: branchEntities(subject, { branches: [...branches.values()], version, open }),
    isGone: async ({ name }) => {
      if (name === null || branches.has(name)) return true;
      const branch = await gitlab.branch({ projectId: repository.gitlabProjectId, name });
      // Its commits are not gone either.
      if (branch !== undefined) branches.set(branch.name, branch);
      return branch === undefined;
    },
  });
  yield* compareKind(subject, {
    kind: 'commit',
    pages: commitPages(subject, { branches: [...branches.values()], lowerCase: account.lowerCaseKeys }),
    // What was pushed stays with its issues when its branch goes or is forced elsewhere, as long as GitLab keeps it.
    isGone: async ({ id: sha }) => !(await gitlab.hasCommit({ projectId: repository.gitlabProjectId, sha })),
  });
}

async function* branchEntities(
  { ctx, key, repository, account }: Subject,
  {
    branches,
    version,
    open,
  }: { branches: readonly GitlabBranch[]; version: number; open: OpenKeys | undefined },
): AsyncGenerator<readonly ReadEntity[]> {
  const pageSize = 200;
  for (let from = 0; from < branches.length; from += pageSize) {
    const page = branches.slice(from, from + pageSize);
    const known: ReadonlyMap<string, Iterable<string>> = open ??
    (await keysOfOpenMergeRequests(
      ctx.db,
      key,
      page.map(({ name }) => name),
    ));
    const rows = page.map(({ name, head }) => ({
      id: branchId(name),
      name,
      head: commitFacts(head),
      version,
      mergeRequestKeys: [...(known.get(name) ?? [])],
    }));
    yield keyedBranches(repository, rows, { lowerCase: account.lowerCaseKeys }).entities;
  }
}

async function* commitPages(
  subject: Subject,
  { branches, lowerCase }: { branches: readonly GitlabBranch[]; lowerCase: boolean },
): AsyncGenerator<readonly ReadEntity[]> {
  for await (const commits of readCommits(subject, branches)) {
    yield commitEntities(commits, { lowerCase, version: subject.startedAt });
  }
}

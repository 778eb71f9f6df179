import type { GitlabBranch } from '../../gitlab/commit.schema.ts';
import { nextReadCounter } from '../../repository/repository.store.ts';
import type { Subject } from './subject.ts';

/** A listing during which branches come and go is repeated this often at most. */
const mostRounds = 3;

/** All branches by name. */
export async function readBranches(subject: Subject): Promise<Map<string, GitlabBranch>> {
  const { ctx, key, gitlab, repository } = subject;
  const projectId = repository.gitlabProjectId;
  const branches = new Map<string, GitlabBranch>();
  for (let round = 1; round <= mostRounds; round += 1) {
    const listing = await nextReadCounter(ctx.db, key.tenantId, key.repositoryId);
    let total: number | undefined;
    for (let page: number | undefined = 1; page !== undefined;) {
      const listed: Awaited<ReturnType<typeof gitlab.branches>> = await gitlab.branches({
        ...{ projectId, page, listing },
      });
      const before = branches.size;
      for (const branch of listed.items) branches.set(branch.name, branch);
      total = listed.total ?? total;
      // Where GitLab pages branches by key, the headers tell of more pages although one answer holds all.
      page = round === 1 && branches.size === before ? undefined : listed.nextPage;
    }
    if (total === undefined || branches.size >= total) break;
  }
  return branches;
}

import { Branches, Commits } from '@gitbeaker/rest';
import { branchesSchema, branchSchema, commitsSchema, diffSchema, type GitlabDiff } from './commit.schema.ts';
import type { Exchange } from './http/exchange.client.ts';
import type { GitlabClient } from './gitlab-port.ts';
import { checked, orUndefined, pageOf, resourceOptions, type Expanded } from './http/requester.client.ts';

type FileChange = GitlabDiff['files'][number]['change'];
type RepositoryCalls = Pick<GitlabClient, 'branches' | 'branch' | 'commits' | 'hasCommit' | 'commitDiff'>;

const shownFiles = 10;

/** What is in a project's Git repository. */
export function repositoryCalls(exchange: Exchange, hostUrl: string): RepositoryCalls {
  const branches = new Branches(resourceOptions(exchange, { hostUrl, what: 'branches' }));
  const commits = new Commits(resourceOptions(exchange, { hostUrl, what: 'commits' }));
  return {
    branches: async ({ projectId, page, listing = 0 }) =>
      pageOf(
        branchesSchema,
        await branches.all<true>(projectId, { page, perPage: sizeOf(listing), showExpanded: true }),
        'branches',
      ),
    branch: async ({ projectId, name }) => {
      const shown = await orUndefined(branches.show(projectId, name));
      return shown === undefined ? undefined : checked(branchSchema, shown, 'the branch');
    },
    hasCommit: async ({ projectId, sha }) => (await orUndefined(commits.show(projectId, sha))) !== undefined,
    commits: async ({ projectId, ref, until, page }) =>
      pageOf(
        commitsSchema,
        await commits.all<true>(projectId, {
          refName: ref,
          ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
          page,
          perPage: 100,
          showExpanded: true,
        }),
        'commits',
      ),
    commitDiff: async ({ projectId, sha }) => {
      // The types know no paging here, the endpoint has it (lib/api/commits.rb).
      const firstPage = { page: 1, perPage: shownFiles, showExpanded: true } as const;
      return toDiff(await commits.showDiff(projectId, sha, firstPage));
    },
  };
}

const pageSizes = 11;

/** Pages of another size are another request to GitLab's cache (lib/api/branches.rb, `cache_action`). */
function sizeOf(listing: number): number {
  return 100 - (listing % pageSizes);
}

function toDiff(page: object): GitlabDiff {
  const { data, paginationInfo } = page as Expanded;
  const files = checked(diffSchema, data, 'changed files')
    .slice(0, shownFiles)
    .map((file) => ({
      path: file.deleted_file ? file.old_path : file.new_path,
      change: changeOf(file),
      ...linesOf(file.diff ?? ''),
    }));
  const total = paginationInfo.total;
  return { files, fileCount: Number.isFinite(total) ? Math.max(total, files.length) : files.length };
}

function changeOf(file: { new_file: boolean; deleted_file: boolean; renamed_file: boolean }): FileChange {
  if (file.new_file) return 'ADDED';
  if (file.deleted_file) return 'DELETED';
  return file.renamed_file ? 'MOVED' : 'MODIFIED';
}

/** A unified diff of one file; GitLab leaves out its `---` and `+++` lines. */
function linesOf(diff: string): { linesAdded: number; linesRemoved: number } {
  let linesAdded = 0;
  let linesRemoved = 0;
  for (const line of diff.split('\n')) {
    if (line.startsWith('+')) linesAdded += 1;
    else if (line.startsWith('-')) linesRemoved += 1;
  }
  return { linesAdded, linesRemoved };
}

import type { HistoryCommit, HistoryFile } from '../../history/history.ts';
import type { CommitStore } from '../git/commit-store.ts';
import { refuse, violate } from '../http/exchange.ts';
import type { Answer, Call } from '../http/exchange.ts';
import {
  choice,
  countedPage,
  flag,
  pageRequest,
  pagingParameters,
  time,
  uncountedPage,
} from '../http/paging.ts';
import type { PageRequest } from '../http/paging.ts';
import type { Endpoint } from '../http/router.ts';
import { mergeRequestCommits } from '../world/merge-request-commits.ts';
import type { Project } from '../world/model.ts';
import { projectWith } from './find.ts';
import { commitBasic, mergeRequestBasic, projectWebUrl } from './shapes.ts';

export const commitEndpoints: readonly Endpoint[] = [
  {
    name: 'project.commits',
    method: 'GET',
    path: '/api/v4/projects/:id/repository/commits',
    query: [
      'ref_name',
      'since',
      'until',
      'all',
      'with_stats',
      'first_parent',
      'order',
      'trailers',
      ...pagingParameters,
    ],
    access: 'anyone',
    handle: listCommits,
  },
  {
    name: 'project.commit',
    method: 'GET',
    path: '/api/v4/projects/:id/repository/commits/:sha',
    query: ['stats'],
    access: 'anyone',
    handle: oneCommit,
  },
  {
    name: 'project.commit.diff',
    method: 'GET',
    path: '/api/v4/projects/:id/repository/commits/:sha/diff',
    query: ['unidiff', ...pagingParameters],
    access: 'anyone',
    handle: commitDiff,
  },
  {
    name: 'project.commit.merge_requests',
    method: 'GET',
    path: '/api/v4/projects/:id/repository/commits/:sha/merge_requests',
    query: pagingParameters,
    access: 'anyone',
    handle: commitMergeRequests,
  },
];

/** Those that bring it and the one that it merges (app/models/merge_request.rb, `by_commit_sha`). */
function commitMergeRequests(call: Call): Answer {
  const project = projectWith(call, 'merge_requests');
  const sha = call.params['sha'] ?? '';
  const commit = project.repository.store.find(sha);
  if (commit === undefined) return refuse(404, '404 Commit Not Found');
  const rows = project.mergeRequests
    .inOrder('createdAt', 'desc')
    .filter((row) => row.mergeCommitSha === sha || mergeRequestCommits(row).includes(commit));
  const page = pageRequest(call.query);
  const shown = rows.slice(page.offset, page.offset + page.perPage);
  const json = shown.map((row) => mergeRequestBasic(call.sandbox.url, row));
  return countedPage(call, page, { total: rows.length, rows: json });
}

/** GitLab's setting diff_max_files: files beyond it are neither shown nor counted. */
const diffMaxFiles = 1000;

function listCommits(call: Call): Answer {
  const project = projectWith(call, 'repository');
  const { query } = call;
  if (choice(query, 'order', ['default', 'topo']) === 'topo') violate(call, 'order=topo is not served here');
  const page = pageRequest(query);
  const { store } = project.repository;
  const since = time(query, 'since');
  const until = time(query, 'until');
  const all = flag(query, 'all', false);
  const walk = {
    ...(all ? { heads: store.tips() } : rangeOf(call, project)),
    firstParent: flag(query, 'first_parent', false),
    since: since === undefined ? undefined : Math.floor(since / 1000),
  };
  const untilSeconds = until === undefined ? Infinity : Math.floor(until / 1000);
  const shown = pageOf(store, store.walk(walk), { page, until: untilSeconds });
  // `git log --all --reverse --skip --max-count`: Git picks the page first and reverses it then.
  if (all) shown.reverse();
  const url = projectWebUrl(call.sandbox.url, project);
  const stats = flag(query, 'with_stats', false);
  const rows = shown.map((commit) => {
    const record = store.record(commit);
    return stats ? { ...commitBasic(url, record), stats: statsOf(record) } : commitBasic(url, record);
  });
  return uncountedPage(call, page, rows);
}

/** Git walks through commits newer than `until` without showing them; `--skip` counts what is shown. */
function pageOf(store: CommitStore, order: Int32Array, of: { page: PageRequest; until: number }): number[] {
  const { page, until } = of;
  if (until === Infinity) return [...order.subarray(page.offset, page.offset + page.perPage)];
  const shown: number[] = [];
  let skipped = 0;
  for (const commit of order) {
    if ((store.dates[commit] ?? 0) > until) continue;
    if (skipped < page.offset) skipped += 1;
    else if (shown.push(commit) === page.perPage) break;
  }
  return shown;
}

/**
 * `ref_name` is a branch, a sha or a range `A..B`. Where one end of it is not in the repository Gitaly answers "not
 * found", of which GitLab makes an empty list with 200 (Gitlab::Git::Repository#log): a range from a commit that was
 * cleaned away looks as if nothing was new.
 */
function rangeOf(call: Call, project: Project): { heads: number[]; exclude?: number[] } {
  const { repository, defaultBranch } = project;
  const given = call.query.get('ref_name');
  const ref = given === null || given === '' ? 'HEAD' : given;
  if (ref.includes('...')) violate(call, 'symmetric ranges are not served here');
  if (ref.startsWith('-') && !repository.branches.has(ref)) return refuse(400, 'ref_name is invalid');
  const split = ref.indexOf('..');
  if (split < 0) return { heads: listOf(repository.resolve(ref, defaultBranch)) };
  const from = repository.resolve(ref.slice(0, split) || 'HEAD', defaultBranch);
  const to = repository.resolve(ref.slice(split + 2) || 'HEAD', defaultBranch);
  return from === undefined || to === undefined ? { heads: [] } : { heads: [to], exclude: [from] };
}

function listOf(commit: number | undefined): number[] {
  return commit === undefined ? [] : [commit];
}

function commitOf(call: Call, project: Project): HistoryCommit {
  const { repository, defaultBranch } = project;
  const commit = repository.resolve(call.params['sha'] ?? '', defaultBranch);
  return commit === undefined ? refuse(404, '404 Commit Not Found') : repository.store.record(commit);
}

function oneCommit(call: Call): Answer {
  const project = projectWith(call, 'repository');
  const commit = commitOf(call, project);
  const stats = flag(call.query, 'stats', true) ? { stats: statsOf(commit) } : {};
  return {
    status: 200,
    json: {
      ...commitBasic(projectWebUrl(call.sandbox.url, project), commit),
      ...stats,
      status: null,
      project_id: project.id,
      last_pipeline: null,
    },
  };
}

function commitDiff(call: Call): Answer {
  const commit = commitOf(call, projectWith(call, 'repository'));
  const page = pageRequest(call.query);
  const total = Math.min(commit.file_count, diffMaxFiles);
  const rows: unknown[] = [];
  for (let i = page.offset; i < Math.min(total, page.offset + page.perPage); i += 1) {
    rows.push(diffOf(commit.files[i] ?? { path: `more/file-${i + 1}.txt`, status: 'modified' }));
  }
  return countedPage(call, page, { total, rows });
}

// Histories know how many files a commit changed, not the lines: the numbers are made from that.
function statsOf(commit: HistoryCommit): { additions: number; deletions: number; total: number } {
  return { additions: 2 * commit.file_count, deletions: commit.file_count, total: 3 * commit.file_count };
}

function diffOf(file: HistoryFile): Record<string, unknown> {
  const body = { added: '@@ -0,0 +1,2 @@\n+one\n+two\n', deleted: '@@ -1 +0,0 @@\n-one\n', renamed: '' };
  return {
    diff: file.status === 'modified' ? '@@ -1 +1,2 @@\n-one\n+one\n+two\n' : body[file.status],
    collapsed: false,
    too_large: false,
    new_path: file.path,
    old_path: file.status === 'renamed' ? `${file.path}.old` : file.path,
    a_mode: file.status === 'added' ? '0' : '100644',
    b_mode: file.status === 'deleted' ? '0' : '100644',
    new_file: file.status === 'added',
    renamed_file: file.status === 'renamed',
    deleted_file: file.status === 'deleted',
    generated_file: false,
  };
}

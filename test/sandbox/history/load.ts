import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { History, HistoryBranch, HistoryCommit, HistoryMergeRequest } from './history.ts';

const unzip = promisify(gunzip);

/** Reads a folder with `repository.json` and the gzipped lines of commits, branches and merge requests. */
export async function loadHistory(folder: string): Promise<History> {
  const about = JSON.parse(await readFile(join(folder, 'repository.json'), 'utf8')) as {
    name: string;
    default_branch: string | null;
  };
  const [commits, branches, mergeRequests] = await Promise.all([
    readLines<HistoryCommit>(join(folder, 'commits.ndjson.gz')),
    readLines<HistoryBranch>(join(folder, 'branches.ndjson.gz')),
    readLines<HistoryMergeRequest>(join(folder, 'merge_requests.ndjson.gz')),
  ]);
  return { name: about.name, defaultBranch: about.default_branch, commits, branches, mergeRequests };
}

// The folder's files are made by this project's own tools: their shape is known, so it is stated and not checked.
async function readLines<T>(path: string): Promise<T[]> {
  const text = (await unzip(await readFile(path))).toString('utf8');
  const rows: T[] = [];
  for (const line of text.split('\n')) {
    if (line !== '') rows.push(JSON.parse(line) as T);
  }
  return rows;
}

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueKeys } from '../../src/lib/naming/issue-keys.ts';
import { control } from '../../scripts/demo/control.ts';
import { startChild } from '../../scripts/demo/child.ts';
import { loadHistory } from '../../test/sandbox/history/load.ts';
import { reachable } from '../smallest-requests.ts';
import { decimals } from '../table.ts';
import { gitlabCom } from './gitlab-com.ts';

const gitlabProgram = fileURLToPath(new URL('../../test/sandbox/gitlab/main.ts', import.meta.url));
const group = 'acme';

/**
 * Models, not the products: what each one asks of GitLab, as its source or documentation tells, in the order it asks,
 * against the same sandbox. What they do beside that (their database, their queue) is not counted.
 */
type Gitlab = { get(path: string): Promise<Answer>; requests(): number };
type Answer = { readonly rows: readonly Record<string, unknown>[]; readonly body: Record<string, unknown> };

/**
 * The connector of 2015 (jira-dvcs-connector, GithubSynchronize…): one worker; each branch head is asked for, then
 * each parent not yet stored, one request a commit. Its merge request pages hold 30; per merge request it asks for
 * more (commits, two lists of comments), which this model leaves out in its favour.
 */
export async function modelOfOldConnector(folder: string): Promise<string[]> {
  return withGitlab(folder, async (gitlab, project) => {
    const startedAt = performance.now();
    const seen = new Set<string>();
    const waiting: string[] = [];
    for await (const branch of pages(gitlab, `${project}/repository/branches?per_page=100`)) {
      waiting.push(String((branch['commit'] as Record<string, unknown>)['id']));
    }
    for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
      if (seen.has(sha)) continue;
      seen.add(sha);
      const { body } = await gitlab.get(`${project}/repository/commits/${sha}`);
      waiting.push(...(body['parent_ids'] as string[]));
    }
    let mergeRequests = 0;
    for await (const _row of pages(gitlab, `${project}/merge_requests?state=all&per_page=30`))
      mergeRequests += 1;
    return row('connector of 2015: one request per commit', {
      gitlab,
      seconds: (performance.now() - startedAt) / 1000,
      reached: `${seen.size} commits, ${mergeRequests} merge requests`,
    });
  });
}

/**
 * GitLab's own app (lib/atlassian/jira_connect, create_service.rb): 20 projects a minute, each with one request to
 * Jira that holds the newest 400 branches and 400 merge requests, and no commits other than branch heads. It reads
 * its own database; the model reads as many pages in its place.
 */
export async function modelOfGitlabApp(folder: string): Promise<string[]> {
  const history = await loadHistory(folder);
  const keyed = reachable(history).messages.filter((message) => issueKeys(message).length > 0).length;
  return withGitlab(folder, async (gitlab, project) => {
    const startedAt = performance.now();
    let branches = 0;
    let mergeRequests = 0;
    for (let page = 1; page <= 4; page += 1) {
      const paged = `per_page=100&page=${page}`;
      branches += (await gitlab.get(`${project}/repository/branches?sort=updated_desc&${paged}`)).rows.length;
      mergeRequests += (await gitlab.get(`${project}/merge_requests?state=all&${paged}`)).rows.length;
    }
    return row('GitLab for Jira Cloud: newest 400, 20 repositories a minute', {
      gitlab,
      seconds: Math.max(3, (performance.now() - startedAt) / 1000),
      reached: `0 of ${keyed} commits, at most ${branches} branches, ${mergeRequests} of ${history.mergeRequests.length} merge requests`,
    });
  });
}

function row(name: string, got: { gitlab: Gitlab; seconds: number; reached: string }): string[] {
  return [name, 'zookeeper', String(got.gitlab.requests()), decimals(got.seconds, 1), got.reached];
}

async function withGitlab<T>(
  folder: string,
  model: (gitlab: Gitlab, project: string) => Promise<T>,
): Promise<T> {
  const logs = await mkdtemp(path.join(os.tmpdir(), 'dvcs-bench-'));
  const flags = ['--latency', String(gitlabCom.latencyMs), '--rate-limit', String(gitlabCom.rateLimit)];
  const sandbox = await startChild({
    name: 'gitlab',
    folder: logs,
    args: [gitlabProgram, '--history', folder, '--group', group, ...flags],
  });
  try {
    const url = String(sandbox.hello['url']);
    const gitlab = caller(url, await tokenOf(url));
    const { rows } = await gitlab.get(`/groups/${group}/projects`);
    return await model(gitlab, `/projects/${String(rows[0]?.['id'])}`);
  } finally {
    await sandbox.stop();
    await rm(logs, { recursive: true });
  }
}

async function tokenOf(url: string): Promise<string> {
  const application = await control(url, 'create-application', {
    name: 'model',
    redirectUris: ['http://127.0.0.1/'],
    scopes: ['api'],
  });
  const issued = await control(url, 'issue-token', { clientId: application['clientId'], username: 'dana' });
  return String(issued['access_token'] ?? issued['accessToken']);
}

/** Waits where GitLab says so, as both would. */
function caller(url: string, token: string): Gitlab {
  let requests = 0;
  return {
    requests: () => requests,
    async get(path) {
      for (;;) {
        const response = await fetch(`${url}/api/v4${path}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        if (response.status === 429) {
          await sleep(Number(response.headers.get('retry-after') ?? 1) * 1000);
          continue;
        }
        requests += 1;
        const json: unknown = await response.json();
        return Array.isArray(json)
          ? { rows: json as Record<string, unknown>[], body: {} }
          : { rows: [], body: json as Record<string, unknown> };
      }
    },
  };
}

async function* pages(gitlab: Gitlab, path: string): AsyncGenerator<Record<string, unknown>> {
  for (let page = 1; ; page += 1) {
    const { rows } = await gitlab.get(`${path}&page=${page}`);
    if (rows.length === 0) return;
    yield* rows;
  }
}

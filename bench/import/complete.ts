import { loadHistory } from '../../test/sandbox/history/load.ts';
import { issueKeys } from '../../src/lib/naming/issue-keys.ts';
import { reachable, smallestRequests } from '../smallest-requests.ts';
import { decimals, table } from '../table.ts';
import { measureImport } from './measure.ts';

/** Everything of one history, without latency, limit or changed files: how many requests, how much work. */
export async function completeImport(folder: string): Promise<string> {
  const history = await loadHistory(folder);
  const least = smallestRequests(history);
  const { all, messages } = reachable(history);
  const projectKey = history.name.toUpperCase();
  const names = (text: string) => issueKeys(text).some((key) => key.startsWith(`${projectKey}-`));
  const opened = history.mergeRequests.filter((row) => row.state === 'opened');
  const keyed = {
    // A branch belongs to an issue by its name, or by the open merge request that it is the source of.
    branches: history.branches.filter(
      ({ name }) =>
        names(name) ||
        opened.some((row) => row.source_branch === name && names(`${row.title}\n${row.description ?? ''}`)),
    ).length,
    commits: messages.filter(names).length,
    pullRequests: history.mergeRequests.filter((row) =>
      names([row.title, row.description ?? '', row.source_branch].join('\n')),
    ).length,
  };
  const got = await measureImport({ data: folder, changedFiles: false });
  const rows = [
    ['requests to GitLab', got.gitlabRequests, `${least.total} is the smallest number`],
    ['… as a ratio', decimals(got.gitlabRequests / least.total, 3), '≤ 1.1'],
    ['entities per bulk request', decimals(got.entitiesPerBulk, 0), '≥ 300'],
    ['app CPU per commit', `${decimals((got.appCpuSeconds * 1000) / all.size, 3)} ms`, '≤ 0.5 ms'],
    ['commits in Jira', got.entities['commits'] ?? 0, `${keyed.commits} name an issue of ${projectKey}`],
    [
      'merge requests in Jira',
      got.entities['pullRequests'] ?? 0,
      `${keyed.pullRequests} name an issue of ${projectKey}`,
    ],
    ['branches in Jira', got.entities['branches'] ?? 0, `${keyed.branches} name an issue of ${projectKey}`],
    ['sent twice with the same payload', got.duplicates, '0'],
    ['rejected by Jira', got.refused, '0'],
    ['undocumented calls', got.violations.length, '0'],
    ['duration', `${decimals(got.seconds, 1)} s`, ''],
    ['peak memory', `${decimals(got.peakMegabytes, 0)} MB`, ''],
  ];
  const title = `${history.name}: ${all.size} commits on ${history.branches.length} branches, ${history.mergeRequests.length} merge requests`;
  return `### ${title}\n\n${table(['figure', 'measured', 'aim'], rows)}\n\nBy endpoint: ${JSON.stringify(got.requestsByEndpoint)}`;
}

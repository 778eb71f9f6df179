import { namedIn, startRealHistory } from '../../test/facade/real-history.ts';
import type { Connector } from '../../test/facade/connector/connector.ts';
import { startTestServer } from '../../test/support/database.ts';
import { decimals, table } from '../table.ts';

/**
 * A whole history through the connector that is built into Jira Server and Data Center: its own sequence of calls, a
 * request for each commit and four for each merge request. App, sandbox and connector share one process, so times hold
 * all three; PostgreSQL has its own.
 */
export async function importThroughFacade(folder: string): Promise<string> {
  const server = await startTestServer();
  try {
    const { served, jira, slug, inLedger } = await startRealHistory(folder);
    const { log } = served.app.gitlab;
    const forImport = log.total;
    const times = timed(jira);
    const startedAt = performance.now();
    const stored = await jira.sync(slug, { soft: false });
    const seconds = (performance.now() - startedAt) / 1000;
    const requests = jira.client.sent();
    const [mine, ledger] = [namedIn(stored), await inLedger()];
    const same = (one: readonly unknown[], other: readonly unknown[]) =>
      JSON.stringify(one) === JSON.stringify(other) ? 'the same' : 'OTHERS';
    const withCommits = [...stored.pullRequests.values()].filter(({ commits }) => commits.length > 0).length;
    const rows = [
      ['commits in Jira', stored.changesets.size, ''],
      [
        '… that name an issue',
        mine.commits.length,
        `${ledger.commits.length} in the ledger, ${same(mine.commits, ledger.commits)}`,
      ],
      ['branches in Jira', stored.heads.size, ''],
      ['merge requests in Jira', stored.pullRequests.size, ''],
      [
        '… that name an issue',
        mine.mergeRequests.length,
        `${ledger.mergeRequests.length} in the ledger, ${same(mine.mergeRequests, ledger.mergeRequests)}`,
      ],
      ['… with commits that are on a branch', withCommits, ''],
      ['requests of Jira', requests, ''],
      ['requests to GitLab while Jira imports', log.total - forImport, '0'],
      ['requests to GitLab in all, linking included', log.total, ''],
      ['… per 1,000 requests of Jira', decimals((log.total * 1000) / requests, 1), '≤ 20'],
      ['commits/{sha}, p50', `${decimals(percentile(times, 0.5), 1)} ms`, ''],
      ['commits/{sha}, p95', `${decimals(percentile(times, 0.95), 1)} ms`, ''],
      ['duration of Jira’s import', `${decimals(seconds, 0)} s`, ''],
    ];
    await served.close();
    const title = `${slug} through Jira’s own connector (host “GitHub Enterprise”)`;
    return `### ${title}\n\n${table(['figure', 'measured', 'aim'], rows)}`;
  } finally {
    await server.stop();
  }
}

/** Times of the requests for single commits, ms. */
function timed({ client }: Connector): number[] {
  const times: number[] = [];
  const get = client.get.bind(client);
  client.get = async (path) => {
    const startedAt = performance.now();
    const answer = await get(path);
    if (path.includes('/commits/')) times.push(performance.now() - startedAt);
    return answer;
  };
  return times;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

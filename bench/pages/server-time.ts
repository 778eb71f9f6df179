import { percentile } from '../forge/beside.ts';
import { decimals, table } from '../table.ts';
import { askPage, type Answered, type AskedPage } from './ask.ts';
import { busiestIssue, largestProject, usualIssue, usualProject } from './names.ts';
import { startPagesStage, type PagesStage } from './stage.ts';

/** What the pages are measured with. */
export const amounts = { repositories: 5_000, entities: 1_000_000 };

export type PagesOptions = {
  /** Of each page, after a warm-up of a tenth of it. */
  readonly times: number;
  readonly entities: number;
};

type Measured = { readonly name: string; readonly aim: string } & AskedPage;

/** Every page of an account, an issue and a project, with much in the database. */
export async function serverTimeOfPages({ times, entities }: PagesOptions): Promise<string> {
  const stage = await startPagesStage({ ...amounts, entities });
  try {
    const rows = [];
    for (const page of pagesOf(stage)) {
      await askPage(stage, page, Math.ceil(times / 10));
      rows.push(rowOf(page, await askPage(stage, page, times)));
    }
    const head = ['page', 'p50', 'p95 (aim)', 'p99', 'waiting for Jira, p50', 'in all, p95'];
    return `### Server time of pages, milliseconds, ${times} requests each\n\n${await sizes(stage)}\n\n${table(head, rows)}`;
  } finally {
    await stage.stop();
  }
}

function pagesOf({ accountId, largestRepositoryId }: PagesStage): Measured[] {
  const account = `/accounts/${accountId}`;
  const ofAccount = (name: string, path: string) => ({ name, path: `${account}${path}`, aim: '< 50' });
  const repository = `/repositories/${largestRepositoryId}`;
  const ofRepository = (name: string, path: string) => ({
    name,
    path: `${repository}${path}`,
    aim: '< 50',
  });
  const ofIssue = (name: string, issueKey: string) => ({
    ...{ name, issueKey, aim: '< 20' },
    path: `/issue?issueKey=${issueKey}`,
  });
  const ofProject = (name: string, projectKey: string) => ({
    ...{ name, projectKey, aim: '< 100' },
    path: `/project?projectKey=${projectKey}`,
  });
  return [
    { name: 'accounts: the list', path: '/accounts', aim: '< 50' },
    ofAccount('accounts: one account', ''),
    ofAccount('… its table, first page', '/repositories'),
    ofAccount('… sorted by activity: the largest first', '/repositories?sort=activity'),
    ofAccount('… a search', '/repositories?search=service-12'),
    ofAccount('… those that failed', '/repositories?show=failed'),
    ofAccount('… those without a webhook', '/repositories?show=no-webhook'),
    ofAccount('… its last page', '/repositories?page=200'),
    ofAccount('… its summary (asked for again and again)', '/summary'),
    ofAccount('… what waits', '/waiting'),
    ofRepository('the largest repository', ''),
    ofRepository('… what Jira rejected', '/rejections'),
    ofRepository('… its webhook calls', '/deliveries'),
    { name: 'Smart Commits: all', path: '/smart-commits', aim: '< 50' },
    { name: 'Smart Commits: those that failed', path: '/smart-commits?state=failed', aim: '< 50' },
    { name: 'Smart Commits: of one author', path: '/smart-commits?author=person69', aim: '< 50' },
    { name: 'Smart Commits: of one issue', path: `/smart-commits?issue=${busiestIssue}`, aim: '< 50' },
    {
      name: 'Smart Commits: of some repositories',
      path: '/smart-commits?repository=service-12',
      aim: '< 50',
    },
    ofIssue('issue panel: usual', usualIssue),
    ofIssue('issue panel: the busiest issue', busiestIssue),
    ofProject('project page: usual', usualProject),
    ofProject('project page: the largest', largestProject),
  ];
}

function rowOf({ name, aim }: Measured, answered: readonly Answered[]): string[] {
  const of = (key: keyof Answered, share: number) =>
    decimals(
      percentile(
        answered.map((one) => one[key]).sort((a, b) => a - b),
        share,
      ),
      1,
    );
  const server = [of('server', 0.5), `${of('server', 0.95)} (${aim})`, of('server', 0.99)];
  return [name, ...server, of('elsewhere', 0.5), of('whole', 0.95)];
}

/** What the pages had to do with. */
async function sizes({ db, fillSeconds }: PagesStage): Promise<string> {
  const count = async (from: string) => {
    const [row] = await db.rows<{ count: number }>(`select count(*) as count from ${from}`);
    return (row?.count ?? 0).toLocaleString('en-GB');
  };
  const ofKey = (key: string) => count(`entity_key where issue_key = '${key}'`);
  const ofProject = (key: string) => count(`entity_key where project_key = '${key}' and is_first`);
  return [
    `${await count('entity')} entities of ${await count('repository')} repositories,`,
    `${await count('smart_command')} Smart Commands, ${await count('delivery')} webhook events, ${await count('sync_run')} runs;`,
    `filled in ${decimals(fillSeconds, 0)} s. ${usualIssue} is named by ${await ofKey(usualIssue)} entities,`,
    `${busiestIssue} by ${await ofKey(busiestIssue)}; ${usualProject} by ${await ofProject(usualProject)},`,
    `${largestProject} by ${await ofProject(largestProject)}.`,
  ].join(' ');
}

import { loadHistory } from '../../test/sandbox/history/load.ts';
import { decimals, table } from '../table.ts';
import { gitlabCom } from './gitlab-com.ts';
import { measureImport, type Measured } from './measure.ts';
import { modelOfGitlabApp, modelOfOldConnector } from './models.ts';

const allowedSeconds = (requests: number) => (requests * 60) / gitlabCom.rateLimit;

/** The import under gitlab.com's limit, beside two models of what others do, in the same run. */
export async function limitedImport(folders: {
  readonly plain: string;
  readonly files: string;
}): Promise<string> {
  const plain = await measureImport({ data: folders.plain, ...gitlabCom, changedFiles: false });
  const files = await measureImport({ data: folders.files, ...gitlabCom, changedFiles: true });
  const ours = [
    row('without changed files', (await loadHistory(folders.plain)).name, plain),
    row('with changed files', (await loadHistory(folders.files)).name, files),
  ];
  const models = [await modelOfOldConnector(folders.files), await modelOfGitlabApp(folders.files)];
  return [
    `### ${gitlabCom.rateLimit} requests a minute, ${gitlabCom.latencyMs} ms latency`,
    table(['import', 'history', 'requests', 'seconds', 'the limit allows', 'ratio (≤ 1.25)'], ours),
    'Models of the published behaviour of others, run against the same sandbox in the same run:',
    table(['model', 'history', 'requests', 'seconds', 'what reaches Jira'], models),
  ].join('\n\n');
}

function row(name: string, history: string, { gitlabRequests, seconds }: Measured): string[] {
  const allowed = allowedSeconds(gitlabRequests);
  return [
    name,
    history,
    String(gitlabRequests),
    decimals(seconds, 1),
    `${decimals(allowed, 1)} s`,
    decimals(seconds / allowed, 2),
  ];
}

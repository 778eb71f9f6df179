import { measureImport } from '../import/measure.ts';
import { besides, besideTable } from './beside.ts';

const times = 5;

/** A whole history, as in the bench of imports. */
export async function importBeside(data: string): Promise<string> {
  const both = await besides(times, async (jiraApp) => {
    const got = await measureImport({ jiraApp, data, changedFiles: false });
    if (got.violations.length > 0) throw new Error(`Undocumented calls:\n${got.violations.join('\n')}`);
    return {
      'seconds until Jira has all': got.filledSeconds,
      'app CPU, seconds': got.appCpuSeconds,
      'peak memory, MB': got.peakMegabytes,
      'requests to GitLab': got.gitlabRequests,
      'bulk requests to Jira': got.bulkRequests,
      'commits in Jira': got.entities['commits'] ?? 0,
    };
  });
  return `### Import of a history, the smallest of ${times}\n\n${besideTable(both)}`;
}

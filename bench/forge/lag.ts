import { lagsAtTraffic } from '../live/lag.ts';
import { besides, besideTable, percentile } from './beside.ts';

const times = 3;
const traffic = { perSecond: 20, seconds: 60 };

/** From a change in GitLab to Jira being told of it, as in the bench of live changes, but fewer. */
export async function lagBeside(data: string): Promise<string> {
  const both = await besides(times, async (jiraApp) => {
    const { lags } = await lagsAtTraffic(data, { ...traffic, jiraApp });
    const known = lags.flatMap(({ ms }) => ms ?? []).sort((a, b) => a - b);
    return {
      'p50, ms': percentile(known, 0.5),
      'p99, ms': percentile(known, 0.99),
      changes: lags.length,
      'in Jira': known.length,
    };
  });
  const { perSecond, seconds } = traffic;
  return `### ${perSecond} changes a second for ${seconds} s, while an import runs, the smallest of ${times}\n\n${besideTable(both)}`;
}

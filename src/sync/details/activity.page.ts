import { stackedBars, type Series, type StackedBars } from '../../lib/charts/stacked-bars.ts';
import { dayOf, say } from '../../lib/words/say.ts';
import type { WeekOfRepository } from './activity.store.ts';

/** Half a year. */
export const shownWeeks = 26;
/** Labels of all weeks would touch one another on a narrow screen. */
const labelEvery = 8;

type Kind = WeekOfRepository['kind'];
const code = [
  { key: 'commit', label: say('sync.chart.commits'), look: 'info' },
  { key: 'pull_request', label: say('sync.chart.mergeRequests'), look: 'plain' },
] as const satisfies readonly (Series & { key: Kind })[];
const delivery = [
  { key: 'build', label: say('sync.chart.builds'), look: 'info' },
  { key: 'deployment', label: say('sync.chart.deployments'), look: 'success' },
] as const satisfies readonly (Series & { key: Kind })[];

/** What was written and what was made of it, by week; a chart without anything is left out. @param weeks their beginnings, epoch ms */
export function activityCharts(counts: readonly WeekOfRepository[], weeks: readonly number[]): StackedBars[] {
  const bars = weeks.map((at, week) => ({
    label: dayOf(at),
    counts: Object.fromEntries(
      counts.filter((one) => one.week === week).map(({ kind, count }) => [kind, count]),
    ),
  }));
  const of = { bars, labelEvery, unit: 'week' } as const;
  return [
    stackedBars({ ...of, id: 'code', title: say('sync.chart.code'), series: code }),
    stackedBars({ ...of, id: 'delivery', title: say('sync.chart.delivery'), series: delivery }),
  ].filter(({ rows }) => rows.length > 0);
}

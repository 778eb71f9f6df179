import { stackedBars, type Series, type StackedBars } from '../../lib/charts/stacked-bars.ts';
import type { WeekOfRepository } from './activity.store.ts';

/** Half a year. */
export const shownWeeks = 26;
/** Labels of all weeks would touch one another on a narrow screen. */
const labelEvery = 8;

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

type Kind = WeekOfRepository['kind'];
const code = [
  { key: 'commit', label: 'Commits', look: 'info' },
  { key: 'pull_request', label: 'Merge requests', look: 'plain' },
] as const satisfies readonly (Series & { key: Kind })[];
const delivery = [
  { key: 'build', label: 'Builds', look: 'info' },
  { key: 'deployment', label: 'Deployments', look: 'success' },
] as const satisfies readonly (Series & { key: Kind })[];

/** What was written and what was made of it, by week; a chart without anything is left out. @param weeks their beginnings, epoch ms */
export function activityCharts(counts: readonly WeekOfRepository[], weeks: readonly number[]): StackedBars[] {
  const bars = weeks.map((at, week) => ({
    label: dayName.format(at),
    counts: Object.fromEntries(
      counts.filter((one) => one.week === week).map(({ kind, count }) => [kind, count]),
    ),
  }));
  const of = { bars, labelEvery, unit: 'Week' } as const;
  return [
    stackedBars({ ...of, id: 'code', title: 'Commits and merge requests by week', series: code }),
    stackedBars({ ...of, id: 'delivery', title: 'Builds and deployments by week', series: delivery }),
  ].filter(({ rows }) => rows.length > 0);
}

import { drawLines, type Lines } from '../../lib/charts/lines.ts';
import { stackedBars, type Series, type StackedBars } from '../../lib/charts/stacked-bars.ts';
import { countWords } from '../../lib/page-words.ts';
import type { Deed, WeekCount } from './activity.store.ts';
import type { WeekOfIssues } from './deployments.store.ts';
import { spanWords } from './span-words.ts';

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Labels of all twelve weeks would touch one another on a narrow screen. */
const labelEvery = 3;

const codeSeries = [
  { key: 'commit', label: 'Commits', look: 'info' },
  { key: 'opened', label: 'Merge requests opened', look: 'plain' },
  { key: 'merged', label: 'Merge requests merged', look: 'success' },
] as const satisfies readonly (Series & { key: Deed })[];
const deliverySeries = [
  { key: 'build', label: 'Builds', look: 'info' },
  { key: 'deployment', label: 'Deployments', look: 'success' },
] as const satisfies readonly (Series & { key: Deed })[];

/** Two charts: what people wrote, and what was made of it; or what of it there was not. @param weeks their beginnings, epoch ms */
export function activityCharts(
  counts: readonly WeekCount[],
  weeks: readonly number[],
): { charts: StackedBars[]; missing: string[] } {
  const bars = weeks.map((at, week) => ({
    label: dayName.format(at),
    counts: Object.fromEntries(
      counts.filter((one) => one.week === week).map(({ deed, count }) => [deed, count]),
    ),
  }));
  const of = { bars, labelEvery, unit: 'Week' } as const;
  const charts = [
    stackedBars({ ...of, id: 'code', title: 'Commits and merge requests by week', series: codeSeries }),
    stackedBars({ ...of, id: 'delivery', title: 'Builds and deployments by week', series: deliverySeries }),
  ];
  const nothing = ['commit or merge request', 'build or deployment'];
  return {
    charts: charts.filter(({ rows }) => rows.length > 0),
    missing: nothing.filter((_, index) => charts[index]?.rows.length === 0),
  };
}

/** How long issues took to production. */
export function cycleChart(cycles: readonly WeekOfIssues[], weeks: readonly number[]): Lines {
  const of = new Map(cycles.map((one) => [one.week, one]));
  const values = (pick: (one: WeekOfIssues) => number) =>
    weeks.map((_, week) => {
      const one = of.get(week);
      return one === undefined ? null : pick(one);
    });
  const isLong = cycles.some(({ mostMs }) => mostMs >= 2 * dayMs);
  return drawLines({
    id: 'cycle',
    title: 'From the first commit to production, by week',
    unit: 'Week',
    labels: weeks.map((at) => dayName.format(at)),
    lines: [
      { label: 'Median', look: 'whole', values: values(({ medianMs }) => medianMs) },
      { label: '85th percentile', look: 'dashed', values: values(({ mostMs }) => mostMs) },
    ],
    more: { label: 'Issues', values: weeks.map((_, week) => countWords(of.get(week)?.issues ?? 0)) },
    scale: isLong ? { size: dayMs, words: 'd' } : { size: hourMs, words: 'h' },
    labelEvery,
    words: spanWords,
  });
}

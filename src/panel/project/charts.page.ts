import { drawLines, type Lines } from '../../lib/charts/lines.ts';
import { stackedBars, type Series, type StackedBars } from '../../lib/charts/stacked-bars.ts';
import { dayOf, say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Deed, WeekCount } from './activity.store.ts';
import type { WeekOfIssues } from './cycle.store.ts';
import { spanWords } from './span-words.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Labels of all twelve weeks would touch one another on a narrow screen. */
const labelEvery = 3;

const codeSeries = [
  { key: 'commit', label: say('panel.chart.commit'), look: 'info' },
  { key: 'opened', label: say('panel.chart.opened'), look: 'plain' },
  { key: 'merged', label: say('panel.chart.merged'), look: 'success' },
] as const satisfies readonly (Series & { key: Deed })[];
const deliverySeries = [
  { key: 'build', label: say('panel.chart.build'), look: 'info' },
  { key: 'deployment', label: say('panel.chart.deployment'), look: 'success' },
] as const satisfies readonly (Series & { key: Deed })[];

/**
 * Two charts: what people wrote, and what was made of it; or what of it there was not.
 * @param weeks their beginnings, epoch ms
 */
export function activityCharts(
  counts: readonly WeekCount[],
  weeks: readonly number[],
): { charts: StackedBars[]; missing: Text[] } {
  const bars = weeks.map((at, week) => ({
    label: dayOf(at),
    counts: Object.fromEntries(
      counts.filter((one) => one.week === week).map(({ deed, count }) => [deed, count]),
    ),
  }));
  const of = { bars, labelEvery, unit: 'week' } as const;
  const charts = [
    stackedBars({ ...of, id: 'code', title: say('panel.chart.code'), series: codeSeries }),
    stackedBars({ ...of, id: 'delivery', title: say('panel.chart.delivery'), series: deliverySeries }),
  ];
  const nothing = [say('panel.project.noCode'), say('panel.project.noDelivery')];
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
    title: say('panel.chart.cycle'),
    unit: 'week',
    labels: weeks.map((at) => dayOf(at)),
    lines: [
      { label: say('panel.chart.median'), look: 'whole', values: values(({ medianMs }) => medianMs) },
      { label: say('panel.chart.most'), look: 'dashed', values: values(({ mostMs }) => mostMs) },
    ],
    more: {
      label: say('panel.chart.issues'),
      values: weeks.map((_, week) => say('words.number', { number: of.get(week)?.issues ?? 0 })),
    },
    scale: isLong
      ? { size: dayMs, say: (count) => say('panel.chart.days', { count }) }
      : { size: hourMs, say: (count) => say('panel.chart.hours', { count }) },
    labelEvery,
    words: spanWords,
  });
}

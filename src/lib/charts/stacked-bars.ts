import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { inARow, say } from '../words/say.ts';
import type { Text } from '../words/text.ts';

/** What one colour and pattern of a chart stands for. */
export type Series = {
  readonly key: string;
  readonly label: Text;
  /** Which of the styles of `views/partials/stacked-bars.hbs` it has: each differs in colour and in pattern. */
  readonly look: 'success' | 'danger' | 'plain' | 'info';
};

/** One bar: what is counted there by the key of its series; a series that is left out is 0. */
export type Bar = { readonly label: Text; readonly counts: Readonly<Record<string, number>> };

export type StackedBarsInput = {
  /** Of the page, so that two charts do not share patterns. */
  readonly id: string;
  readonly title: Text;
  /** The first is at the bottom. */
  readonly series: readonly Series[];
  /** From left to right. */
  readonly bars: readonly Bar[];
  /** Every how many bars one has its label below it, counted from the last. */
  readonly labelEvery: number;
  /** What a bar stands for. Default: a day. */
  readonly unit?: 'day' | 'week' | undefined;
};

/** What the view draws: x and widths in per cent of the frame's width, y and heights in px. */
export type StackedBars = {
  readonly id: string;
  readonly title: Text;
  readonly unit: Text;
  readonly leftOut: Text;
  readonly height: number;
  readonly base: number;
  readonly grid: readonly { readonly y: number; readonly textY: number; readonly label: number }[];
  readonly bars: readonly {
    readonly title: Text;
    readonly parts: readonly {
      readonly fill: string;
      readonly x: string;
      readonly width: string;
      readonly y: number;
      readonly height: number;
    }[];
  }[];
  readonly labels: readonly {
    readonly x: string;
    readonly text: Text;
    readonly anchor: 'middle' | 'end';
  }[];
  readonly legend: readonly { readonly label: Text; readonly fill: string; readonly total: number }[];
  /** The same in figures; bars without anything are left out. */
  readonly rows: readonly { readonly label: Text; readonly cells: readonly number[] }[];
};

const top = 20;
const base = 180;
const height = 204;
/** The left edge is for the figures of the grid. */
const range: readonly [number, number] = [5, 100];
/** One failure beside a thousand that went well is still to be seen. */
const leastPx = 3;

/** Bars of counts on top of one another, computed without a browser. */
export function stackedBars(input: StackedBarsInput): StackedBars {
  const { id, title, series, bars, labelEvery, unit = 'day' } = input;
  const keys = series.map(({ key }) => key);
  const rows = bars.map(({ counts }) => Object.fromEntries(keys.map((key) => [key, counts[key] ?? 0])));
  const most = Math.max(1, ...rows.map((row) => sum(Object.values(row))));
  const y = scaleLinear().domain([0, most]).nice(4).range([base, top]);
  const x = scaleBand<number>().domain(bars.keys()).range(range).paddingInner(0.25).paddingOuter(0.1);
  const layers = stack<Record<string, number>>().keys(keys)(rows);
  const fillOf = ({ look }: Series) => `url(#${id}-${look})`;
  const place = (index: number) => x(index) ?? 0;
  return {
    ...{ id, title, height, base },
    unit: say(`chart.unit.${unit}`),
    leftOut: say(`chart.leftOut.${unit}`),
    grid: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((tick) => ({ y: round(y(tick)), textY: round(y(tick)) - 4, label: tick })),
    bars: bars.map((bar, index) => ({
      title: titleOf(bar, series),
      parts: piled(
        layers.flatMap((layer, at) => {
          const [from = 0, to = 0] = layer[index] ?? [];
          const of = series[at];
          return to > from && of ? [{ fill: fillOf(of), px: y(from) - y(to) }] : [];
        }),
      ).map((part) => ({ ...part, x: percent(place(index)), width: percent(x.bandwidth()) })),
    })),
    labels: bars.flatMap(({ label: text }, index): StackedBars['labels'][number][] => {
      const left = bars.length - 1 - index;
      if (left % labelEvery !== 0) return [];
      // The last one would be cut off at the edge.
      if (left === 0) return [{ x: '100%', text, anchor: 'end' }];
      return [{ x: percent(place(index) + x.bandwidth() / 2), text, anchor: 'middle' }];
    }),
    legend: series.map((one) => ({
      label: one.label,
      fill: fillOf(one),
      total: sum(rows.map((row) => row[one.key] ?? 0)),
    })),
    rows: bars.flatMap(({ label }, index) => {
      const counts = keys.map((key) => rows[index]?.[key] ?? 0);
      return sum(counts) === 0 ? [] : [{ label, cells: counts }];
    }),
  };
}

/** Puts parts on top of one another from the base, each at least as high as can be seen. */
function piled(
  parts: readonly { fill: string; px: number }[],
): { fill: string; y: number; height: number }[] {
  let at = base;
  return parts.map(({ fill, px }) => {
    const high = Math.max(px, leastPx);
    at -= high;
    return { fill, y: round(at), height: round(high) };
  });
}

function titleOf({ label, counts }: Bar, series: readonly Series[]): Text {
  const [first, ...others] = series.flatMap((one) => {
    const count = counts[one.key] ?? 0;
    return count === 0 ? [] : [say('chart.count', { series: one.label, count })];
  });
  return say('chart.bar', {
    label,
    counts: first === undefined ? say('chart.none') : inARow([first, ...others]),
  });
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function percent(value: number): string {
  return `${round(value)}%`;
}

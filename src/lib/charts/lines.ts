import { scaleLinear, scalePoint } from 'd3-scale';
import { say } from '../words/say.ts';
import type { Text } from '../words/text.ts';

export type Line = {
  readonly label: Text;
  /** Which of the styles of `views/partials/lines.hbs` it has: each differs in colour, dashes and marks. */
  readonly look: 'whole' | 'dashed';
  /** From left to right, as many as there are labels; null: nothing is known there. */
  readonly values: readonly (number | null)[];
};

export type LinesInput = {
  readonly id: string;
  readonly title: Text;
  /** What a place stands for. */
  readonly unit: 'day' | 'week';
  readonly labels: readonly Text[];
  readonly lines: readonly Line[];
  /** Further figures of each place, in words, as the last column of the table. */
  readonly more: { readonly label: Text; readonly values: readonly Text[] };
  /** What the figures beside the grid count: how much one is, and how it is said. */
  readonly scale: { readonly size: number; readonly say: (count: number) => Text };
  readonly labelEvery: number;
  /** A value in words. */
  words(value: number): Text;
};

/** What the view draws: x in per cent of the frame's width, y in px. */
export type Lines = {
  readonly id: string;
  readonly title: Text;
  readonly unit: Text;
  readonly leftOut: Text;
  readonly height: number;
  readonly grid: readonly { readonly y: number; readonly textY: number; readonly label: Text }[];
  readonly lines: readonly {
    readonly label: Text;
    readonly look: string;
    readonly isDashed: boolean;
    readonly parts: readonly {
      readonly x1: string;
      readonly y1: number;
      readonly x2: string;
      readonly y2: number;
    }[];
    readonly marks: readonly { readonly x: string; readonly y: number; readonly title: Text }[];
  }[];
  readonly labels: readonly {
    readonly x: string;
    readonly text: Text;
    readonly anchor: 'middle' | 'end';
  }[];
  readonly head: readonly Text[];
  /** The same in words; places of which nothing is known are left out. */
  readonly rows: readonly { readonly label: Text; readonly cells: readonly (Text | undefined)[] }[];
};

const top = 20;
const base = 180;
const height = 204;
/** The left edge is for the figures of the grid. */
const range: readonly [number, number] = [9, 98];

/** Lines with a mark at each value, computed without a browser. Places that are not known interrupt a line. */
export function drawLines(input: LinesInput): Lines {
  const { id, title, unit, labels, lines, more, scale } = input;
  const most = Math.max(
    1,
    ...lines.flatMap(({ values }) => values.map((value) => (value ?? 0) / scale.size)),
  );
  const y = scaleLinear().domain([0, most]).nice(4).range([base, top]);
  const x = scalePoint<number>().domain(labels.keys()).range(range);
  const placeOf = (index: number) => percent(x(index) ?? 0);
  const heightOf = (value: number) => round(y(value / scale.size));
  return {
    ...{ id, title, height },
    unit: say(`chart.unit.${unit}`),
    leftOut: say(`chart.leftOut.${unit}`),
    grid: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((tick) => ({
        y: round(y(tick)),
        textY: round(y(tick)) - 4,
        label: scale.say(tick),
      })),
    lines: lines.map(({ label, look, values }) => ({
      ...{ label, look, isDashed: look === 'dashed' },
      parts: values.flatMap((value, index) => {
        const next = values[index + 1] ?? null;
        if (value === null || next === null) return [];
        return [{ x1: placeOf(index), y1: heightOf(value), x2: placeOf(index + 1), y2: heightOf(next) }];
      }),
      marks: values.flatMap((value, index) => {
        if (value === null) return [];
        const at = labels[index];
        const words = { label: at ?? '', line: label, value: input.words(value) };
        return [{ x: placeOf(index), y: heightOf(value), title: say('chart.mark', words) }];
      }),
    })),
    labels: labels.flatMap((text, index): Lines['labels'][number][] => {
      const left = labels.length - 1 - index;
      if (left % input.labelEvery !== 0) return [];
      return left === 0
        ? [{ x: '100%', text, anchor: 'end' }]
        : [{ x: placeOf(index), text, anchor: 'middle' }];
    }),
    head: [...lines.map(({ label }) => label), more.label],
    rows: labels.flatMap((label, index) => {
      const values = lines.map((line) => line.values[index] ?? null);
      if (values.every((value) => value === null)) return [];
      const cells = values.map((value) => (value === null ? undefined : input.words(value)));
      return [{ label, cells: [...cells, more.values[index]] }];
    }),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function percent(value: number): string {
  return `${round(value)}%`;
}

import { scaleLinear, scalePoint } from 'd3-scale';
import { countWords } from '../page-words.ts';

export type Line = {
  readonly label: string;
  /** Which of the styles of `views/partials/lines.hbs` it has: each differs in colour, dashes and marks. */
  readonly look: 'whole' | 'dashed';
  /** From left to right, as many as there are labels; null: nothing is known there. */
  readonly values: readonly (number | null)[];
};

export type LinesInput = {
  readonly id: string;
  readonly title: string;
  /** What a place stands for, as the first column of the table says it. */
  readonly unit: string;
  readonly labels: readonly string[];
  readonly lines: readonly Line[];
  /** Further figures of each place, in words, as the last column of the table. */
  readonly more: { readonly label: string; readonly values: readonly string[] };
  /** What the figures beside the grid count, as in `{ size: 86_400_000, words: 'days' }`. */
  readonly scale: { readonly size: number; readonly words: string };
  readonly labelEvery: number;
  /** A value in words. */
  words(value: number): string;
};

/** What the view draws: x in per cent of the frame's width, y in px. */
export type Lines = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly height: number;
  readonly grid: readonly { readonly y: number; readonly textY: number; readonly label: string }[];
  readonly lines: readonly {
    readonly label: string;
    readonly look: string;
    readonly isDashed: boolean;
    readonly parts: readonly {
      readonly x1: string;
      readonly y1: number;
      readonly x2: string;
      readonly y2: number;
    }[];
    readonly marks: readonly { readonly x: string; readonly y: number; readonly title: string }[];
  }[];
  readonly labels: readonly {
    readonly x: string;
    readonly text: string;
    readonly anchor: 'middle' | 'end';
  }[];
  readonly head: readonly string[];
  /** The same in words; places of which nothing is known are left out. */
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[];
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
    ...{ id, title, unit, height },
    grid: y
      .ticks(4)
      .filter(Number.isInteger)
      .map((tick) => ({
        y: round(y(tick)),
        textY: round(y(tick)) - 4,
        label: `${countWords(tick)} ${scale.words}`,
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
        const words = `${labels[index] ?? ''}: ${label} ${input.words(value)}`;
        return [{ x: placeOf(index), y: heightOf(value), title: words }];
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
      const cells = values.map((value) => (value === null ? '' : input.words(value)));
      return [{ label, cells: [...cells, more.values[index] ?? ''] }];
    }),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function percent(value: number): string {
  return `${round(value)}%`;
}

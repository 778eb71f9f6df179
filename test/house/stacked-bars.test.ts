import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stackedBars, type Bar } from '../../src/lib/charts/stacked-bars.ts';
import { say, verbatim } from '../../src/lib/words/say.ts';
import { inPlainEnglish } from '../../src/lib/words/speak.ts';

const series = [
  { key: 'done', label: say('smartCommit.chart.done'), look: 'success' },
  { key: 'failed', label: verbatim('Failed'), look: 'danger' },
] as const;
const chartOf = (bars: readonly Bar[]) =>
  stackedBars({ id: 'c', title: verbatim('Counts'), series, bars, labelEvery: 5 });
const barsOf = (...counts: (readonly [number, number])[]) =>
  counts.map(([done, failed], index) => ({ label: verbatim(`day ${index}`), counts: { done, failed } }));

describe('a chart of stacked bars', () => {
  it('puts each series on the one before it, from the same base', () => {
    const { bars, base, grid } = chartOf(barsOf([30, 10], [0, 0], [40, 0]));
    const [first, empty, last] = bars;
    expect(first?.parts.map(({ y, height }) => [y, height])).toEqual([
      [60, 120],
      [20, 40],
    ]);
    expect(empty?.parts).toEqual([]);
    expect(last?.parts).toMatchObject([{ y: 20, height: 160, fill: 'url(#c-success)' }]);
    expect(grid[0]).toMatchObject({ y: base, label: 0 });
    expect(grid.at(-1)).toMatchObject({ y: 20, label: 40 });
  });

  it('says the same in words and in figures, and leaves empty bars out of the table', () => {
    const { bars, rows, legend } = chartOf(barsOf([1200, 1], [0, 0]));
    expect(bars.map(({ title }) => inPlainEnglish(title))).toEqual([
      'day 0: Done 1,200, Failed 1',
      'day 1: none',
    ]);
    expect(rows).toEqual([{ label: verbatim('day 0'), cells: [1200, 1] }]);
    expect(legend.map(({ label, total }) => [inPlainEnglish(label), total])).toEqual([
      ['Done', 1200],
      ['Failed', 1],
    ]);
  });

  it('shows one failure among thousands', () => {
    const [bar] = chartOf(barsOf([5000, 1])).bars;
    expect(bar?.parts.at(-1)?.height).toBe(3);
  });

  it('names whole numbers only, and every fifth bar from the last', () => {
    const { grid, labels } = chartOf(barsOf([1, 0], ...Array.from({ length: 11 }, () => [0, 0] as const)));
    expect(grid.map(({ label }) => label)).toEqual([0, 1]);
    expect(labels.map(({ text }) => inPlainEnglish(text))).toEqual(['day 1', 'day 6', 'day 11']);
  });

  it('can be drawn of nothing', () => {
    expect(chartOf([])).toMatchObject({ bars: [], labels: [], rows: [] });
    expect(chartOf(barsOf([0, 0])).bars[0]?.parts).toEqual([]);
  });

  it('stays within its frame, whatever is counted', () => {
    const count = fc.nat({ max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count), { maxLength: 60 }), (counts) => {
        for (const { parts } of chartOf(barsOf(...counts)).bars) {
          for (const { x, width, y, height } of parts) {
            const [left, wide] = [Number.parseFloat(x), Number.parseFloat(width)];
            expect(left >= 5 && wide > 0 && left + wide <= 100.02).toBe(true);
            expect(y >= 10 && height >= 3 && y + height <= 180.02).toBe(true);
          }
        }
      }),
    );
  });
});

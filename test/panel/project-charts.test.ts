import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawLines, type LinesInput } from '../../src/lib/charts/lines.ts';
import { verbatim } from '../../src/lib/words/say.ts';
import { inPlainEnglish } from '../../src/lib/words/speak.ts';
import { cycleChart } from '../../src/panel/project/charts.page.ts';
import { chartedWeeks } from '../../src/panel/project/project-for.ts';
import { passedWords, spanWords } from '../../src/panel/project/span-words.ts';
import { dayMs, hourMs } from './support/project-history.ts';

const draw = (values: readonly (number | null)[]) => {
  const input: LinesInput = {
    ...{ id: 'x', title: verbatim('X'), unit: 'week', labelEvery: 3 },
    scale: { size: 1, say: (count) => verbatim(`${count} d`) },
    labels: values.map((_, index) => verbatim(`w${index}`)),
    lines: [{ label: verbatim('Median'), look: 'whole', values }],
    more: { label: verbatim('Issues'), values: values.map(() => verbatim('1')) },
    words: (value) => verbatim(`${value} d`),
  };
  return drawLines(input);
};

describe('a chart of lines', () => {
  it('is interrupted where nothing is known, and leaves such places out of its table', () => {
    const { lines, rows } = draw([1, 2, null, 3, null, 4, 5]);
    expect(lines[0]?.marks.map(({ title }) => inPlainEnglish(title))).toEqual([
      'w0: Median 1 d',
      'w1: Median 2 d',
      'w3: Median 3 d',
      'w5: Median 4 d',
      'w6: Median 5 d',
    ]);
    expect(lines[0]?.parts).toHaveLength(2);
    expect(
      rows.map(({ label, cells }) => [label, ...cells].map((text) => text && inPlainEnglish(text))),
    ).toContainEqual(['w3', '3 d', '1']);
    expect(rows).toHaveLength(5);
  });

  it('draws whatever it is given inside its frame', () => {
    const values = fc.array(fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(values, (given) => {
        const { lines, height } = draw(given);
        const places = lines.flatMap(({ marks }) => marks.map(({ x, y }) => [Number.parseFloat(x), y]));
        expect(places).toHaveLength(given.filter((value) => value !== null).length);
        for (const [x = -1, y = -1] of places) {
          expect(x >= 0 && x <= 100).toBe(true);
          expect(y >= 0 && y <= height).toBe(true);
        }
      }),
    );
  });

  it('counts in hours where everything is fast', () => {
    const one = { week: 3, issues: 4, medianMs: 3 * hourMs, mostMs: 20 * hourMs, looked: 4 };
    const weeks = chartedWeeks(Date.UTC(2026, 10, 23, 1));
    expect(cycleChart([one], weeks).grid.map(({ label }) => inPlainEnglish(label))).toContain('10 h');
    expect(
      cycleChart([{ ...one, mostMs: 3 * dayMs }], weeks).grid.map(({ label }) => inPlainEnglish(label)),
    ).toContain('2 d');
  });
});

describe('the weeks of a project', () => {
  it('are twelve, begin on Mondays, and the last is the current one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7 * dayMs, max: 4_000_000_000_000 }), (now) => {
        const weeks = chartedWeeks(now);
        const last = weeks.at(-1) ?? 0;
        expect(weeks).toHaveLength(12);
        expect(weeks.every((at) => new Date(at).getUTCDay() === 1 && at % dayMs === 0)).toBe(true);
        expect(now - last).toBeGreaterThanOrEqual(0);
        expect(now - last).toBeLessThan(7 * dayMs);
      }),
    );
  });
});

describe('a time in words', () => {
  it.each([
    [0, 'under 1 hour', 'under 1 hour'],
    [hourMs, '1 hour', '1 hour'],
    [1.54 * hourMs, '1.5 hours', '1 hour'],
    [47.9 * hourMs, '47.9 hours', '47 hours'],
    [2 * dayMs, '2 days', '2 days'],
    [2.96 * dayMs, '3 days', '2 days'],
    [1_234.5 * dayMs, '1,234.5 days', '1,234 days'],
  ])('is told for %i ms', (ms, exact, passed) => {
    expect(inPlainEnglish(spanWords(ms))).toBe(exact);
    expect(inPlainEnglish(passedWords(ms))).toBe(passed);
  });
});

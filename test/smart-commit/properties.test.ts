import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findKeys } from '../../src/smart-commit/parse/find-keys.ts';
import { parseSmartCommit } from '../../src/smart-commit/parse/parse-smart-commit.ts';
import { readDuration } from '../../src/smart-commit/parse/read-duration.ts';
import type { SmartCommand } from '../../src/smart-commit/parse/smart-commit.ts';
import { countSteps } from './count-steps.ts';

const pieces = [
  ...[
    'KEY-1',
    'KEY-2',
    'A_B-34',
    'x-1',
    '-1',
    'A',
    '#close',
    '#time',
    '#comment',
    '#É-_9',
    '#',
    '1h',
    '30M',
    '1.5d',
  ],
  ...[
    ' ',
    ' ',
    ' ',
    ',',
    '\t',
    '\u00a0',
    '/',
    '-',
    '(',
    ')',
    '.',
    'é',
    '修',
    '\ud835',
    '𐐀',
    '7',
    'text',
    '\r',
    '\n',
  ],
];
const message = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme' }).map((text) => `KEY-1 #${text}`),
);
const runs = { numRuns: 2_000 };
const firstLine = (text: string) => text.split(/[\r\n]/, 1).join();

/** The rules as regular expressions: quadratic in the worst case, but short enough to believe. */
const word = '[\\p{L}\\p{Mn}\\p{Mc}\\p{Nd}_]';
const keyRule = new RegExp(`(?<!${word}|[&=?>^!~/-])[A-Z][A-Z0-9_]{1,254}-[0-9]{1,255}(?!${word})`, 'gu');
const durationRule = new RegExp(`^(?:(?:[0-9]+(?:[.][0-9]+)?\\s*[wdhm])+(?!${word})\\s*)+`, 'iu');

/** A line that asks the same: what "explain" says, written as a message. */
function written(commands: readonly SmartCommand[]): string {
  const parts = commands.map(({ name, issueKeys, argument }, index) => {
    const keys = commands[index - 1]?.issueKeys === issueKeys ? '' : `${issueKeys.join(', ')} `;
    // After a space it would be a command.
    return `${keys}#${name}${argument.startsWith('#') ? '' : ' '}${argument}`;
  });
  return parts.join(' ');
}

describe('any message', () => {
  it('has the keys that the rule says', () => {
    fc.assert(
      fc.property(message, (text) => {
        const keys = firstLine(text).match(keyRule) ?? [];
        expect(findKeys(firstLine(text)).map(({ key }) => key)).toEqual(keys);
        expect(parseSmartCommit(text).issueKeys).toEqual([...new Set(keys)]);
      }),
      runs,
    );
  });

  it('asks things that stand in its first line one after the other, for keys of that line', () => {
    fc.assert(
      fc.property(message, (text) => {
        const line = firstLine(text);
        const { issueKeys, commands } = parseSmartCommit(text);
        let at = 0;
        for (const { name, argument, issueKeys: meant } of commands) {
          const nameAt = line.indexOf(`#${name}`, at);
          expect(nameAt).toBeGreaterThanOrEqual(at);
          const argumentAt = line.indexOf(argument, nameAt + name.length + 1);
          expect(argumentAt).toBeGreaterThan(nameAt);
          at = argumentAt + argument.length;
          expect(argument).toBe(argument.trim());
          expect(meant.length).toBeGreaterThan(0);
          expect(new Set(meant).size).toBe(meant.length);
          expect(issueKeys).toEqual(expect.arrayContaining([...meant]));
        }
      }),
      runs,
    );
  });

  it('asks the same when what it asks is written down', () => {
    fc.assert(
      fc.property(message, (text) => {
        const { commands } = parseSmartCommit(text);
        expect(parseSmartCommit(written(commands)).commands).toEqual(commands);
      }),
      runs,
    );
  });
});

describe('any argument', () => {
  const argument = fc
    .array(fc.constantFrom('1', '30', '.', 'h', 'M', 'w', 'd', ' ', ' ', 'x', 'é', '_', ',', '𐐀'), {
      maxLength: 20,
    })
    .map((parts) => parts.join('').trim());

  it('holds the duration that the rule says', () => {
    fc.assert(
      fc.property(argument, (text) => {
        const [duration] = durationRule.exec(text) ?? [];
        const expected = duration && {
          timeSpent: (duration.match(/[0-9.]+\s*[wdhm]/gi) ?? [])
            .join(' ')
            .replace(/\s+(?=[a-z])/gi, '')
            .toLowerCase(),
          comment: text.slice(duration.length).trim(),
        };
        expect(readDuration(text)).toEqual(expected);
      }),
      runs,
    );
  });
});

describe('hostile lines', () => {
  const units = [
    ...[
      'KEY-1 #',
      '#',
      'KEY-1,',
      'KEY-1 ',
      'KEY-1#',
      '-1',
      'A-',
      'A',
      '_',
      '1',
      ' ',
      ',',
      '\u00a0',
      'é',
      '𐐀',
      '\u0301',
    ],
    ...[
      'KEY-1 #a ',
      ' #a',
      ' #KEY-1',
      '#a',
      ' #time 1h',
      '1h',
      '1h ',
      '1 ',
      '1.',
      '1.5h',
      '1h1',
      ' x KEY-1',
      '/KEY-1',
    ],
    ...[' #comment', 'KEY-1, KEY-1 #a', 'KEY-1\u00a0', '#é', '\r'],
  ];
  const starts = [
    '',
    'KEY-1 ',
    'KEY-1 #',
    'KEY-1 #time ',
    'KEY-1 #time 1',
    'KEY-1 #comment ',
    'KEY-1 #a KEY-2',
  ];
  const ends = ['', '!', ' #', ' #close', 'x', '1h'];
  // Each character may be looked at by each of the few searches and scans: for lines, hyphens, hashes, keys, names, times.
  const stepsPerCharacter = 20;
  const limit = (line: string) => stepsPerCharacter * line.length + 1_000;
  const steps = (line: string) => countSteps(() => parseSmartCommit(line));

  it('are measured by a counter that sees each character', () => {
    const line = 'x'.repeat(10_000);
    expect(steps(line)).toBeGreaterThanOrEqual(3 * line.length);
    const quadratic = () => {
      for (let at = 0; at < line.length; at += 1) line.indexOf('y', at);
    };
    expect(countSteps(quadratic)).toBeGreaterThan(limit(line));
  });

  it.each(['#', 'KEY-1 #', 'KEY-1,'])(
    'of 100,000 times %j take steps in proportion to their length',
    (unit) => {
      const line = `KEY-1 ${unit.repeat(100_000)} #close`;
      expect(steps(line)).toBeLessThanOrEqual(limit(line));
    },
  );

  it('take no more steps where every command looks back at the same spaces', () => {
    const line = `KEY-1${' '.repeat(10_000)}${'#a '.repeat(1_000)}`;
    expect(steps(line)).toBeLessThanOrEqual(limit(line));
  });

  it.each(units)('of %j take steps in proportion to their length, whatever is before', (unit) => {
    for (const start of starts) {
      const line = start + unit.repeat(10_000 / unit.length);
      expect([start, steps(line) <= limit(line)]).toEqual([start, true]);
    }
  });

  it('of any mixture take steps in proportion to their length', () => {
    const part = fc.tuple(fc.constantFrom(...units), fc.integer({ min: 1, max: 1_000 }));
    const hostile = fc
      .tuple(fc.constantFrom(...starts), fc.array(part, { maxLength: 4 }), fc.constantFrom(...ends))
      .map(([start, parts, end]) => start + parts.map(([unit, times]) => unit.repeat(times)).join('') + end);
    fc.assert(
      fc.property(hostile, (line) => expect(steps(line)).toBeLessThanOrEqual(limit(line))),
      { numRuns: 200 },
    );
  });
});

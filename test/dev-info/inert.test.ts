import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitInert, fitText } from '../../src/dev-info/to-jira/fit.ts';
import { heldCommands, withoutCommands } from '../../src/dev-info/to-jira/inert.ts';
import { parseSmartCommit } from '../../src/smart-commit/parse/parse-smart-commit.ts';
import { anyText } from './support/arbitraries.ts';

const joiner = '\u2060';
const visible = (text: string) => text.replaceAll(`${joiner}#${joiner}`, '#');
// As the connector reads that Jira's own reader comes from.
const jiraReads = (text: string) => /(?:^|\s|\d)#[A-Za-z]/.test(text);

/** Lines full of what makes commands. */
const hostile = fc
  .array(
    fc.constantFrom(
      '#',
      '##',
      ' ',
      '\n',
      '\t',
      'KEY-1',
      'KEY-1,',
      'close',
      'é',
      '1',
      '_',
      '\u0007',
      '🚀',
      '𝒸',
      'a/',
      '?',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('text in which nobody reads a Smart Commit', () => {
  it.each([
    'KEY-1 #comment done',
    'KEY-1#close',
    'KEY-1, KEY-2 #time 2h\n#close',
    'KEY-1 (#close)',
    'KEY-1 #2nd-review',
    'KEY-1 #überprüft',
    '#KEY-1 ##close',
  ])('looks as before: %s', (text) => {
    const inert = withoutCommands(text);
    expect(heldCommands(inert)).toBe(true);
    expect(visible(inert)).toBe(text);
    expect(jiraReads(inert)).toBe(false);
  });

  it.each([
    'KEY-1 closes #42 and group/project#7',
    'https://h/page#part, https://h/?a=#b, https://h/a/#/route',
    'C# and F#sharp',
    'no sign',
    '# heading',
  ])('is the same where none could be meant: %s', (text) => {
    expect(withoutCommands(text)).toBe(text);
  });

  it('holds whatever people write', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, anyText), (text) => {
        const inert = fitInert(text, 100_000, { count: 0 });
        expect(parseSmartCommit(inert).commands).toEqual([]);
        expect(jiraReads(inert)).toBe(false);
        expect(visible(inert)).toBe(fitText(text, 100_000, { count: 0 }));
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds when signs between are stripped that Jira cannot store', () => {
    expect(fitInert('KEY-1 #\u0007close #🚀close', 100, { count: 0 })).toBe(
      `KEY-1 ${joiner}#${joiner}close ${joiner}#${joiner}close`,
    );
  });

  it('is no longer than what it has to fit, and a sign nobody sees is no cut', () => {
    const cuts = { count: 0 };
    expect(fitInert('A-1 #close', 12, cuts)).toHaveLength(12);
    expect(cuts.count).toBe(0);
    expect(fitInert('A-1 #close', 11, cuts)).toHaveLength(11);
    expect(cuts.count).toBe(1);
  });

  it('takes time in the length of the text', () => {
    const text = ' #1'.repeat(300_000) + '#'.repeat(300_000) + '1'.repeat(300_000);
    const from = performance.now();
    withoutCommands(text);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

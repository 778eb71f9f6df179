import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { issueKeys } from '../../src/lib/naming/issue-keys.ts';

const vectorFile = new URL('../../../shared/vectors/issue-keys.json', import.meta.url);

/** The rule as one regular expression: quadratic in the worst case, but short enough to believe. */
function bySpecification(text: string): string[] {
  return [...new Set(text.match(/(?<![A-Za-z0-9])[A-Z][A-Z0-9_]{1,254}-\d{1,255}(?![A-Za-z0-9])/g) ?? [])];
}

const keyLike = fc
  .array(fc.constantFrom('A', 'B', 'z', 'é', '修', '0', '1', '_', '-', '.', ' ', '\n'), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('issue keys', () => {
  it('agree with the shared vectors', () => {
    if (!existsSync(vectorFile)) {
      process.stdout.write('skipped: issue key vectors, ../shared is not here\n');
      return;
    }
    const vectors = JSON.parse(readFileSync(vectorFile, 'utf8')) as { text: string; expect: string[] }[];
    expect(vectors.map(({ text }) => issueKeys(text))).toEqual(vectors.map((vector) => vector.expect));
  });

  it('are found next to letters that are not ASCII', () => {
    expect(issueKeys('修复AB-1的问题, réparéCD-2')).toEqual(['AB-1', 'CD-2']);
  });

  it('are found on both sides of an underscore', () => {
    expect(issueKeys('AB-1_CD-2 x_EF_G-3')).toEqual(['AB-1', 'CD-2', 'EF_G-3']);
  });

  it('count in lower case only where that is asked for', () => {
    expect(issueKeys('feature/abc-12 and Def-3')).toEqual([]);
    expect(issueKeys('feature/abc-12 and Def-3 and ABC-12', { lowerCase: true })).toEqual([
      'ABC-12',
      'DEF-3',
    ]);
  });

  it('are never longer than Jira allows', () => {
    expect(issueKeys(`${'A'.repeat(256)}-1 ${'B'.repeat(255)}-1`)).toEqual([`${'B'.repeat(255)}-1`]);
    expect(issueKeys(`AB-${'1'.repeat(256)}`)).toEqual([]);
  });

  it('agree with the rule on any text', () => {
    fc.assert(
      fc.property(fc.oneof(keyLike, fc.string({ unit: 'grapheme' })), (text) => {
        expect(issueKeys(text)).toEqual(bySpecification(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['_A', 'A', 'A_', '1', '-', 'A-', 'A-1', 'AB-1', '-1', '_A-1', 'AA-1x'])(
    'take linear time on a megabyte of %s',
    (unit) => {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      const cpu = process.cpuUsage();
      issueKeys(text);
      issueKeys(text, { lowerCase: true });
      // Quadratic behaviour would take minutes.
      expect(process.cpuUsage(cpu).user).toBeLessThan(2_000_000);
    },
  );
});

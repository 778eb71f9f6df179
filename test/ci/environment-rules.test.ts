import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  matchesPattern,
  readEnvironmentRules,
} from '../../src/account/environment-rules/environment-rules.ts';

describe('rules for environments', () => {
  it('are read a line each, with any spacing', () => {
    expect(readEnvironmentRules('eu-* = production\r\n\n  a = b=Testing ')).toEqual([
      { pattern: 'eu-*', type: 'production' },
      { pattern: 'a = b', type: 'testing' },
    ]);
  });

  it.each([
    ['production', 'Line 1: write the name'],
    ['a = staging\n= staging', 'Line 2: write the name'],
    ['a = live', '“live” is not a type. Use production, staging, testing, development or unmapped.'],
    [`${'a'.repeat(256)} = staging`, 'at most 255'],
    ['a = staging\n'.repeat(101), 'There are 101 rules'],
  ])('%# is refused with words', (text, words) => {
    expect(() => readEnvironmentRules(text)).toThrow(words);
  });

  it.each([
    ['*', '', true],
    ['prod', 'PROD', true],
    ['prod', 'prod-eu', false],
    ['prod*', 'prod', true],
    ['*/eu', 'prod/eu', true],
    ['*a*b', 'xaybzb', true],
    ['*a*b', 'xaybzc', false],
    ['a.c', 'abc', false],
  ])('%s for %j: %s', (pattern, name, expected) => {
    expect(matchesPattern(pattern, name)).toBe(expected);
  });

  it('match what a regular expression of the same meaning matches', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(part, name, (pattern, text) => {
        const same = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's');
        expect(matchesPattern(pattern, text)).toBe(same.test(text));
      }),
    );
  });
});

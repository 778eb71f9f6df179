import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { branchNameFor, branchTemplateFault } from '../../src/lib/naming/branch-name.ts';
import { refFault } from '../../src/lib/naming/git-ref.ts';
import { issueKeys } from '../../src/lib/naming/issue-keys.ts';
import { titleFor, titleTemplateFault } from '../../src/lib/naming/title.ts';

/** What git itself says of a name. */
function gitTakes(name: string): boolean {
  // A process cannot be given such an argument at all.
  if (name.includes('\0') || !name.isWellFormed()) return false;
  try {
    execFileSync('git', ['check-ref-format', '--branch', name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const odd = fc.stringMatching(/^[a-zA-Z0-9./@{}~^:?*[\\ \-_é漢🚒]{0,14}$/u);
const key = fc.stringMatching(/^[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,5}$/);
const upper = { lowerCase: false };
const anyCase = { lowerCase: true };
const summary = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme' }));

describe('names of branches', () => {
  it.each([
    ['', 'empty'],
    ['x'.repeat(241), 'long'],
    ['a b', 'sign'],
    ['a~1', 'sign'],
    ['a:b', 'sign'],
    ['x@{1}', 'sign'],
    ['@', 'reserved'],
    ['\ud83d', 'sign'],
    ['/a', 'slash'],
    ['a//b', 'slash'],
    ['a/', 'slash'],
    ['a..b', 'dot'],
    ['a/.b', 'dot'],
    ['a.', 'dot'],
    ['-a', 'start'],
    ['a.lock/b', 'lock'],
    ['c0ffee00'.repeat(5), 'sha'],
    ['refs/heads/x', 'reserved'],
    ['HEAD', 'reserved'],
    ['feature/ABC-1-日本語', undefined],
    ['ABC-1@home', undefined],
  ])('%j: %s', (name, fault) => {
    expect(refFault(name)).toBe(fault);
  });

  it('are taken by git wherever we say nothing against them, and never the other way round but for our own rules', () => {
    fc.assert(
      fc.property(odd, (name) => {
        const fault = refFault(name);
        if (fault === undefined) expect([name, gitTakes(name)]).toEqual([name, true]);
        else if (!['long', 'sha', 'reserved'].includes(fault))
          expect([name, gitTakes(name)]).toEqual([name, false]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a suggested name', () => {
  it.each([
    ['{key}-{summary}', 'Fix "login" page!', 'ABC-7-fix-login-page'],
    ['feature/{key}/{summary}', 'Ünïcode & 漢字 🚒', 'feature/ABC-7/ünïcode-漢字'],
    ['{key}-{summary}', '🚒 …', 'ABC-7'],
    ['{summary}_{key}', '\u202egnirts', 'gnirts_ABC-7'],
    ['{key}-{summary}', 'word '.repeat(100), `ABC-7-${'word-'.repeat(16).slice(0, -1)}`],
    ['{key}-{summary}', 'W'.repeat(255), `ABC-7-${'w'.repeat(80)}`],
    ['a b {key}', 'x', 'ABC-7'],
    ['BUG_{key}', 'x', 'ABC-7'],
    ['{key}{summary}', '2FA login', 'ABC-7'],
    ['fix_{key}', 'x', 'fix_ABC-7'],
    ['_/{key}-{summary}', '!', '_/ABC-7'],
    ['a-/{key}-{summary}', 'x', 'a-/ABC-7-x'],
  ])('%s of %j is %s', (template, text, name) => {
    expect(branchNameFor(template, { key: 'ABC-7', summary: text }, upper)).toBe(name);
  });

  it('is one that git takes and that names its issue, whatever template and summary say', () => {
    fc.assert(
      fc.property(odd, key, summary, (around, issueKey, text) => {
        for (const template of ['{key}-{summary}', `${around}{key}`, `{key}/${around}{summary}`])
          for (const options of [upper, anyCase]) {
            const name = branchNameFor(template, { key: issueKey, summary: text }, options);
            const keys = issueKeys(name, options);
            expect([name, refFault(name), keys]).toEqual([
              name,
              undefined,
              expect.arrayContaining([issueKey]),
            ]);
          }
      }),
    );
  });

  it('comes of each template that may be stored, and not of its key alone', () => {
    fc.assert(
      fc.property(odd, key, (around, issueKey) => {
        const template = `${around}{key}-{summary}`;
        if (branchTemplateFault(template, upper) !== undefined) return;
        const name = branchNameFor(template, { key: issueKey, summary: 'Fix it' }, upper);
        expect(name).toBe(`${around}${issueKey}-fix-it`);
      }),
    );
  });
});

describe('a suggested title', () => {
  const titled = (template: string, text: string) =>
    titleFor(template, { key: 'ABC-7', summary: text }, upper);

  it('loses the end of a long summary, never the key', () => {
    expect(titled('{summary} {key}', '🚒'.repeat(255))).toBe(`${'🚒'.repeat(234)} ABC-7`);
    expect(titled('{key}: {summary}', 'x'.repeat(255))).toBe(`ABC-7: ${'x'.repeat(233)}`);
    expect(titled('{summary}', 'Fix it')).toBe('ABC-7 Fix it');
    expect(titled('{key}', 'Fix it')).toBe('ABC-7');
    expect(titled('{key}  {summary}', ' Fix\n  it ')).toBe('ABC-7 Fix it');
  });

  it('belongs to its issue and is one that GitLab takes, whatever template and summary say', () => {
    fc.assert(
      fc.property(odd, key, summary, (around, issueKey, text) => {
        for (const template of [
          `{summary}${around}{key}`,
          `${around}{key}`,
          '{summary}{key}{summary} {key}',
        ]) {
          const title = titleFor(template, { key: issueKey, summary: text }, upper);
          expect([title, issueKeys(title)]).toEqual([title, expect.arrayContaining([issueKey])]);
          expect(Array.from(title).length).toBeLessThanOrEqual(240);
        }
      }),
    );
  });
});

describe('a template', () => {
  it.each([
    ['{summary}', 'key'],
    ['{key}-{type}', 'place'],
    ['{key}}', 'place'],
    ['{key} {summary}', 'sign'],
    ['/{key}', 'slash'],
    ['{key}..', 'dot'],
    ['-{key}', 'start'],
    ['{key}-{summary}.lock', 'lock'],
    ['BUG_{key}', 'beside'],
    ['x{key}', 'beside'],
    ['{key}x', 'beside'],
    ['{key}2', 'beside'],
    ['{key}{summary}', 'beside'],
    ['fix_{key}', undefined],
    ['{key}', undefined],
    ['feature/{key}-{summary}', undefined],
  ])('%s: %s', (template, fault) => {
    expect(branchTemplateFault(template, upper)).toBe(fault);
  });

  it('is tried as the account reads keys', () => {
    expect(branchTemplateFault('fix_{key}', anyCase)).toBe('beside');
    expect(branchNameFor('fix_{key}', { key: 'ABC-7', summary: 'x' }, anyCase)).toBe('ABC-7');
  });

  it.each([
    ['{summary}', 'key'],
    ['{key} {type}', 'place'],
    ['{key}{summary}', 'beside'],
    ['{summary}_{key}', 'beside'],
    ['BUG_{key}', 'beside'],
    ['[{key}] {summary}', undefined],
    ['{summary} ({key})', undefined],
  ])('for titles, %s: %s', (template, fault) => {
    expect(titleTemplateFault(template, upper)).toBe(fault);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { askingCommits } from '../../../src/smart-commit/note/asking-commit.ts';
import { planCommands, twinsOf } from '../../../src/smart-commit/note/plan-commands.ts';
import { parseSmartCommit } from '../../../src/smart-commit/parse/parse-smart-commit.ts';
import { say } from '../../../src/lib/words/say.ts';

const word = fc.constantFrom(
  'ABC-1',
  'ABC-2,',
  'XY_Z-3',
  '#comment',
  '#time',
  '2h',
  '#close',
  'text',
  '#',
  '\n',
);
const message = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));

describe('what becomes of the commands of a commit', () => {
  it('is one row for each command on each issue, a hundred at most, none twice', () => {
    fc.assert(
      fc.property(message, (text) => {
        const { commands } = parseSmartCommit(text);
        const all = commands.reduce((sum, { issueKeys }) => sum + issueKeys.length, 0);
        const rows = planCommands({ commands }, undefined);
        expect(rows).toHaveLength(Math.min(all, 101));
        const names = rows.map(({ position, issueKey }) => `${position} ${issueKey}`);
        expect(new Set(names).size).toBe(rows.length);
        for (const { state, reason, reasonCode } of rows) {
          expect(state === 'waiting').toBe(reasonCode === null);
          expect(reasonCode === null).toBe(reason === null);
        }
      }),
    );
  });

  it('is nothing where the commit repeats another', () => {
    const { commands } = parseSmartCommit('ABC-1 ABC-2 #comment #close');
    const rows = planCommands({ commands }, 'f'.repeat(40));
    expect(rows.map(({ reasonCode }) => reasonCode)).toEqual(Array(4).fill('repeats_another'));
    expect(rows[0]?.reason).toEqual(say('smartCommit.reason.repeats', { sha: 'ffffffff' }));
  });
});

describe('twins', () => {
  it('repeat the first of them, or one from before', () => {
    const prints = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(prints, fc.boolean(), (fingerprints, isKnown) => {
        const commits = fingerprints.map((fingerprint, i) => ({ sha: `${i}`, fingerprint }));
        const known = new Map(
          commits.flatMap(({ sha, fingerprint }) => (isKnown && fingerprint === 'a' ? [[sha, 'old']] : [])),
        );
        const twins = twinsOf(commits, known);
        for (const { sha, fingerprint } of commits) {
          const first = commits.find((one) => one.fingerprint === fingerprint)?.sha;
          const expected = known.get(sha) ?? (first === sha ? undefined : first);
          expect(twins.get(sha)).toBe(expected);
        }
      }),
    );
  });
});

describe('a commit that asks something', () => {
  it('is found by its first line, once, with texts that can be stored', () => {
    const commit = {
      sha: 'a'.repeat(40),
      parents: [],
      message: 'ABC-1 #comment one\0\r\nABC-2 #comment two',
      author: { name: 'S\0', email: 'Sidney@Example.COM' },
      authoredAt: 5,
      committedAt: 6,
      webUrl: 'https://gitlab.example/c',
    };
    const found = askingCommits([commit, { ...commit, sha: 'b'.repeat(40), message: 'ABC-1 #42' }, commit]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      line: 'ABC-1 #comment one\ufffd',
      authorName: 'S\ufffd',
      authorEmail: 'sidney@example.com',
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { matchTransition, type Transition } from '../../src/smart-commit/match-transition.ts';

function match(command: string, available: readonly (string | Transition)[]): [string, string[]] {
  const transitions = available.map((one) => (typeof one === 'string' ? { name: one } : one));
  const { result, matches } = matchTransition(command, transitions);
  return [result, matches.map(({ name }) => name)];
}

describe('the transition that a command means', () => {
  it.each(['to-do', 'To_Do', 'TODO', 'to-do-'])('%s is "To Do", whatever joins its words', (command) => {
    for (const name of ['To Do', 'to-do', 'TO_DO', 'To\u00a0Do', 'To–Do']) {
      expect(match(command, [name, 'To Do List'])).toEqual(['ok', [name]]);
    }
  });

  it('has letters of any script, composed or not', () => {
    expect(match('закрыть', ['Закрыть задачу', 'Открыть'])).toEqual(['ok', ['Закрыть задачу']]);
    expect(match('o\u0308ffnen', ['Öffnen'])).toEqual(['ok', ['Öffnen']]);
  });

  const done = { name: 'Finish', to: 'Done' };
  it.each<[string, (string | Transition)[], string]>([
    ['a whole name before a status', [done, { name: 'Done', to: 'Closed' }], 'Done'],
    ['a status before the beginning of a name', [{ name: 'Done and deployed', to: 'Live' }, done], 'Finish'],
    [
      'the beginning of a name before that of a status',
      [{ name: 'Finish', to: 'Done now' }, 'Done!'],
      'Done!',
    ],
    [
      'the beginning of a status where nothing else is',
      ['Begin', { name: 'Finish', to: 'Done now' }],
      'Finish',
    ],
  ])('is %s', (_rule, available, expected) => {
    expect(match('done', available)).toEqual(['ok', [expected]]);
    expect(match('done', [...available].reverse())).toEqual(['ok', [expected]]);
  });

  it.each<[string, (string | Transition)[], string[]]>([
    ['names', ['Done', 'done', 'Other'], ['Done', 'done']],
    ['statuses', [done, { name: 'Skip', to: 'Done' }], ['Finish', 'Skip']],
    ['beginnings of names', ['Done now', 'Done later'], ['Done now', 'Done later']],
    [
      'beginnings of statuses',
      [
        { name: 'A', to: 'Done 1' },
        { name: 'B', to: 'Done 2' },
      ],
      ['A', 'B'],
    ],
  ])('is not chosen among equal %s', (_what, available, expected) => {
    expect(match('done', available)).toEqual(['ambiguous', expected]);
  });

  it('is missing where nothing begins so, or nothing is available', () => {
    expect(match('one', ['Done', { name: 'A', to: 'Done' }])).toEqual(['no_match', []]);
    expect(match('-', ['Done', '-'])).toEqual(['no_match', []]);
    expect(match('done', [])).toEqual(['none_available', []]);
  });

  it('is the very transition that was given', () => {
    const transition = { id: '31', name: 'Close Issue', to: 'Closed' };
    expect(matchTransition('close', [transition]).matches[0]).toBe(transition);
  });
});

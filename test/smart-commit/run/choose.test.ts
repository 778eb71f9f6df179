import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textDocument } from '../../../src/jira/issue/text-document.ts';
import type { IssueTransition } from '../../../src/jira/issue/transitions.client.ts';
import { isInHistory } from '../../../src/smart-commit/run/act/transition.ts';
import { chooseTransition, type Choices } from '../../../src/smart-commit/run/choose-transition.ts';
import { inPlainEnglish } from '../../../src/lib/words/speak.ts';

const word = fc.constantFrom('Close', 'Close issue', 'Done', 'Start', 'Start review', 'To Do', 'Überprüfen');
const field = fc.record({
  id: fc.constantFrom('comment', 'resolution', 'customfield_1'),
  name: word,
  required: fc.boolean(),
  hasDefault: fc.boolean(),
});
const transition: fc.Arbitrary<IssueTransition> = fc.record({
  id: fc.nat({ max: 99 }).map(String),
  name: word,
  to: word,
  toId: fc.nat({ max: 9 }).map(String),
  fields: fc.uniqueArray(field, { selector: ({ id }) => id }),
});
const choices: fc.Arbitrary<Choices> = fc.record({
  status: fc.record({ id: fc.nat({ max: 9 }).map(String), name: word }),
  transitions: fc.array(transition, { maxLength: 6 }),
  personName: fc.constant('Jane Doe'),
});
const command = fc.record({
  name: fc.oneof(
    word.map((name) => name.toLowerCase().replaceAll(' ', '-')),
    fc.string(),
  ),
  argument: fc.constantFrom('', 'some words'),
});

describe('which transition is made', () => {
  it('is one that is available and that a commit can make, or a refusal in words', () => {
    fc.assert(
      fc.property(command, choices, (given, from) => {
        const choice = chooseTransition(given, from);
        if (choice.result === 'refused') {
          expect(inPlainEnglish(choice.reason).length).toBeGreaterThan(10);
          return;
        }
        expect(from.transitions).toContain(choice.transition);
        const { fields } = choice.transition;
        expect(choice.commentInside).toBe(fields.some(({ id }) => id === 'comment'));
        for (const { id, required, hasDefault } of fields)
          expect(!required || hasDefault || (id === 'comment' && given.argument !== '')).toBe(true);
      }),
    );
  });

  it('is never made where nothing is available', () => {
    fc.assert(
      fc.property(command, choices, (given, from) => {
        const choice = chooseTransition(given, { ...from, transitions: [] });
        expect(choice).toMatchObject({ result: 'refused' });
      }),
    );
  });
});

describe('whether a transition is in the history', () => {
  const attempted = { id: '1', to: 'Done', toId: '3', isLoop: false, lastChange: '10', commentInside: false };
  const sought = { commandId: 'c', accountId: 'jane', attempted };
  const change = (id: string, of: object = {}) => ({
    ...{ id, accountId: 'jane', toStatusId: '3', originId: undefined },
    ...of,
  });
  const seen = (changes: ReturnType<typeof change>[], isWhole = true) =>
    isInHistory({ changes, isWhole }, sought);

  it.each([
    ['the person’s, to that status, since then', [change('11'), change('10')], 'found'],
    ['with our mark', [change('11', { originId: 'c', accountId: 'app' }), change('10')], 'found'],
    ['with another’s mark', [change('11', { originId: 'other' }), change('10')], 'absent'],
    ['before', [change('10')], 'absent'],
    ['to another status', [change('11', { toStatusId: '4' }), change('10')], 'absent'],
    ['somebody else’s', [change('11', { accountId: 'ben' }), change('10')], 'absent'],
  ])('%s', (_what, changes, result) => {
    const found = seen(changes);
    expect(found === 'found' ? found : found.result).toBe(result);
  });

  it('cannot be said of a history that is cut short, or of a way back to where it began', () => {
    expect(seen([change('12', { accountId: 'ben' })], false)).toMatchObject({ result: 'undecided' });
    const loop = { ...sought, attempted: { ...attempted, isLoop: true } };
    expect(isInHistory({ changes: [change('10')], isWhole: true }, loop)).toMatchObject({
      result: 'undecided',
    });
  });
});

describe('a text as a document', () => {
  it('has no character that Jira refuses, and no more than it takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.nat({ max: 40_000 }), (text, pad) => {
        const document = textDocument(text + 'x'.repeat(pad));
        const texts = document?.content.flatMap(({ content }) => content.map((node) => node.text)) ?? [];
        const all = texts.join('\n');
        expect(all.length).toBeLessThanOrEqual(32_767);
        expect(all.isWellFormed()).toBe(true);
        expect(all).not.toMatch(/(?!\n)\p{Cc}/u);
        for (const one of texts) expect(one.trim()).not.toBe('');
        expect(document === undefined).toBe(texts.length === 0);
      }),
    );
  });

  it('has its halves of characters taken out, also at the cut', () => {
    expect(textDocument('a\ud83d b\u0000')?.content[0]?.content[0]?.text).toBe('a b');
    const cut = textDocument('😀'.repeat(20_000));
    expect(cut?.content[0]?.content[0]?.text).toMatch(/😀 … \(cut: Jira takes no longer comments\)$/u);
    expect(textDocument(' \u0007 ')).toBeUndefined();
  });
});

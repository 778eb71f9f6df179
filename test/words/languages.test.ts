import { describe, expect, it } from '@jest/globals';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { english } from '../../src/lib/words/english.ts';
import { german } from '../../src/lib/words/german.ts';
import { japanese } from '../../src/lib/words/japanese.ts';
import { tagNames } from '../../src/lib/words/tone.ts';
import { isNamedInSources, saidByViews } from './texts-in-use.ts';

type Shape = { readonly args: readonly string[]; readonly tags: readonly string[]; readonly asName: boolean };

/** What a message takes: arguments with their kind, tags; and whether a branch of it looks like an argument. */
function shapeOf(message: string): Shape {
  const args = new Set<string>();
  const tags = new Set<string>();
  let asName = false;
  const visit = (element: MessageFormatElement): void => {
    if (element.type === TYPE.argument) args.add(element.value);
    if (element.type === TYPE.number) args.add(`${element.value}, number`);
    if (element.type === TYPE.tag) {
      tags.add(element.value);
      element.children.forEach(visit);
    }
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return;
    args.add(`${element.value}, ${element.type === TYPE.plural ? 'number' : 'select'}`);
    for (const { value } of Object.values(element.options)) {
      const [only] = value;
      if (value.length === 1 && only?.type === TYPE.literal && /^[^\s#.,’]+$/.test(only.value)) asName = true;
      value.forEach(visit);
    }
  };
  parse(message).forEach(visit);
  return { args: [...args].sort(), tags: [...tags].sort(), asName };
}

const texts = Object.entries<string>(english);
const languages = [
  ['German', german],
  ['Japanese', japanese],
] as const;
const nameOf = (arg: string) => arg.replace(/, .*/, '');

describe('texts', () => {
  it('are ICU messages with the tags that there are', () => {
    const strange = texts.filter(([, message]) => {
      const { tags, asName } = shapeOf(message);
      // `{count, plural, one {it} other {them}}` would read as arguments `it` and `them` (src/lib/words/given.ts).
      return asName || tags.some((tag) => !tagNames.some((name) => name === tag));
    });
    expect(strange).toEqual([]);
  });

  it('are there for each key that a view says, which hands over what they take', () => {
    const said = saidByViews();
    expect(said.length).toBeGreaterThan(3);
    const wrong = said.filter(({ key, params, inAttribute }) => {
      const message = (english as Readonly<Record<string, string>>)[key];
      if (message === undefined) return true;
      const { args, tags } = shapeOf(message);
      const links = tags.filter((tag) => ['page', 'gitlab', 'jira', 'top'].includes(tag));
      const wanted = [...new Set([...args.map(nameOf), ...links])].sort();
      return [...params].sort().join() !== wanted.join() || (inAttribute && tags.length > 0);
    });
    expect(wrong).toEqual([]);
  });

  it('are all said somewhere', () => {
    const isNamed = isNamedInSources();
    expect(texts.map(([key]) => key).filter((key) => !isNamed(key))).toEqual([]);
    expect(isNamed('errors.nobodySaysThis')).toBe(false);
  });

  // What a language lacks would be said in English.
  it.each(languages)('are all there in %s, and no others', (_name, translation) => {
    expect(Object.keys(translation).sort()).toEqual(texts.map(([key]) => key).sort());
  });

  it.each(languages)('take the same in %s', (_name, translation) => {
    const different = texts.filter(([key, message]) => {
      const words = (translation as Readonly<Record<string, string>>)[key];
      if (words === undefined) return false;
      const [here, there] = [shapeOf(message), shapeOf(words)];
      return here.args.join() !== there.args.join() || here.tags.join() !== there.tags.join();
    });
    expect(different).toEqual([]);
  });
});

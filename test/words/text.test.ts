import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../src/lib/errors.ts';
import { chooseLocale } from '../../src/lib/words/locale.ts';
import { inPlainEnglish, markedUp, spoken } from '../../src/lib/words/speak.ts';
import { storedText, textOfStored } from '../../src/lib/words/stored-text.ts';
import { clockTime, dayAndTime, say, verbatim } from '../../src/lib/words/say.ts';

const german = chooseLocale(['de_AT']);
const hostile = '<img src=x onerror=alert(1)> & "{name}"';

describe('a text', () => {
  it('is plain data that is said in the language of whoever reads it', () => {
    const text = say('sync.flag.enable', { count: 20_722 });
    expect(text).toEqual({ key: 'sync.flag.enable', params: { count: 20_722 } });
    expect(inPlainEnglish(text)).toBe('20,722 repositories were enabled');
    expect(inPlainEnglish(say('sync.flag.enable', { count: 1 }))).toBe('1 repository was enabled');
    expect(spoken(text, german)).toContain('20.722');
  });

  it('does not compile with an unknown key, without a parameter, or with one of another kind', () => {
    // @ts-expect-error -- no such text
    say('sync.flag.nonsense');
    // @ts-expect-error -- needs a count
    say('sync.flag.enable');
    // @ts-expect-error -- a count is a number
    say('sync.flag.enable', { count: '3' });
    // @ts-expect-error -- takes nothing
    say('page.copied', { count: 3 });
    expect(say('page.copied').params).toEqual({});
  });

  it('escapes what is put into it, and makes elements only of its own tags', () => {
    expect(markedUp(say('errors.requestId', { id: hostile }), german)).toMatch(
      /<code>&lt;img src=x onerror=alert\(1\)&gt; &amp; &quot;\{name\}&quot;<\/code>$/,
    );
    expect(markedUp(verbatim(hostile), german)).not.toContain('<img');
    expect(spoken(verbatim(hostile), german)).toBe(hostile);
  });

  it('keeps the direction of a name that runs from right to left to itself, also where it turns round what follows', () => {
    for (const name of ['שלום', 'evil\u202Egnp.exe'])
      for (const told of [spoken, markedUp])
        expect(told(say('errors.requestId', { id: name }), german)).toContain(`\u2068${name}\u2069`);
    expect(spoken(verbatim('plain'), german)).toBe('plain');
  });

  it('takes other texts and times, each in the same language', () => {
    const text = say('words.verbatim', { words: say('errors.requestId', { id: '1' }) });
    expect(inPlainEnglish(text)).toBe('If it happens again, give your administrator this number: 1');
    const at = say('words.verbatim', { words: dayAndTime(Date.UTC(2026, 10, 30, 14, 5)) });
    expect(inPlainEnglish(at)).toBe('30 Nov 2026, 14:05 UTC');
    expect(markedUp(at, german)).toBe(
      '<time datetime="2026-11-30T14:05:00.000Z" data-show="moment">30.11.2026, 14:05 UTC</time>',
    );
    const until = say('words.verbatim', { words: clockTime(Date.UTC(2026, 10, 30, 14, 5)) });
    expect(inPlainEnglish(until)).toBe('14:05 UTC');
    const list = say('words.verbatim', { words: ['a', 'b', 'c'].map(verbatim) });
    expect([inPlainEnglish(list), spoken(list, german)]).toEqual(['a, b and c', 'a, b und c']);
  });

  it('is an error’s message in English, and what a page says in any language', () => {
    const error = new AppError('internal', say('errors.unforeseen'));
    expect(error.message).toBe('Something went wrong on our side. It has been logged; please try again.');
    expect(error.text).toEqual(say('errors.unforeseen'));
    expect(new AppError('internal', 'Plain {words}.').message).toBe('Plain {words}.');
  });
});

describe('a stored text', () => {
  it('can be read in the table and said in any language', () => {
    const text = say('sync.flag.enable', { count: 2 });
    const column = storedText(text);
    expect(column).toMatch(/^\{"en":"2 repositories were enabled"/);
    expect(textOfStored(column)).toEqual(text);
  });

  it('that says the same in every language is kept as it is', () => {
    expect(storedText(verbatim('Pipeline must succeed'))).toBe('Pipeline must succeed');
    const json = verbatim('{"en":"Not ours"}');
    expect(textOfStored(storedText(json))).toEqual(json);
  });

  it('may be about others, and holds nothing that a table cannot', () => {
    const reason = say('errors.jira.itSaid', { what: say('errors.jira.forbidden'), words: 'a\0b\ud800' });
    expect(storedText(reason)).not.toMatch(/\\u0000|\\ud800/);
    expect(spoken(textOfStored(storedText(reason)), german)).toMatch(/^Jira lässt .* Es meldete: ab\ufffd$/);
  });

  it('of another version is said as it was written', () => {
    const says = (column: string) => inPlainEnglish(textOfStored(column));
    expect(says('GitLab did not answer.')).toBe('GitLab did not answer.');
    expect(says('{not json')).toBe('{not json');
    expect(says('{"en":"Was said.","key":"gone.since","params":{}}')).toBe('Was said.');
    expect(says('{"en":"Was said.","key":"sync.flag.enable","params":{}}')).toBe('Was said.');
    expect(says('{"en":"Was said.","key":"toString","params":{}}')).toBe('Was said.');
  });
});

describe('the language of a person', () => {
  it('is the first of theirs that the app speaks', () => {
    expect(chooseLocale(['de_AT', 'en'])).toEqual({ language: 'de', tag: 'de-AT' });
    expect(chooseLocale(['fr-FR', 'ja-JP'])).toEqual({ language: 'ja', tag: 'ja-JP' });
    expect(chooseLocale(['ja'])).toEqual({ language: 'ja', tag: 'ja' });
  });

  it('is English for everybody else, whatever they send', () => {
    const wanted = ['*', '', 'fr', 'den', '"><script>', 'x'.repeat(5000), 'de-' + 'a'.repeat(40)];
    expect(chooseLocale(wanted)).toEqual({ language: 'en', tag: 'en' });
  });
});

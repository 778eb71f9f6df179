import { describe, expect, it } from '@jest/globals';
import { isSpace } from '../../src/smart-commit/parse/characters.ts';
import { parseSmartCommit } from '../../src/smart-commit/parse/parse-smart-commit.ts';

/** Each command as `KEY-1 KEY-2 #name argument`. */
function read(message: string): string[] {
  return parseSmartCommit(message).commands.map(({ issueKeys, name, argument }) =>
    `${issueKeys.join(' ')} #${name} ${argument}`.trim(),
  );
}

const keysOf = (message: string) => parseSmartCommit(message).issueKeys;

describe('the line', () => {
  it.each(['\n', '\r', '\r\n'])('ends at %j', (end) => {
    expect(parseSmartCommit(`KEY-1 #comment a${end}KEY-2 #close`)).toEqual({
      issueKeys: ['KEY-1'],
      commands: [{ type: 'comment', name: 'comment', issueKeys: ['KEY-1'], argument: 'a' }],
    });
    expect(keysOf(`${end}KEY-1 #close`)).toEqual([]);
  });

  it('may have text before the keys, and between keys and command', () => {
    expect(read('Fix: KEY-1 the crash, at last #close')).toEqual(['KEY-1 #close']);
  });

  it.each(['', '   ', 'no key #close', '#close KEY-1', 'KEY-1'])('%j asks nothing', (message) => {
    expect(read(message)).toEqual([]);
  });
});

describe('keys', () => {
  it.each(['KEY-1', 'K2-1', 'KEY_A-1', 'J_1993A-090', 'KEY-0', `${'A'.repeat(255)}-${'9'.repeat(255)}`])(
    '%s is one',
    (key) => expect(keysOf(key)).toEqual([key]),
  );

  it.each(['key-1', 'Key-1', 'K-1', '1AB-1', '_AB-1', 'KEY-', 'KEY-a', 'KEY -1', 'KEY‑1', 'КЛЮЧ-1'])(
    '%s is none',
    (text) => expect(keysOf(`${text} #close`)).toEqual([]),
  );

  it('are never longer than Jira allows', () => {
    expect(keysOf(`${'A'.repeat(256)}-1 AB-${'1'.repeat(256)}`)).toEqual([]);
  });

  it.each(['&', '=', '?', '>', '^', '!', '~', '/', '-'])('directly after %s carry no commands', (sign) => {
    expect(parseSmartCommit(`${sign}KEY-1 #close`)).toEqual({ issueKeys: [], commands: [] });
    expect(read(`${sign} KEY-1 #close`)).toEqual(['KEY-1 #close']);
    expect(read(`KEY-1 ${sign}KEY-2 #close`)).toEqual(['KEY-1 #close']);
  });

  it.each([
    '.',
    '(',
    '[',
    '"',
    "'",
    '`',
    '#',
    '@',
    ':',
    ';',
    '|',
    ',',
    '*',
    '+',
    '<',
    '\\',
    '🐛',
    '⚠️',
    '。',
  ])('directly after %s do', (sign) => {
    expect(read(`${sign}KEY-1 #close`)).toEqual(['KEY-1 #close']);
  });

  it.each(['a', 'É', '修', '7', '_', 'é', '𐐀', '٣'])('are no part of a word with %s', (neighbour) => {
    expect(keysOf(`${neighbour}KEY-1 #close`)).toEqual([]);
    expect(keysOf(`KEY-1${neighbour} #close`)).not.toContain('KEY-1');
  });

  it('are listed once, in order', () => {
    expect(keysOf('KEY-2 KEY-1 KEY-2')).toEqual(['KEY-2', 'KEY-1']);
    expect(read('KEY-1, KEY-1 #close')).toEqual(['KEY-1 #close']);
  });
});

describe('groups of keys', () => {
  it.each([' ', ',', ', ', ' , ', '\t', ',,', '\u00a0', '\u3000'])('are joined by %j', (separator) => {
    expect(read(`KEY-1${separator}KEY-2 #close`)).toEqual(['KEY-1 KEY-2 #close']);
  });

  it.each([' and ', ';', '; ', '. ', ' (', ' #', ' # ', ' & '])('are parted by %j', (separator) => {
    expect(read(`KEY-1${separator}KEY-2 text #close`).at(-1)).not.toContain('KEY-1 KEY-2');
  });

  it('nearest to the first command are meant', () => {
    expect(read('KEY-1, KEY-2 and KEY-3 KEY-4 text #close')).toEqual(['KEY-3 KEY-4 #close']);
  });

  it('serve all commands until the next group', () => {
    expect(read('KEY-1 KEY-2 #start #comment go KEY-3, KEY-4 #close #time 1h')).toEqual([
      'KEY-1 KEY-2 #start',
      'KEY-1 KEY-2 #comment go',
      'KEY-3 KEY-4 #close',
      'KEY-3 KEY-4 #time 1h',
    ]);
  });

  it.each([
    ['ends the text', 'KEY-1 #comment see KEY-2', ['KEY-1 #comment see KEY-2']],
    ['is followed by text', 'KEY-1 #comment a KEY-2 b #close', ['KEY-1 #comment a KEY-2 b', 'KEY-1 #close']],
    ['is followed by a comma', 'KEY-1 #comment a KEY-2, #close', ['KEY-1 #comment a KEY-2,', 'KEY-1 #close']],
    ['is in brackets', 'KEY-1 #comment (KEY-2) #close', ['KEY-1 #comment (KEY-2)', 'KEY-1 #close']],
    ['is a path', 'KEY-1 #comment a/KEY-2 #close', ['KEY-1 #comment a/KEY-2', 'KEY-1 #close']],
    ['names a command', 'KEY-1 #KEY-2 #close', ['KEY-1 #KEY-2', 'KEY-1 #close']],
  ])('in an argument are text where it %s', (_where, message, commands) => {
    expect(read(message)).toEqual(commands);
  });

  it.each([
    ['KEY-1 #comment a KEY-2 #close', ['KEY-1 #comment a', 'KEY-2 #close']],
    ['KEY-1 #comment a KEY-2#close', ['KEY-1 #comment a', 'KEY-2 #close']],
    ['KEY-1 #close KEY-2  \t #close', ['KEY-1 #close', 'KEY-2 #close']],
    ['KEY-1 #a b KEY-2 and KEY-3,KEY-4 #c', ['KEY-1 #a b KEY-2 and', 'KEY-3 KEY-4 #c']],
    ['KEY-1 #KEY-2, KEY-3 #close', ['KEY-1 #KEY-2 ,', 'KEY-3 #close']],
  ])('in an argument begin anew where a command follows: %s', (message, commands) => {
    expect(read(message)).toEqual(commands);
  });
});

describe('commands', () => {
  it.each(['close', 'CLOSE', 'to-do2', 'in_progress', 'close-', 'öffnen', 'Закрыть', '完了', '𐐀𐐁', 'पूर्ण'])(
    '#%s is one',
    (name) => expect(read(`KEY-1 #${name}, text`)).toEqual([`KEY-1 #${name} , text`]),
  );

  it.each([
    '#42',
    '##close',
    '#-close',
    '#_close',
    '#',
    '# close',
    'a#close',
    '(#close)',
    '/#close',
    '"#close',
    '#🐛',
  ])('%s is text', (text) => {
    expect(read(`KEY-1 ${text}`)).toEqual([]);
    expect(read(`KEY-1 #comment a ${text}`)).toEqual([`KEY-1 #comment a ${text}`]);
  });

  it('begin at the start of the text after the keys, or after white space', () => {
    for (const before of ['', ' ', '\t', '\u00a0', ', ', '] ']) {
      expect(read(`KEY-1${before}#close`)).toEqual(['KEY-1 #close']);
    }
    for (const before of [',', ':', ']', '. x']) expect(read(`KEY-1${before}#close`)).toEqual([]);
    expect(read('KEY-1 #close#reopen')).toEqual(['KEY-1 #close #reopen']);
  });

  it('take white space as trimming does', () => {
    const wrong = Array.from({ length: 0x10000 }, (_, code) => code).filter(
      (code) => isSpace(code) !== (String.fromCharCode(code).trim() === ''),
    );
    expect(wrong).toEqual([]);
    expect(isSpace(NaN)).toBe(false);
  });

  it('have the type that their name says in any case; all others are transitions', () => {
    const types = parseSmartCommit('KEY-1 #Comment a #TIME 1h #timer #assign bob').commands.map(
      ({ type }) => type,
    );
    expect(types).toEqual(['comment', 'time', 'transition', 'transition']);
  });

  it('without text for a comment have an error of their own', () => {
    expect(parseSmartCommit('KEY-1 #comment  #close').commands).toEqual([
      { type: 'comment', name: 'comment', issueKeys: ['KEY-1'], argument: '', error: 'empty_comment' },
      { type: 'transition', name: 'close', issueKeys: ['KEY-1'], argument: '' },
    ]);
  });
});

describe('#time', () => {
  it.each([
    ['1h', '1h', ''],
    ['2w 4d 10h 52m Tracking', '2w 4d 10h 52m', 'Tracking'],
    ['1h30m', '1h 30m', ''],
    ['1H30M', '1h 30m', ''],
    ['2 h 15  m x', '2h 15m', 'x'],
    ['1.5d 0.25h', '1.5d 0.25h', ''],
    ['1h, then lunch', '1h', ', then lunch'],
    ['1h 30', '1h', '30'],
    ['1h 3days', '1h', '3days'],
    ['1h 30m5x', '1h', '30m5x'],
    ['1m 2w', '1m 2w', ''],
  ])('%s is %s', (argument, timeSpent, comment) => {
    expect(parseSmartCommit(`KEY-1 #time ${argument}`).commands).toEqual([
      { type: 'time', name: 'time', issueKeys: ['KEY-1'], argument, timeSpent, comment },
    ]);
  });

  it.each([
    '',
    'fix',
    '1',
    '1y',
    'h',
    '1hour',
    '1hé',
    '1h_',
    '1,5h',
    '.5h',
    '1.h',
    '1.5.5h',
    '-1h',
    '1h30',
    '1d3days',
    '١h',
  ])('%j is no duration, which stops no other command', (argument) => {
    expect(parseSmartCommit(`KEY-1 #time ${argument} #close`).commands).toEqual([
      { type: 'time', name: 'time', issueKeys: ['KEY-1'], argument, error: 'invalid_duration' },
      { type: 'transition', name: 'close', issueKeys: ['KEY-1'], argument: '' },
    ]);
  });
});

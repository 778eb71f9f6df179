import { isAlphanumeric, isLetter, underscore } from '../../lib/ascii.ts';

const letter = /\p{L}/u;
// Marks that follow a letter are part of it (ÿ may be two characters, Devanagari has no other vowels). U+FE0F is a
// mark too, but makes a symbol an emoji: what follows an emoji begins a word.
const wordCharacter = /(?!\u{fe0f})[\p{L}\p{Mn}\p{Mc}\p{Nd}]/u;
const otherSpace = /\s/;

/** White space as `trim` and `\s` have it, a no-break space among it. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return code >= 0xa0 && otherSpace.test(String.fromCharCode(code));
}

/** The first place from `from` on, before `to`, where no white space is; else `to`. */
export function skipSpaces(text: string, from: number, to = text.length): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** How many code units of `text` at `at` a letter, mark, digit of any script, or an underscore takes; 0: none is there. */
export function wordWidth(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return isAlphanumeric(code) || code === underscore ? 1 : 0;
  return widthOf(wordCharacter, text.codePointAt(at));
}

/** The same for a letter of any script. */
export function letterWidth(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return isLetter(code) ? 1 : 0;
  return widthOf(letter, text.codePointAt(at));
}

/** Whether a word goes on until directly before `at`. */
export function isWordBefore(text: string, at: number): boolean {
  const secondHalf = (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  return secondHalf ? wordWidth(text, at - 2) === 2 : wordWidth(text, at - 1) > 0;
}

function widthOf(kind: RegExp, point: number | undefined): number {
  if (point === undefined || !kind.test(String.fromCodePoint(point))) return 0;
  return point > 0xffff ? 2 : 1;
}

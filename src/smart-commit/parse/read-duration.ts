import { isDigit } from '../../lib/ascii.ts';
import { skipSpaces, wordWidth } from './characters.ts';

type Item = {
  /** A number and its small unit: `1.5h`. */
  readonly text: string;
  readonly end: number;
  /** The next number follows without a space: `1h30m`. */
  readonly goesOn: boolean;
};

const units = Array.from('wdhm', (unit) => unit.charCodeAt(0));
/** Set in the code of every small ASCII letter, and the only difference to its capital. */
const smallBit = 0x20;
const point = 0x2e;

/**
 * What `#time` spends, from the start of its argument: `1h30m fix` is `{ timeSpent: '1h 30m', comment: 'fix' }`.
 *
 * Each number may have decimals after a point; its unit (`w d h m`, any case) ends a word or the next number with its
 * unit follows. A word that breaks this belongs to the comment as a whole: `2h 3days` is 2h, `1h30` is no duration, so
 * that nobody's time is half understood.
 * @returns undefined where the argument does not begin with a duration
 */
export function readDuration(argument: string): { timeSpent: string; comment: string } | undefined {
  let read = '';
  let timeSpent = '';
  let end = 0;
  let item = itemAt(argument, 0);
  while (item !== undefined) {
    read = read === '' ? item.text : `${read} ${item.text}`;
    if (!item.goesOn) {
      timeSpent = read;
      end = item.end;
    }
    item = itemAt(argument, item.goesOn ? item.end : skipSpaces(argument, item.end));
  }
  return end === 0 ? undefined : { timeSpent, comment: argument.slice(end).trim() };
}

function itemAt(argument: string, from: number): Item | undefined {
  const numberEnd = endOfNumber(argument, from);
  if (numberEnd === from) return undefined;
  const unitAt = skipSpaces(argument, numberEnd);
  const unit = argument.charCodeAt(unitAt) | smallBit;
  if (!units.includes(unit)) return undefined;
  const end = unitAt + 1;
  const goesOn = isDigit(argument.charCodeAt(end));
  if (!goesOn && wordWidth(argument, end) > 0) return undefined;
  return { text: argument.slice(from, numberEnd) + String.fromCharCode(unit), end, goesOn };
}

function endOfNumber(argument: string, from: number): number {
  const whole = endOfDigits(argument, from);
  if (whole === from || argument.charCodeAt(whole) !== point) return whole;
  const end = endOfDigits(argument, whole + 1);
  return end === whole + 1 ? whole : end;
}

function endOfDigits(argument: string, from: number): number {
  let end = from;
  while (isDigit(argument.charCodeAt(end))) end += 1;
  return end;
}

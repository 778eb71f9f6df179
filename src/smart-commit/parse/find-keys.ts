import { isDigit, isUpper, underscore } from '../../lib/ascii.ts';
import { isWordBefore, wordWidth } from './characters.ts';

export type FoundKey = { readonly key: string; readonly start: number; readonly end: number };

const separator = '-';
// Jira's own pattern for a key is \w{1,255}-\d{1,255} (devinfo 0.10 schema): what is longer names nothing.
const longestPart = 255;
// Addresses, paths of branches and quotations name an issue without asking anything of it (DefaultCommitMessageParser of
// jira-dvcs-connector).
const quoting = '&=?>^!~/-';

/**
 * The issue keys of a line that can carry commands, in order, with repeats.
 *
 * Stricter than the keys that link a commit to an issue (`lib/naming/issue-keys.ts`): upper-case ASCII, a word of its own
 * (no letter or digit of any script and no underscore beside it), not directly after one of `& = ? > ^ ! ~ / -`.
 * Takes time linear in the line: a hyphen ends what is looked at on both of its sides.
 */
export function findKeys(line: string): FoundKey[] {
  const found: FoundKey[] = [];
  for (let hyphen = line.indexOf(separator); hyphen !== -1; hyphen = line.indexOf(separator, hyphen + 1)) {
    const end = endOfNumber(line, hyphen + 1);
    if (end === -1) continue;
    const start = startOfProject(line, hyphen);
    if (start !== -1) found.push({ key: line.slice(start, end), start, end });
  }
  return found;
}

/** Where the digits that begin at `from` end; -1 where there are none, too many, or the word goes on. */
function endOfNumber(line: string, from: number): number {
  let end = from;
  while (isDigit(line.charCodeAt(end))) end += 1;
  return end === from || end - from > longestPart || wordWidth(line, end) > 0 ? -1 : end;
}

/** Where the project key that ends before `hyphen` begins; -1 where there is none. */
function startOfProject(line: string, hyphen: number): number {
  let start = hyphen;
  while (start > 0 && isProject(line.charCodeAt(start - 1))) start -= 1;
  const length = hyphen - start;
  if (length < 2 || length > longestPart || !isUpper(line.charCodeAt(start))) return -1;
  if (start === 0) return start;
  return quoting.includes(line.charAt(start - 1)) || isWordBefore(line, start) ? -1 : start;
}

function isProject(code: number): boolean {
  return isUpper(code) || isDigit(code) || code === underscore;
}

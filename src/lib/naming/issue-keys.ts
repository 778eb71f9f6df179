import { isAlphanumeric, isDigit, isLetter, isLower, isUpper, underscore } from '../ascii.ts';

export type IssueKeyOptions = {
  /** `abc-1` counts as `ABC-1` too (a setting of the account). Default: upper case only, as Jira links them. */
  readonly lowerCase?: boolean | undefined;
};

// Jira's own pattern for a key is \w{1,255}-\d{1,255} (devinfo 0.10 schema): what is longer names nothing.
const longestPart = 255;
const separator = '-';

/**
 * The issue keys a text names, upper case, in order, without repeats.
 *
 * A key is an ASCII letter, at least one more letter, digit or underscore, a hyphen and digits. Before it stands
 * no letter or digit of ASCII, after it neither; an underscore may stand on both sides (`branch_AB-1_fix`).
 * Takes time linear in the text whatever it holds: every character is looked at for at most two hyphens.
 */
export function issueKeys(text: string, { lowerCase = false }: IssueKeyOptions = {}): string[] {
  const found = new Set<string>();
  for (let hyphen = text.indexOf(separator); hyphen !== -1; hyphen = text.indexOf(separator, hyphen + 1)) {
    const end = endOfNumber(text, hyphen + 1);
    if (end === -1) continue;
    const start = startOfProject(text, hyphen, lowerCase);
    if (start === -1 || hyphen - start > longestPart || end - hyphen - 1 > longestPart) continue;
    const key = text.slice(start, end);
    found.add(lowerCase ? key.toUpperCase() : key);
  }
  return [...found];
}

/** Whether a text belongs to an issue. */
export function namesIssue(text: string, issueKey: string, options: IssueKeyOptions): boolean {
  return issueKeys(text, options).includes(issueKey);
}

/** Where the digits that begin at `from` end; -1 where there are none or a letter follows them. */
function endOfNumber(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end === from || isLetter(text.charCodeAt(end)) ? -1 : end;
}

/** The leftmost place before `hyphen` where a project key can begin; -1 where there is none. */
function startOfProject(text: string, hyphen: number, lowerCase: boolean): number {
  let start = -1;
  for (let at = hyphen - 1; at >= 0; at -= 1) {
    const code = text.charCodeAt(at);
    const letter = isUpper(code) || (lowerCase && isLower(code));
    if (!letter && !isDigit(code) && code !== underscore) break;
    if (letter && at < hyphen - 1 && !isAlphanumeric(text.charCodeAt(at - 1))) start = at;
  }
  return start;
}

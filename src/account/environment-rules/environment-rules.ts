import { AppError } from '../../lib/errors.ts';
import { say, verbatim } from '../../lib/words/say.ts';

/** Jira's kinds of environments (deployments 0.1); `unmapped` says: none of the others. */
const ruleTypes = ['production', 'staging', 'testing', 'development', 'unmapped'] as const;

/** Environments whose whole name matches are of this type. `*` stands for any text, also none; case does not matter. */
export type EnvironmentRule = { readonly pattern: string; readonly type: (typeof ruleTypes)[number] };

const mostRules = 100;
const longestPattern = 255;

/**
 * The rules of an account as an admin writes them: `pattern = type`, one a line, blank lines between them as one likes.
 * @throws AppError `bad_request` that names the line and what is to be written there
 */
export function readEnvironmentRules(text: string): EnvironmentRule[] {
  const rules = text.split(/\r?\n/).flatMap((line, index): EnvironmentRule[] => {
    if (line.trim() === '') return [];
    return [readRule(line, index + 1)];
  });
  if (rules.length > mostRules) {
    throw new AppError('bad_request', say('account.rules.tooMany', { count: rules.length, most: mostRules }));
  }
  return rules;
}

function readRule(line: string, number: number): EnvironmentRule {
  // The last sign counts: a name may hold one, a type does not.
  const sign = line.lastIndexOf('=');
  const pattern = line.slice(0, Math.max(0, sign)).trim();
  if (sign === -1 || pattern === '') {
    throw new AppError('bad_request', say('account.rules.noRule', { line: number }));
  }
  if (pattern.length > longestPattern) {
    throw new AppError('bad_request', say('account.rules.longName', { line: number, most: longestPattern }));
  }
  const word = line
    .slice(sign + 1)
    .trim()
    .toLowerCase();
  const type = ruleTypes.find((one) => one === word);
  if (type === undefined) {
    throw new AppError(
      'bad_request',
      say('account.rules.noType', { line: number, word, types: { or: ruleTypes.map(verbatim) } }),
    );
  }
  return { pattern, type };
}

/** Rules that have been stored once. */
export function storedRules(text: string): readonly EnvironmentRule[] {
  try {
    return readEnvironmentRules(text);
  } catch {
    // A later version may know more types than this one; the other ways to tell the type remain.
    return [];
  }
}

/**
 * Whether a whole name matches. Takes time in the product of both lengths at most, whatever stars there are: one star
 * is gone back to, never those before it.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  const [wanted, text] = [pattern.toLowerCase(), name.toLowerCase()];
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < text.length) {
    if (wanted[inPattern] === '*') {
      star = inPattern;
      resumeAt = at;
      inPattern += 1;
    } else if (wanted[inPattern] === text[at]) {
      inPattern += 1;
      at += 1;
    } else if (star !== -1) {
      inPattern = star + 1;
      resumeAt += 1;
      at = resumeAt;
    } else return false;
  }
  while (wanted[inPattern] === '*') inPattern += 1;
  return inPattern === wanted.length;
}

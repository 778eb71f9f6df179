import { isSpace, letterWidth, skipSpaces, wordWidth } from './characters.ts';
import { findKeys, type FoundKey } from './find-keys.ts';
import { readDuration } from './read-duration.ts';
import type { SmartCommand, SmartCommit } from './smart-commit.ts';

const noCommands: readonly SmartCommand[] = [];

/**
 * What the first line of a commit message asks: `<ignored> KEY[, KEY…] <ignored> #command argument #command argument …`.
 *
 * The grammar is that of the DVCS connector (`DefaultCommitMessageParser`) and of Atlassian's "Processing issues with
 * Smart Commits", with these differences: only the first line counts, as GitLab documents it; a key inside an argument
 * is text unless a command follows it directly; names of commands are of any script. Never throws; takes time linear in
 * the line.
 */
export function parseSmartCommit(message: string): SmartCommit {
  const line = firstLine(message);
  const keys = findKeys(line);
  return { issueKeys: distinct(keys), commands: keys.length === 0 ? noCommands : commandsOf(line, keys) };
}

/** Up to CR or LF. */
export function firstLine(message: string): string {
  const feed = message.indexOf('\n');
  const line = feed === -1 ? message : message.slice(0, feed);
  const end = line.indexOf('\r');
  return end === -1 ? line : line.slice(0, end);
}

/** The beginning of a command. */
type Head = {
  readonly name: string;
  readonly nameEnd: number;
  readonly issueKeys: readonly string[];
  /** Where the argument before it ends: at its `#`, or at the group of keys that it opens. */
  readonly start: number;
};

function commandsOf(line: string, keys: readonly FoundKey[]): readonly SmartCommand[] {
  const heads = headsOf(line, keys);
  return heads.map((head, index) =>
    command(head, line.slice(head.nameEnd, heads[index + 1]?.start ?? line.length).trim()),
  );
}

function headsOf(line: string, keys: readonly FoundKey[]): Head[] {
  const heads: Head[] = [];
  let passed = 0;
  /** The nearest group of keys in the text since the last command. */
  let group: FoundKey[] = [];
  for (let hash = line.indexOf('#', keys[0]?.end); hash !== -1; hash = line.indexOf('#', hash + 1)) {
    const before = heads.at(-1);
    for (let key = keys[passed]; key !== undefined && key.start < hash; key = keys[passed]) {
      passed += 1;
      // A key in the name of a command (#KEY-2) is a part of that name.
      if (key.start < (before?.nameEnd ?? 0)) continue;
      if (isJoined(line, group.at(-1), key)) group.push(key);
      else group = [key];
    }
    const lastEnd = group.at(-1)?.end ?? -1;
    if (lastEnd !== hash && !isSpace(line.charCodeAt(hash - 1))) continue;
    const nameEnd = endOfName(line, hash + 1);
    if (nameEnd === -1) continue;
    const [first] = group;
    const opens = before === undefined || (first !== undefined && skipSpaces(line, lastEnd, hash) === hash);
    heads.push({
      name: line.slice(hash + 1, nameEnd),
      nameEnd,
      issueKeys: opens ? distinct(group) : before.issueKeys,
      start: opens && first !== undefined ? first.start : hash,
    });
    // So that the space after it is not searched again for each command.
    group = [];
  }
  return heads;
}

/** Whether `key` belongs to the group that ends with `last`: only white space and commas are between them. */
function isJoined(line: string, last: FoundKey | undefined, key: FoundKey): boolean {
  if (last === undefined) return false;
  for (let at = last.end; at < key.start; at += 1) {
    const code = line.charCodeAt(at);
    if (code !== comma && !isSpace(code)) return false;
  }
  return true;
}

const comma = 0x2c;
const hyphen = 0x2d;

/** Where the name that begins at `from` ends: a letter, then letters, digits, `-` and `_`; -1 where no letter is. */
function endOfName(line: string, from: number): number {
  let width = letterWidth(line, from);
  if (width === 0) return -1;
  let end = from;
  while (width > 0) {
    end += width;
    width = line.charCodeAt(end) === hyphen ? 1 : wordWidth(line, end);
  }
  return end;
}

function command({ name, issueKeys }: Head, argument: string): SmartCommand {
  switch (name.toLowerCase()) {
    case 'comment':
      if (argument !== '') return { name, type: 'comment', issueKeys, argument };
      return { name, type: 'comment', issueKeys, argument, error: 'empty_comment' };
    case 'time': {
      const spent = readDuration(argument);
      if (spent === undefined) return { name, type: 'time', issueKeys, argument, error: 'invalid_duration' };
      const { timeSpent, comment } = spent;
      return { name, type: 'time', issueKeys, argument, timeSpent, comment };
    }
    default:
      return { name, type: 'transition', issueKeys, argument };
  }
}

/** The keys without repeats. Most groups have one: that is the short way. */
function distinct(keys: readonly FoundKey[]): readonly string[] {
  const all = keys.map(({ key }) => key);
  return all.length < 2 ? all : [...new Set(all)];
}

import type { FoundUser } from '../../identity/find-jira-user.ts';
import { lozengeOf, writtenWords, type Lozenge } from '../command-words.ts';
import { commandWords, commitWords } from '../parse/reading-words.ts';
import type { SmartCommit } from '../parse/smart-commit.ts';
import type { Line, Tried } from './try-line.ts';
import type { Forecast } from './try-on-issue.ts';

type View = Readonly<Record<string, unknown>>;
type Found = Extract<FoundUser, { found: true }>;

/** What a person reads who writes very many; the rest is counted. */
const mostRows = 50;

const knownBy: Readonly<Record<Found['by'], string>> = {
  linked: 'who has linked their GitLab user',
  mapped: 'whom the list “Authors of commits” names for this address',
  email: 'the only active Jira user with this address',
};

/**
 * The form, and what is known of the line in it.
 * @param hosts addresses of the GitLabs that this site uses
 */
export function tryPage(
  { line, hosts }: { line: Line; hosts: readonly string[] },
  tried: Tried | undefined,
): View {
  return {
    title: 'Try a line',
    ...line,
    hosts: hosts.length > 1 ? hosts.map((url) => ({ url, isChosen: url === line.hostUrl })) : undefined,
    result: tried && resultOf(tried),
  };
}

function resultOf({ line, commit, author, onIssue, trouble }: Tried): View {
  const { commands } = commit;
  return {
    line,
    nothing: commands.length === 0 ? nothingWords(line, commit) : undefined,
    rows: commands.slice(0, mostRows).map((command, index) => ({
      issueKeys: command.issueKeys.join(', '),
      written: writtenWords(command),
      read: sentence(commandWords(command)),
      isWrong: 'error' in command,
      forecast: forecastOf(onIssue?.forecasts[index]),
    })),
    more: Math.max(0, commands.length - mostRows),
    as: author?.found === true ? { name: author.name, how: knownBy[author.by] } : undefined,
    nobody: author?.found === false ? author.reason : undefined,
    onIssue: onIssue?.issueKey,
    isUnnamed: onIssue !== undefined && !commit.issueKeys.includes(onIssue.issueKey),
    moves: onIssue !== undefined && commands.filter(({ type }) => type === 'transition').length > 1,
    trouble: trouble && `${trouble} Try again in a while.`,
  };
}

function nothingWords(line: string, commit: SmartCommit): string {
  if (line.trim() === '') return 'The first line is empty: write the message of a commit.';
  return `${sentence(commitWords(commit))}. Write it as KEY-123 #comment text, with the key in capitals.`;
}

function forecastOf(
  forecast: Forecast | undefined,
): { readonly lozenge: Lozenge; readonly words: string } | undefined {
  if (forecast === undefined) return undefined;
  const { kind } = lozengeOf[forecast.wouldRun ? 'done' : 'failed'];
  return { lozenge: { kind, label: forecast.wouldRun ? 'Would run' : 'Would fail' }, words: forecast.words };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { lozengeOf, writtenWords, type Lozenge } from '../command-words.ts';
import { commandRead, nothingRead } from '../parse/reading-words.ts';
import type { SmartCommit } from '../parse/smart-commit.ts';
import type { Line, Tried } from './try-line.ts';
import type { Forecast } from './try-on-issue.ts';

type View = Readonly<Record<string, unknown>>;

/** What a person reads who writes very many; the rest is counted. */
const mostRows = 50;

/**
 * The form, and what is known of the line in it.
 * @param hosts addresses of the GitLabs that this site uses
 */
export function tryPage(
  { line, hosts }: { line: Line; hosts: readonly string[] },
  tried: Tried | undefined,
): View {
  return {
    title: say('smartCommit.tryALine'),
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
      read: commandRead(command),
      isWrong: 'error' in command,
      forecast: forecastOf(onIssue?.forecasts[index]),
    })),
    more: Math.max(0, commands.length - mostRows),
    as: author?.found === true ? say(`smartCommit.try.as.${author.by}`, { name: author.name }) : undefined,
    nobody: author?.found === false ? say('smartCommit.try.nobody', { reason: author.reason }) : undefined,
    onIssue: onIssue?.issueKey,
    isUnnamed: onIssue !== undefined && !commit.issueKeys.includes(onIssue.issueKey),
    moves: onIssue !== undefined && commands.filter(({ type }) => type === 'transition').length > 1,
    trouble: trouble && say('smartCommit.try.trouble', { reason: trouble }),
  };
}

function nothingWords(line: string, commit: SmartCommit): Text {
  if (line.trim() === '') return say('smartCommit.try.emptyLine');
  return say('smartCommit.try.nothing', { reading: nothingRead(commit) });
}

function forecastOf(
  forecast: Forecast | undefined,
): { readonly lozenge: Lozenge; readonly words: Text } | undefined {
  if (forecast === undefined) return undefined;
  const { wouldRun, words } = forecast;
  const { kind } = lozengeOf[wouldRun ? 'done' : 'failed'];
  return { lozenge: { kind, label: say(`smartCommit.try.${wouldRun ? 'wouldRun' : 'wouldFail'}`) }, words };
}

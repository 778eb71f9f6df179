import type { Command } from '../command.ts';
import { writtenWords } from '../command-words.ts';
import type { CommittedCommand } from '../commands-of.store.ts';

const longestWritten = 200;

/** Whether a command ended so that somebody should know: neither done nor left out on purpose. */
export function isFailure({ state }: Pick<Command, 'state'>): boolean {
  return state === 'failed' || state === 'unknown';
}

/** What a comment says of commands of one commit that were not done on one issue, a paragraph a line. */
export function failureWords(
  { sha, authorName, commitUrl }: Pick<CommittedCommand, 'sha' | 'authorName' | 'commitUrl'>,
  failures: readonly CommittedCommand[],
): string {
  return [
    `Commit ${sha.slice(0, 8)} by ${authorName} asks for something that was not done (${commitUrl}):`,
    ...failures.map((one) => `${shortened(writtenWords(one))} — ${one.reason ?? 'The reason is not known.'}`),
    'Its author finds this on the page "My GitLab identity". Once the cause is gone, a Jira administrator can run it again on the page "Smart Commits".',
  ].join('\n');
}

function shortened(text: string): string {
  return text.length <= longestWritten ? text : `${text.slice(0, longestWritten - 1)}…`;
}

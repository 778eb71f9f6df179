import { inPlainEnglish } from '../../lib/words/speak.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import type { Command, ReasonCode } from '../command.ts';
import { writtenWords } from '../command-words.ts';
import type { CommittedCommand } from '../commands-of.store.ts';

/** Of a name, and of a text: more is of no use beside the link to the commit. */
const longest = { name: 60, text: 200 };

/** For these, nobody is known to be the author whom Jira would let write there. */
const unheard: ReadonlySet<Command['reasonCode']> = new Set<ReasonCode>([
  'no_issue',
  'no_permission',
  'no_user',
  'several_users',
  'inactive_user',
  'not_verified',
]);

/** Whether a command ended so that somebody should know: neither done nor left out on purpose. */
export function isFailure({ state }: Pick<Command, 'state'>): boolean {
  return state === 'failed' || state === 'unknown';
}

/**
 * What a comment says of commands of one commit that were not done on one issue, a paragraph a line. The app says it in
 * its own name, and Jira mails it to whoever watches: unless the author is known and may write there, nothing that the
 * commit's author chose is repeated beyond the names of commands.
 */
export function failureWords(
  { sha, authorName, commitUrl }: Pick<CommittedCommand, 'sha' | 'authorName' | 'commitUrl'>,
  failures: readonly CommittedCommand[],
): string {
  const isHeard = failures.every(mayBeRepeated);
  const by = isHeard ? ` by ${shortened(authorName, longest.name)}` : '';
  const at = isHeard ? ` (${commitUrl})` : '';
  return [
    `Commit ${sha.slice(0, 8)}${by} asks for something that was not done${at}:`,
    ...failures.map((one) => `${wordsOf(one, isHeard)} — ${reasonOf(one)}`),
    'Its author finds this on the page "My GitLab identity". Once the cause is gone, a Jira administrator can run it again on the page "Smart Commits".',
  ].join('\n');
}

function reasonOf({ reason }: CommittedCommand): string {
  return reason === null ? 'The reason is not known.' : inPlainEnglish(textOfStored(reason));
}

/** What is not understood has failed before anybody looked for its author. */
function mayBeRepeated({ reasonCode, jiraAccountId }: CommittedCommand): boolean {
  return jiraAccountId !== null && !unheard.has(reasonCode);
}

function wordsOf({ type, name, argument }: CommittedCommand, isHeard: boolean): string {
  return writtenWords({
    type,
    name: shortened(name, longest.name),
    argument: isHeard ? shortened(argument, longest.text) : '',
  });
}

/** By characters, none of which is cut in two. */
function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

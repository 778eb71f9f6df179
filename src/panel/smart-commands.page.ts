import { momentOf, webAddress } from '../lib/page-words.ts';
import { textOfStored } from '../lib/words/stored-text.ts';
import { deedWords, lozengeOf } from '../smart-commit/command-words.ts';
import type { CommittedCommand } from '../smart-commit/commands-of.store.ts';
import type { IssueDevelopment } from './issue-for.ts';

/** What commits did on one issue, newest first, and why they did not do the rest. */
export function smartCommandsView({
  commands,
  hasMoreCommands,
  repositories,
}: Pick<IssueDevelopment, 'commands' | 'hasMoreCommands' | 'repositories'>) {
  if (commands.length === 0) return undefined;
  return {
    isMore: hasMoreCommands,
    lines: commands.map((command) => lineOf(command, repositories.get(command.repositoryId)?.name)),
  };
}

function lineOf(command: CommittedCommand, repository: string | undefined) {
  const { sha, commitUrl, state, reason, jiraName, authorName, endedAt, seenAt } = command;
  return {
    deed: deedWords(command),
    code: sha.slice(0, 8),
    url: webAddress(commitUrl),
    state: lozengeOf[state],
    reason: reason === null ? undefined : textOfStored(reason),
    by: jiraName ?? authorName,
    repository,
    at: momentOf(endedAt ?? seenAt),
  };
}

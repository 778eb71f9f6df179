import { momentOf, webAddress, type Moment } from '../../lib/page-words.ts';
import { say, verbatim } from '../../lib/words/say.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import type { Text } from '../../lib/words/text.ts';
import { lozengeOf, writtenWords, type Lozenge } from '../command-words.ts';
import { issueUrl } from '../run/issue-url.ts';
import type { ListedCommand } from './command-list.store.ts';
import type { ListPage } from './list-page.ts';

/** A command in a table, with the commit that asked for it and what came of it. */
export type CommandRow = {
  readonly id: string;
  readonly sha: string;
  readonly line: string;
  readonly commitUrl: string | undefined;
  readonly author: string;
  readonly repository: Text;
  readonly issueKey: string;
  readonly issueUrl: string | undefined;
  readonly written: string;
  readonly state: Lozenge;
  readonly reason: Text | undefined;
  readonly resultUrl: string | undefined;
  readonly person: string | null;
  readonly at: Moment;
};

/** @param siteUrl where people find their Jira */
export function commandRow(command: ListedCommand, siteUrl: string): CommandRow {
  const { id, sha, commit, repositoryPath, issueKey, state, jiraName, seenAt } = command;
  const address = commit.authorEmail === '' ? '' : `, ${commit.authorEmail}`;
  return {
    id,
    sha: sha.slice(0, 8),
    line: commit.line,
    commitUrl: webAddress(commit.url),
    author: `${commit.authorName}${address}`,
    repository: repositoryPath === null ? say('smartCommit.removedRepository') : verbatim(repositoryPath),
    issueKey,
    issueUrl: webAddress(issueUrl({ displayUrl: siteUrl }, issueKey)),
    written: writtenWords(command),
    state: lozengeOf[state],
    reason: command.reason === null ? undefined : textOfStored(command.reason),
    resultUrl: command.url === null ? undefined : webAddress(command.url),
    person: jiraName,
    at: momentOf(seenAt),
  };
}

/** Whether what is shown may change by itself. */
export function isMoving({ commands }: ListPage): boolean {
  return commands.some(({ state }) => state === 'waiting' || state === 'running');
}

/** The pages beside this one. @param addressFrom of the page that begins at a place */
export function pagerOf(
  { commands, hasOlder, hasNewer }: ListPage,
  addressFrom: (from: NonNullable<ListPage['from']>) => string,
): Readonly<Record<string, unknown>> {
  const [first, last] = [commands.at(0), commands.at(-1)];
  return {
    newerUrl: hasNewer && first ? addressFrom({ ...first, towards: 'newer' }) : undefined,
    olderUrl: hasOlder && last ? addressFrom({ ...last, towards: 'older' }) : undefined,
    manyPages: hasNewer || hasOlder,
  };
}

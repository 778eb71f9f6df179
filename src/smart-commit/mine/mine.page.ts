import { momentOf, webAddress } from '../../lib/page-words.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import { say } from '../../lib/words/say.ts';
import { lozengeOf, writtenWords } from '../command-words.ts';
import type { CommittedCommand } from '../commands-of.store.ts';
import { issueUrl } from '../run/issue-url.ts';
import type { OwnFailures } from './own-failures.ts';

/** The commands of one person that were not done. @param isAlone where it is no part of another page */
export function minePage({ commands, isMore, siteUrl }: OwnFailures, isAlone: boolean) {
  return {
    title: say('smartCommit.mine.title'),
    isAlone,
    isMore,
    commands: commands.map((command) => lineOf(command, siteUrl)),
  };
}

function lineOf(command: CommittedCommand, siteUrl: string) {
  const { issueKey, sha, commitUrl, line, reason, seenAt, state } = command;
  return {
    written: writtenWords(command),
    issueKey,
    issueUrl: issueUrl({ displayUrl: siteUrl }, issueKey),
    code: sha.slice(0, 8),
    url: webAddress(commitUrl),
    line,
    state: lozengeOf[state],
    reason: reason === null ? undefined : textOfStored(reason),
    at: momentOf(seenAt),
  };
}

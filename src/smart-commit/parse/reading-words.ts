import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { SmartCommand, SmartCommit } from './smart-commit.ts';

/** Why a message asks for nothing, for the person who wrote it. */
export function nothingRead({ issueKeys }: Pick<SmartCommit, 'issueKeys'>): Text {
  if (issueKeys.length === 0) return say('smartCommit.read.noKey');
  return say('smartCommit.read.noCommand', { issueKeys: issueKeys.join(', ') });
}

/** What one command asks for, or what is wrong with it. */
export function commandRead(command: SmartCommand): Text {
  if (command.type === 'transition') {
    const { name, argument: comment } = command;
    return comment === ''
      ? say('smartCommit.read.transition', { name })
      : say('smartCommit.read.transitionWith', { name, comment });
  }
  if (command.type === 'comment') {
    return command.error === undefined
      ? say('smartCommit.read.comment', { comment: command.argument })
      : say('smartCommit.read.emptyComment');
  }
  if ('error' in command) return say('smartCommit.read.noTime', { argument: command.argument });
  const { timeSpent: spent, comment } = command;
  return comment === ''
    ? say('smartCommit.read.time', { spent })
    : say('smartCommit.read.timeWith', { spent, comment });
}

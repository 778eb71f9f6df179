import type { SmartCommand, SmartCommit } from './smart-commit.ts';

/** How a message is read, for the person who wrote it: one line for each command. */
export function commitWords({ issueKeys, commands }: SmartCommit): string {
  if (issueKeys.length === 0) return 'no command: no issue key that could carry one';
  if (commands.length === 0) return `no command for ${issueKeys.join(', ')}`;
  return commands.map((command) => `${command.issueKeys.join(', ')}: ${commandWords(command)}`).join('\n');
}

/** What one command asks for, or what is wrong with it. */
export function commandWords(command: SmartCommand): string {
  if (command.type === 'transition') return `transition "${command.name}"${withComment(command.argument)}`;
  if (command.type === 'comment') {
    return command.error === undefined
      ? `comment "${command.argument}"`
      : 'comment without text: write one after #comment';
  }
  return 'error' in command
    ? `no time in "${command.argument}": begin with a duration, as in #time 1h 30m`
    : `time ${command.timeSpent}${withComment(command.comment)}`;
}

function withComment(comment: string): string {
  return comment === '' ? '' : `, comment "${comment}"`;
}

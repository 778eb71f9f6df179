import { say, verbatim } from '../lib/words/say.ts';
import type { Text } from '../lib/words/text.ts';
import type { Command, CommandState } from './command.ts';
import { readDuration } from './parse/read-duration.ts';

export type Lozenge = {
  readonly label: Text;
  readonly kind: 'success' | 'danger' | 'warning' | 'plain' | 'info';
};

/** How each state of a command is shown. */
export const lozengeOf: Readonly<Record<CommandState, Lozenge>> = {
  waiting: { label: say('smartCommit.state.waiting'), kind: 'plain' },
  running: { label: say('smartCommit.state.running'), kind: 'info' },
  done: { label: say('smartCommit.state.done'), kind: 'success' },
  failed: { label: say('smartCommit.state.failed'), kind: 'danger' },
  skipped: { label: say('smartCommit.state.skipped'), kind: 'plain' },
  unknown: { label: say('smartCommit.state.unknown'), kind: 'warning' },
};

type Written = Pick<Command, 'type' | 'name' | 'argument'>;

/** What a command asks for, or has done: "Comment" or "Commented", "Log 1h 30m" or "Logged 1h 30m", "Close issue". */
export function deedWords({ state, type, name, argument }: Written & Pick<Command, 'state'>): Text {
  const isDone = state === 'done';
  switch (type) {
    case 'comment':
      return say(isDone ? 'smartCommit.deed.commented' : 'smartCommit.deed.comment');
    case 'time': {
      const spent = readDuration(argument)?.timeSpent;
      if (spent === undefined)
        return say(isDone ? 'smartCommit.deed.loggedWork' : 'smartCommit.deed.logWork');
      return say(isDone ? 'smartCommit.deed.logged' : 'smartCommit.deed.log', { spent });
    }
    case 'transition':
      return verbatim(sentenceCase(name.replace(/[-_]+/g, ' ').trim()));
  }
}

function sentenceCase(words: string): string {
  const [first = '', ...others] = words;
  return first.toUpperCase() + others.join('');
}

/** As it is written: `#time 1h 30m Review`. */
export function writtenWords({ name, argument }: Written): string {
  return `#${name} ${argument}`.trim();
}

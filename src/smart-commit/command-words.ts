import type { Command, CommandState } from './command.ts';
import { readDuration } from './parse/read-duration.ts';

export type Lozenge = {
  readonly label: string;
  readonly kind: 'success' | 'danger' | 'warning' | 'plain' | 'info';
};

/** How each state of a command is shown. */
export const lozengeOf: Readonly<Record<CommandState, Lozenge>> = {
  waiting: { label: 'Waiting', kind: 'plain' },
  running: { label: 'Running', kind: 'info' },
  done: { label: 'Done', kind: 'success' },
  failed: { label: 'Failed', kind: 'danger' },
  skipped: { label: 'Skipped', kind: 'plain' },
  unknown: { label: 'Please look', kind: 'warning' },
};

type Written = Pick<Command, 'type' | 'name' | 'argument'>;

/** What a command asks for, or has done: "Comment" or "Commented", "Log 1h 30m" or "Logged 1h 30m", "Close issue". */
export function deedWords({ state, type, name, argument }: Written & Pick<Command, 'state'>): string {
  const isDone = state === 'done';
  switch (type) {
    case 'comment':
      return isDone ? 'Commented' : 'Comment';
    case 'time': {
      const spent = readDuration(argument)?.timeSpent ?? 'work';
      return `${isDone ? 'Logged' : 'Log'} ${spent}`;
    }
    case 'transition':
      return sentenceCase(name.replace(/[-_]+/g, ' ').trim());
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

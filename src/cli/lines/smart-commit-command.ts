import { z } from 'zod';
import { inPlainEnglish } from '../../lib/words/speak.ts';
import type { Text } from '../../lib/words/text.ts';
import { matchTransition, type Transition } from '../../smart-commit/match-transition.ts';
import { parseSmartCommit } from '../../smart-commit/parse/parse-smart-commit.ts';
import { commandRead, nothingRead } from '../../smart-commit/parse/reading-words.ts';
import type { SmartCommit } from '../../smart-commit/parse/smart-commit.ts';
import { answerLines } from './answer-lines.ts';
import type { Output } from '../output.ts';

const explainLine = z.object({ message: z.string() });

/**
 * Says how each message on standard input is read, without doing anything: `{"message": "…"}` to
 * `{"issueKeys": […], "commands": […]}` with `--json`, else a line of text, as the first line of a message, to words.
 * @throws AppError `bad_request` that names the line
 */
export function explainCommand(output: Output): Promise<void> {
  return answerLines<string>(output, {
    parse: (json) => explainLine.parse(json).message,
    read: (message) => message,
    shape: { json: '{"message": "…"}', text: 'text' },
    document: parseSmartCommit,
    words: (message) => commitWords(parseSmartCommit(message)),
  });
}

/** One line for each command. */
function commitWords(commit: SmartCommit): string {
  if (commit.commands.length === 0) return inALine(nothingRead(commit));
  return commit.commands
    .map((command) => `${command.issueKeys.join(', ')}: ${inALine(commandRead(command))}`)
    .join('\n');
}

function inALine(text: Text): string {
  const words = inPlainEnglish(text);
  return words.charAt(0).toLowerCase() + words.slice(1);
}

type Question = { readonly command: string; readonly available: readonly Transition[] };

const transitionLine = z.object({
  command: z.string(),
  available: z.array(
    z.union([
      z.string().transform((name) => ({ name })),
      z.object({ name: z.string(), to: z.string().optional() }),
    ]),
  ),
});

/**
 * Says which transition a command means: `{"command": "…", "available": ["…", {"name": "…", "to": "…"}]}` to
 * `{"result": "…", "matches": ["…"]}` with `--json`, else `command: Name, Name -> Status` to words.
 * @throws AppError `bad_request` that names the line
 */
export function transitionCommand(output: Output): Promise<void> {
  return answerLines<Question>(output, {
    parse: (json) => transitionLine.parse(json),
    read: readQuestion,
    shape: {
      json: '{"command": "…", "available": ["…", {"name": "…", "to": "…"}]}',
      text: '"command: Name of a transition, Another -> Name of its status"',
    },
    document: ({ command, available }) => {
      const { result, matches } = matchTransition(command, available);
      return { result, matches: names(matches) };
    },
    words: matchWords,
  });
}

function readQuestion(line: string): Question {
  const colon = line.indexOf(':');
  if (colon === -1) throw new Error('no colon');
  const parts = line.slice(colon + 1).split(',');
  const available = parts.map((part) => part.split('->').map((name) => name.trim()));
  return {
    command: line.slice(0, colon).trim(),
    available: available.map(([name = '', to]) => ({ name, to })).filter(({ name }) => name !== ''),
  };
}

function matchWords({ command, available }: Question): string {
  const { result, matches } = matchTransition(command, available);
  switch (result) {
    case 'ok':
      return `"${command}" is ${names(matches).join()}`;
    case 'ambiguous':
      return `"${command}" may be any of ${names(matches).join(', ')}`;
    case 'no_match':
      return `"${command}" is none of ${names(available).join(', ')}`;
    case 'none_available':
      return 'no transition is available';
  }
}

function names(transitions: readonly Transition[]): string[] {
  return transitions.map(({ name }) => name);
}

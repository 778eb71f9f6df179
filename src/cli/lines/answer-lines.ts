import { createInterface } from 'node:readline';
import { AppError } from '../../lib/errors.ts';
import type { Output } from '../output.ts';

/** How a command answers one line of its input. */
export type LineCommand<T> = {
  /** Reads what `JSON.parse` made of a line; throws where it is something else. */
  readonly parse: (json: unknown) => T;
  /** Reads a line that a person wrote; throws where it is something else. */
  readonly read: (line: string) => T;
  /** What a line has to look like, for the error: with `--json`, and without. */
  readonly shape: { readonly json: string; readonly text: string };
  readonly document: (asked: T) => unknown;
  readonly words: (asked: T) => string;
};

/**
 * Answers standard input line by line: with `--json` one document a line, else words. Empty lines of JSON are passed
 * over. Waits for a slow reader.
 * @throws AppError `bad_request` that names the line and its shape
 */
export async function answerLines<T>(output: Output, command: LineCommand<T>): Promise<void> {
  let number = 0;
  for await (const input of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number += 1;
    if (output.json && input.trim() === '') continue;
    const asked = readLine(input, { number, output, command });
    const answer = output.json ? JSON.stringify(command.document(asked)) : command.words(asked);
    if (!process.stdout.write(`${answer}\n`)) {
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  }
}

function readLine<T>(
  input: string,
  { number, output, command }: { number: number; output: Output; command: LineCommand<T> },
): T {
  try {
    return output.json ? command.parse(JSON.parse(input)) : command.read(input);
  } catch (cause) {
    const shape = output.json ? command.shape.json : command.shape.text;
    throw new AppError('bad_request', `Line ${number} is not ${shape}.`, { cause });
  }
}

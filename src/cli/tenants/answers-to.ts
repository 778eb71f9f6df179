import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { AppError } from '../../lib/errors.ts';

/** One question; what is typed for a secret is not shown. */
export type Question = { readonly words: string; readonly isSecret: boolean };

/**
 * The answers to some questions, trimmed: asked one by one at a terminal, else one a line of standard input. A secret
 * never stands on the command line, where the list of processes and the shell's history would show it.
 *
 * @throws AppError `bad_request` where the input ends early
 */
export async function answersTo(questions: readonly Question[]): Promise<string[]> {
  const isTerminal = process.stdin.isTTY;
  let isHidden = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isHidden) process.stderr.write(chunk);
      done();
    },
  });
  const input = createInterface({ input: process.stdin, output, terminal: isTerminal, crlfDelay: Infinity });
  const lines = input[Symbol.asyncIterator]();
  const answers: string[] = [];
  try {
    for (const { words, isSecret } of questions) {
      if (isTerminal) process.stderr.write(`${words}: `);
      isHidden = isSecret;
      const line = await lines.next();
      isHidden = false;
      if (isTerminal && isSecret) process.stderr.write('\n');
      if (line.done === true) {
        const all = questions.map((one) => one.words).join(', ');
        throw new AppError('bad_request', `Write one a line to standard input: ${all}.`);
      }
      answers.push(line.value.trim());
    }
  } finally {
    input.close();
  }
  return answers;
}

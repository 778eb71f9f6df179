import { createInterface } from 'node:readline';
import { z } from 'zod';
import { issueKeys } from '../dev-info/issue-keys.ts';
import { AppError } from '../lib/errors.ts';
import type { Output } from './output.ts';

const line = z.object({ text: z.string() });

/**
 * Reads standard input line by line and says which issue keys each names: `{"text": "…"}` to `["KEY-1", …]` with
 * `--json`, else the line itself to its keys.
 * @throws AppError `bad_request` that names the line
 */
export async function issueKeysCommand(output: Output, options: { lowerCase: boolean }): Promise<void> {
  let number = 0;
  for await (const input of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number += 1;
    if (output.json && input.trim() === '') continue;
    const keys = issueKeys(output.json ? textOf(input, number) : input, options);
    const answer = output.json ? JSON.stringify(keys) : keys.join(' ');
    if (!process.stdout.write(`${answer}\n`)) {
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  }
}

function textOf(input: string, number: number): string {
  try {
    return line.parse(JSON.parse(input)).text;
  } catch (cause) {
    throw new AppError('bad_request', `Line ${number} is not {"text": "…"}.`, { cause });
  }
}

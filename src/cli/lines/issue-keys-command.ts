import { z } from 'zod';
import { issueKeys } from '../../lib/naming/issue-keys.ts';
import { answerLines } from './answer-lines.ts';
import type { Output } from '../output.ts';

const line = z.object({ text: z.string() });

/**
 * Reads standard input line by line and says which issue keys each names: `{"text": "…"}` to `["KEY-1", …]` with
 * `--json`, else the line itself to its keys.
 * @throws AppError `bad_request` that names the line
 */
export function issueKeysCommand(output: Output, options: { lowerCase: boolean }): Promise<void> {
  return answerLines<string>(output, {
    parse: (json) => line.parse(json).text,
    read: (text) => text,
    shape: { json: '{"text": "…"}', text: 'text' },
    document: (text) => issueKeys(text, options),
    words: (text) => issueKeys(text, options).join(' '),
  });
}

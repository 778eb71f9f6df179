import { isKey, inPlainEnglish } from '../../src/lib/words/speak.ts';
import type { Text } from '../../src/lib/words/text.ts';

const isText = (value: object): value is Text =>
  'key' in value && 'params' in value && isKey(String(value.key));

/** What a page shows with each text said in English, as a test expects it. */
export function said(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isText(value)) return inPlainEnglish(value);
  if (Array.isArray(value)) return value.map(said);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, said(part)]));
}

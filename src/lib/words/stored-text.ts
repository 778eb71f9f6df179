import { z } from 'zod';
import { inPlainEnglish, isKey, spoken } from './speak.ts';
import { inEnglish } from './locale.ts';
import { verbatim } from './say.ts';
import type { Text } from './text.ts';

/**
 * A text in a column of the database: JSON with its English words first, for whoever reads the table, and what it takes
 * to say the same in the language of whoever reads the page.
 */
export function storedText(text: Text): string {
  const { key, params } = text;
  const { words } = params;
  // What is the same in every language is kept as it is.
  if (key === 'words.verbatim' && typeof words === 'string' && !words.startsWith('{')) return clean(words);
  return JSON.stringify({ en: inPlainEnglish(text), key, params }, (_name, value: unknown) =>
    typeof value === 'string' ? clean(value) : value,
  );
}

/** Words from GitLab or Jira may hold what no text in PostgreSQL can: half characters and NUL. */
function clean(words: string): string {
  return words.toWellFormed().replaceAll('\0', '');
}

const stored = z.object({ en: z.string(), key: z.string(), params: z.record(z.string(), z.unknown()) });

/**
 * What `storedText` made. Words of a version that knew no languages are said as they are, and those of a version whose
 * text was another one in English.
 */
export function textOfStored(column: string): Text {
  const read = stored.safeParse(parsed(column));
  if (!read.success) return verbatim(column);
  const { en, key, params } = read.data;
  if (!isKey(key)) return verbatim(en);
  const text = { key, params: params as Text['params'] };
  try {
    spoken(text, inEnglish);
    return text;
  } catch {
    return verbatim(en);
  }
}

function parsed(column: string): unknown {
  try {
    return column.startsWith('{') ? JSON.parse(column) : undefined;
  } catch {
    return undefined;
  }
}

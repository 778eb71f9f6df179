import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import type { Text } from '../lib/words/text.ts';
import type { JiraAnswer } from './connection.ts';

const longestWords = 500;
const named = ['errorMessages', 'errors', 'message', 'error'];

/** An answer that is none of those the caller knows, as the error that says what to do. */
export function jiraFailure(answer: JiraAnswer, now: number): AppError {
  const words = jiraWords(answer.body);
  const saying = (what: Text) => (words === undefined ? what : say('errors.jira.itSaid', { what, words }));
  if (answer.status === 403) {
    return new AppError('forbidden', saying(say('errors.jira.forbidden')));
  }
  if (answer.status >= 500) {
    return new AppError('unavailable', say('errors.jira.unavailable', { status: String(answer.status) }), {
      retryAt: retryAfter(answer, now),
    });
  }
  return new AppError(
    'unexpected_answer',
    saying(say('errors.jira.unexpected', { status: String(answer.status) })),
  );
}

/** Retry-After in seconds, as 503 carries it. Epoch ms. */
function retryAfter({ headers }: JiraAnswer, now: number): number | undefined {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? now + seconds * 1000 : undefined;
}

/**
 * Jira's own words. Its APIs give errors as `{ errorMessages }`, `{ errors }`, `{ message }`, `{ error }`, or a list
 * of those; `errors` may also name the field that each is about.
 */
export function jiraWords(body: unknown): string | undefined {
  const words = [...wordsIn(body)].join(' ').trim();
  return words === '' ? undefined : words.slice(0, longestWords);
}

function* wordsIn(body: unknown): Generator<string> {
  if (typeof body === 'string') yield body;
  else if (Array.isArray(body)) for (const part of body) yield* wordsIn(part);
  else if (typeof body === 'object' && body !== null) {
    for (const name of named) if (name in body) yield* wordsIn(Reflect.get(body, name));
    if ('errors' in body) yield* wordsOfFields(body.errors);
  }
}

function* wordsOfFields(errors: unknown): Generator<string> {
  if (typeof errors !== 'object' || errors === null || Array.isArray(errors)) return;
  for (const [field, words] of Object.entries(errors))
    if (typeof words === 'string' && !named.includes(field)) yield words;
}

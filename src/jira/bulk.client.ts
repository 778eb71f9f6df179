import { AppError } from '../lib/errors.ts';
import { say, verbatim } from '../lib/words/say.ts';
import type { Text } from '../lib/words/text.ts';
import type { JiraConnection } from './connection.ts';
import { jiraFailure, jiraWords } from './failure.ts';

export type JiraCall = { readonly connection: JiraConnection; readonly now: number };

export type Refusal =
  /** 400: something in it is wrong, and nothing of it was taken. */
  | { readonly kind: 'refused'; readonly reason: Text }
  /** 413. */
  | { readonly kind: 'too_large' };

export type BulkOutcome =
  | {
      readonly kind: 'accepted';
      /** Why Jira took some in and would not keep them, by their key in the API. */
      readonly failed: ReadonlyMap<string, Text>;
    }
  | Refusal;

/** What a request says once for all of its entities. */
export type BulkDetails = {
  readonly properties: Readonly<Record<string, string>>;
  readonly providerMetadata: { readonly product: string };
};

/**
 * Sends a bulk request of one of Jira's DevOps APIs, all of which answer in the same way; Jira shows what it took some
 * seconds later.
 *
 * @returns what the 202 says, through `read`
 * @throws AppError `forbidden` (403: module or scope is missing), `unavailable` (5xx), `unexpected_answer`, and
 * those of `JiraConnection.call`
 */
export async function postBulk(
  { connection, now }: JiraCall,
  { path, body }: { path: string; body: object },
  read: (answer: unknown) => ReadonlyMap<string, Text> | undefined,
): Promise<BulkOutcome> {
  const answer = await connection.call({ method: 'POST', path, body });
  if (answer.status === 400)
    return { kind: 'refused', reason: reasonIn(answer.body) ?? say('errors.jira.refusedSilently') };
  if (answer.status === 413) return { kind: 'too_large' };
  if (answer.status !== 202 && answer.status !== 200) throw jiraFailure(answer, now);
  const failed = read(answer.body ?? {});
  if (failed === undefined) throw jiraFailure(answer, now);
  return { kind: 'accepted', failed };
}

/** Jira's words about one entity that it rejected. */
export function wordsOf(messages: readonly string[]): Text {
  return messages.length === 0 ? say('errors.jira.rejectedSilently') : verbatim(messages.join(' '));
}

/** Jira's words about a request that it refused. */
export function reasonIn(body: unknown): Text | undefined {
  const words = jiraWords(body);
  return words === undefined ? undefined : verbatim(words);
}

/**
 * Removing what is not there is no error.
 *
 * @throws AppError `bad_request` (Jira refuses this delete; others may work), and those of `postBulk`
 */
export async function remove(
  { connection, now }: JiraCall,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<void> {
  const answer = await connection.call({ method: 'DELETE', path, query });
  if (answer.status === 404 || (answer.status >= 200 && answer.status < 300)) return;
  if (answer.status === 403 || answer.status < 400 || answer.status >= 500) throw jiraFailure(answer, now);
  const words = reasonIn(answer.body) ?? say('errors.jira.saidNothing');
  throw new AppError('bad_request', say('errors.jira.notDeleted', { status: String(answer.status), words }));
}

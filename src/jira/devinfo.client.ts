import type { JiraConnection } from './connection.ts';
import type { DevInfoKind, DevInfoRequest } from './devinfo-payload.ts';
import { bulkAnswer } from './devinfo.schema.ts';
import { AppError } from '../lib/errors.ts';
import { jiraFailure, jiraWords } from './failure.ts';

const base = '/rest/devinfo/0.10';

/** One entity that Jira took in and would not keep. `list` as in `listOfKind`; a whole repository has none. */
export type FailedEntity = {
  readonly repositoryId: string;
  readonly list?: string | undefined;
  readonly id?: string | undefined;
  readonly reason: string;
};

export type BulkOutcome =
  | {
      readonly kind: 'accepted';
      readonly failed: readonly FailedEntity[];
      readonly unknownIssueKeys: readonly string[];
    }
  /** 400: something in it is wrong, and nothing of it was taken. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** 413. */
  | { readonly kind: 'too_large' };

export type JiraCall = { readonly connection: JiraConnection; readonly now: number };

/**
 * Stores development information; Jira shows it some seconds later.
 *
 * @throws AppError `forbidden` (403: module or scope is missing), `unavailable` (5xx), `unexpected_answer`, and
 * those of `JiraConnection.call`
 */
export async function sendDevInfo(
  { connection, now }: JiraCall,
  request: DevInfoRequest,
): Promise<BulkOutcome> {
  const answer = await connection.call({ method: 'POST', path: `${base}/bulk`, body: request });
  if (answer.status === 400)
    return { kind: 'refused', reason: jiraWords(answer.body) ?? 'Jira refused it without saying why.' };
  if (answer.status === 413) return { kind: 'too_large' };
  if (answer.status !== 202 && answer.status !== 200) throw jiraFailure(answer, now);
  const body = bulkAnswer.safeParse(answer.body ?? {});
  if (!body.success) throw jiraFailure(answer, now);
  return {
    kind: 'accepted',
    failed: Object.entries(body.data.failedDevinfoEntities).flatMap(([repositoryId, failed]) => [
      ...(['commits', 'branches', 'pullRequests'] as const).flatMap((list) =>
        failed[list].map(({ id, errorMessages }) => ({
          repositoryId,
          list,
          id,
          reason: wordsOf(errorMessages),
        })),
      ),
      ...(failed.errorMessages.length > 0 ? [{ repositoryId, reason: wordsOf(failed.errorMessages) }] : []),
    ]),
    unknownIssueKeys: body.data.unknownIssueKeys,
  };
}

function wordsOf(messages: readonly string[]): string {
  return messages.length === 0 ? 'Jira rejected it without saying why.' : messages.join(' ');
}

export type DevInfoEntityId = {
  readonly repositoryId: string;
  readonly kind: DevInfoKind;
  readonly id: string;
};

/**
 * Removes an entity that was stored with at most this sequence id. Removing what is not there is no error.
 *
 * @throws AppError `bad_request` (Jira refuses this delete; others may work), and those of `sendDevInfo`
 */
export async function deleteEntity(
  call: JiraCall,
  { repositoryId, kind, id }: DevInfoEntityId,
  upTo: number,
): Promise<void> {
  const path = `${base}/repository/${encodeURIComponent(repositoryId)}/${kind}/${encodeURIComponent(id)}`;
  await remove(call, path, { _updateSequenceId: String(upTo) });
}

/** Removes a repository with all its entities that were stored with at most this sequence id. */
export async function deleteRepository(call: JiraCall, repositoryId: string, upTo: number): Promise<void> {
  await remove(call, `${base}/repository/${encodeURIComponent(repositoryId)}`, {
    _updateSequenceId: String(upTo),
  });
}

/** Removes everything that was sent with all of these properties and at most this sequence id. */
export async function deleteByProperties(
  call: JiraCall,
  properties: Readonly<Record<string, string>>,
  upTo: number,
): Promise<void> {
  await remove(call, `${base}/bulkByProperties`, { ...properties, _updateSequenceId: String(upTo) });
}

async function remove(
  { connection, now }: JiraCall,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<void> {
  const answer = await connection.call({ method: 'DELETE', path, query });
  if (answer.status === 404 || (answer.status >= 200 && answer.status < 300)) return;
  if (answer.status === 403 || answer.status < 400 || answer.status >= 500) throw jiraFailure(answer, now);
  const words = jiraWords(answer.body) ?? 'It did not say why.';
  throw new AppError('bad_request', `Jira did not delete it (${answer.status}). ${words}`);
}

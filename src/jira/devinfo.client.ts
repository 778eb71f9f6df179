import type { Text } from '../lib/words/text.ts';
import { postBulk, remove, wordsOf, type BulkOutcome, type JiraCall } from './bulk.client.ts';
import type { DevInfoKind, DevInfoRequest } from './devinfo-payload.ts';
import { bulkAnswer } from './devinfo.schema.ts';

const base = '/rest/devinfo/0.10';

/** What an answer calls an entity: `list` as in `listOfKind`; a whole repository has neither list nor id. */
export function devInfoKey(repositoryId: string, list = '', id = ''): string {
  return `${repositoryId} ${list} ${id}`;
}

/** Stores development information; failures by `devInfoKey`. Errors as of `postBulk`. */
export async function sendDevInfo(call: JiraCall, request: DevInfoRequest): Promise<BulkOutcome> {
  return postBulk(call, { path: `${base}/bulk`, body: request }, failuresOf);
}

function failuresOf(answer: unknown): ReadonlyMap<string, Text> | undefined {
  const body = bulkAnswer.safeParse(answer);
  if (!body.success) return undefined;
  const reasons = new Map<string, Text>();
  for (const [repositoryId, failed] of Object.entries(body.data.failedDevinfoEntities)) {
    for (const list of ['commits', 'branches', 'pullRequests'] as const) {
      for (const { id, errorMessages } of failed[list])
        reasons.set(devInfoKey(repositoryId, list, id), wordsOf(errorMessages));
    }
    if (failed.errorMessages.length > 0) reasons.set(devInfoKey(repositoryId), wordsOf(failed.errorMessages));
  }
  return reasons;
}

export type DevInfoEntityId = {
  readonly repositoryId: string;
  readonly kind: DevInfoKind;
  readonly id: string;
};

/** Removes an entity that was stored with at most this sequence id. Errors as of `remove`. */
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

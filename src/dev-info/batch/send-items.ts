import {
  sendDevInfo,
  type BulkOutcome,
  type FailedEntity,
  type JiraCall,
} from '../../jira/devinfo.client.ts';
import { listOfKind, type DevInfoRequest } from '../../jira/devinfo-payload.ts';
import { AppError } from '../../lib/errors.ts';
import type { Outcome } from '../outbox/outbox.store.ts';
import type { Item } from './prepare.ts';

export type SendItems = {
  readonly call: JiraCall;
  readonly request: (items: readonly [Item, ...Item[]]) => DevInfoRequest;
  /** Told after each answer, so that a later failure loses nothing of what was done. */
  readonly settle: (outcomes: readonly Outcome[]) => Promise<void>;
};

/** So many entities refused one by one and none accepted: it is not the entities. */
const hopeless = 25;

type Progress = SendItems & { accepted: boolean; refused: Outcome[] };

/**
 * Sends the items of one request. What is too large is halved; what Jira refuses as a whole (400) is halved until the
 * culprits stand alone, which are rejected with Jira's reason, so that one bad entity holds up no other.
 *
 * @throws AppError of `sendDevInfo`; `unexpected_answer` when Jira seems to refuse everything
 */
export async function sendItems(items: readonly Item[], options: SendItems): Promise<void> {
  const progress: Progress = { ...options, accepted: false, refused: [] };
  await sendPart(items, progress);
  await progress.settle(progress.refused);
}

async function sendPart(items: readonly Item[], progress: Progress): Promise<void> {
  const [first, ...rest] = items;
  if (first === undefined) return;
  const outcome = await sendDevInfo(progress.call, progress.request([first, ...rest]));
  if (outcome.kind === 'accepted') {
    progress.accepted = true;
    await progress.settle([...progress.refused.splice(0), ...outcomesOf(items, outcome)]);
    return;
  }
  if (rest.length === 0) {
    refuse(first, reasonOf(outcome), progress);
    return;
  }
  const half = Math.ceil(items.length / 2);
  await sendPart(items.slice(0, half), progress);
  await sendPart(items.slice(half), progress);
}

function reasonOf(outcome: Exclude<BulkOutcome, { kind: 'accepted' }>): string {
  return outcome.kind === 'refused' ? outcome.reason : 'Jira finds it too large even by itself.';
}

function refuse({ row }: Item, reason: string, progress: Progress): void {
  progress.refused.push({ row, outcome: 'rejected', reason });
  if (progress.accepted || progress.refused.length < hopeless) return;
  throw new AppError(
    'unexpected_answer',
    `Jira refuses everything it is sent, last with these words: ${reason} It is tried again later; nothing is lost.`,
  );
}

function outcomesOf(
  items: readonly Item[],
  { failed }: Extract<BulkOutcome, { kind: 'accepted' }>,
): Outcome[] {
  const reasons = new Map(failed.map((failure) => [failureKey(failure), failure.reason]));
  return items.map(({ row, repositoryId, kind, payload, hash, cuts }) => {
    const reason =
      reasons.get(failureKey({ repositoryId, list: listOfKind[kind], id: payload.id })) ??
      reasons.get(failureKey({ repositoryId }));
    return reason === undefined ? { row, outcome: 'sent', hash, cuts } : { row, outcome: 'rejected', reason };
  });
}

function failureKey({ repositoryId, list, id }: Omit<FailedEntity, 'reason'>): string {
  return `${repositoryId} ${list ?? ''} ${id ?? ''}`;
}

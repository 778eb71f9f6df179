import type { BulkOutcome, Refusal } from '../../jira/bulk.client.ts';
import { devInfoKey } from '../../jira/devinfo.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Outcome } from '../outbox/outbox.store.ts';
import type { Item } from './prepare.ts';

export type SendItems = {
  readonly send: (items: readonly [Item, ...Item[]]) => Promise<BulkOutcome>;
  /** Told after each answer, so that a later failure loses nothing of what was done. */
  readonly settle: (outcomes: readonly Outcome[]) => Promise<void>;
};

/** So many entities refused one by one and none accepted: perhaps it is not the entities. */
const doubtful = 25;
/** Then so many of the others, from all over the request, tell. */
const probes = 3;

type Progress = SendItems & {
  readonly items: readonly Item[];
  /** Accepted or refused, each by a request that it was alone in or that Jira took. */
  readonly done: Set<Item>;
  accepted: boolean;
  refused: Outcome[];
};

/**
 * Sends the items of one request. What is too large is halved; what Jira refuses as a whole (400) is halved until the
 * culprits stand alone, which are rejected with Jira's reason, so that one bad entity holds up no other.
 *
 * @throws AppError of `postBulk`; `unexpected_answer` when Jira seems to refuse everything
 */
export async function sendItems(items: readonly Item[], options: SendItems): Promise<void> {
  const progress: Progress = { ...options, items, done: new Set(), accepted: false, refused: [] };
  await sendPart(items, progress);
  await progress.settle(progress.refused);
}

async function sendPart(items: readonly Item[], progress: Progress): Promise<void> {
  const left = items.filter((item) => !progress.done.has(item));
  const reason = await send(left, progress);
  if (reason === undefined) return;
  if (left.length > 1) {
    const half = Math.ceil(left.length / 2);
    await sendPart(left.slice(0, half), progress);
    await sendPart(left.slice(half), progress);
  } else if (!progress.accepted && progress.refused.length === doubtful) await probe(progress, reason);
}

/** @returns why Jira did not take them; undefined when it did. One that is refused alone is done with. */
async function send(items: readonly Item[], progress: Progress): Promise<Text | undefined> {
  const [first, ...rest] = items;
  if (first === undefined) return undefined;
  const outcome = await progress.send([first, ...rest]);
  if (outcome.kind === 'accepted') {
    progress.accepted = true;
    for (const item of items) progress.done.add(item);
    await progress.settle([...progress.refused.splice(0), ...outcomesOf(items, outcome)]);
    return undefined;
  }
  const reason = reasonOf(outcome);
  if (rest.length === 0) {
    progress.done.add(first);
    progress.refused.push({ row: first.row, outcome: 'rejected', reason });
  }
  return reason;
}

/** Many bad ones may stand together: a good one elsewhere shows that Jira does not refuse everything. */
async function probe(progress: Progress, reason: Text): Promise<void> {
  const left = progress.items.filter((item) => !progress.done.has(item));
  const spread = Array.from({ length: probes }, (_, nth) => left[Math.floor((left.length * nth) / probes)]);
  spread.push(left.at(-1));
  for (const item of new Set(spread)) {
    if (item !== undefined && (await send([item], progress)) === undefined) return;
  }
  throw new AppError('unexpected_answer', say('errors.jira.refusesAll', { reason }));
}

function reasonOf(outcome: Refusal): Text {
  return outcome.kind === 'refused' ? outcome.reason : say('errors.jira.tooLarge');
}

function outcomesOf(
  items: readonly Item[],
  { failed }: Extract<BulkOutcome, { kind: 'accepted' }>,
): Outcome[] {
  return items.map(({ row, key, repositoryId, hash, cuts }) => {
    // Jira may reject a repository as a whole.
    const reason = failed.get(key) ?? failed.get(devInfoKey(repositoryId));
    return reason === undefined ? { row, outcome: 'sent', hash, cuts } : { row, outcome: 'rejected', reason };
  });
}

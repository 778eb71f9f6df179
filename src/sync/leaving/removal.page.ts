import type { Account } from '../../account/account.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Losses } from './removal.store.ts';

/** From here on entities are not counted to the last one. */
export const mostCounted = 10_000;

/** Nobody types a name for a group that was tried out; nobody loses a department by one click. */
const muchIs = { repositories: 10, entities: 1_000 };

/** Whether the account's path has to be typed before it is removed. */
export function isMuch({ repositories, entities }: Losses): boolean {
  return repositories >= muchIs.repositories || entities >= muchIs.entities;
}

/** Asks whether an account is to be removed, and says what goes with it. */
export function removalPage(
  account: Account,
  { losses, isMistyped }: { losses: Losses; isMistyped: boolean },
): Readonly<Record<string, unknown>> {
  const isPending = account.state === 'pending';
  const path = account.namespacePath;
  return {
    title: say('sync.remove.title'),
    url: `/accounts/${account.id}`,
    name: isPending ? path : account.name,
    path,
    isPending,
    losses: isPending ? [] : wordsOf(losses),
    isMuch: isMuch(losses),
    isMistyped,
  };
}

function wordsOf({ repositories, kept, entities, webhooks }: Losses): Text[] {
  return [
    say('sync.remove.repositories', { count: repositories }),
    ...(entities >= mostCounted
      ? [say('sync.remove.manyEntities', { count: mostCounted })]
      : [say('sync.remove.entities', { count: entities })]),
    say('sync.remove.webhooks', { count: webhooks }),
    ...(kept === 0 ? [] : [say('sync.remove.kept', { count: kept })]),
  ];
}

import type { Deviation, LedgerEntry } from '../../dev-info/compare.store.ts';
import type { EntityKind } from '../../dev-info/entity.ts';
import { inPlainEnglish } from '../../lib/words/speak.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';

/**
 * `missing`: GitLab has it, the ledger does not. `outdated`: their facts differ. `keys`: it belongs to other issues.
 * `surplus`: GitLab has it no more. `not_sent`: the ledger is right, Jira has yet to accept it. `rejected`: Jira would
 * not.
 */
export type Problem = 'missing' | 'outdated' | 'keys' | 'surplus' | 'not_sent' | 'rejected';

/** One thing that GitLab, the ledger and Jira do not agree about. */
export type Difference = {
  readonly repositoryId: string;
  readonly kind: EntityKind | 'repository';
  /** As in the ledger; of a repository its path. */
  readonly id: string;
  readonly problem: Problem;
  /** For a person. */
  readonly detail: string;
};

export type Found = Pick<Difference, 'id' | 'problem' | 'detail'>;

// These carry GitLab's own time of the last change; a branch the counter taken before it was read.
const versioned: readonly EntityKind[] = ['branch', 'pull_request', 'build', 'deployment', 'feature_flag'];

/** What a deviation means; undefined where the ledger has heard of a later change than the reading. */
export function differenceOf(deviation: Deviation): Found | undefined {
  const { kind, id, state, isNewer, hasOtherKeys, otherFacts, reason } = deviation;
  if (state === null) return { id, problem: 'missing', detail: 'GitLab has it, the app does not.' };
  if (!isNewer || !versioned.includes(kind)) {
    if (hasOtherKeys) return { id, problem: 'keys', detail: 'It belongs to other issues than the app has.' };
    if (otherFacts.length > 0) {
      return { id, problem: 'outdated', detail: `GitLab has other values of ${otherFacts.join(', ')}.` };
    }
  }
  return waitingOf({ id, state, reason, removed: false });
}

function said(reason: string | null): string {
  return reason === null ? 'it did not say why.' : inPlainEnglish(textOfStored(reason));
}

/** What Jira has yet to be told. What names no project of the site (`held`) is right as it is. */
export function waitingOf({
  id,
  state,
  reason,
  removed,
}: Pick<LedgerEntry, 'id' | 'state' | 'reason' | 'removed'>): Found | undefined {
  if (state === 'rejected') {
    return { id, problem: 'rejected', detail: `Jira refused it: ${said(reason)}` };
  }
  if (state !== 'pending') return undefined;
  const detail = removed ? 'It waits to be removed from Jira.' : 'It waits to be sent to Jira.';
  return { id, problem: 'not_sent', detail };
}

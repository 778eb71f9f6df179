import { keyText } from '../../jira/provider/provider.client.ts';
import type { EntityKind } from '../entity.ts';
import { flagKey } from './feature-flag.ts';
import { fitNumber } from './fit.ts';

/** What the ledger keeps of an entity's key in Jira; numbers of a kind that has them are never null. */
export type KeyFacts = {
  readonly kind: EntityKind;
  readonly id: string;
  readonly iid: number | null;
  readonly environmentId: number | null;
};

/** The `keyText` of a build, deployment or flag as it was sent; undefined for the kinds of development information. */
export function providedKey(
  { kind, id, iid, environmentId }: KeyFacts,
  jiraRepositoryId: string,
): string | undefined {
  switch (kind) {
    case 'build':
      return keyText([jiraRepositoryId, fitNumber(iid ?? 0)]);
    case 'deployment':
      return keyText([jiraRepositoryId, fitNumber(environmentId ?? 0), fitNumber(iid ?? 0)]);
    case 'feature_flag':
      return keyText([flagKey(jiraRepositoryId, id)]);
    default:
      return undefined;
  }
}

/** Of an entity with its facts. */
export function keyFactsOf({
  kind,
  id,
  facts,
}: {
  readonly kind: EntityKind;
  readonly id: string;
  readonly facts: object;
}): KeyFacts {
  return {
    kind,
    id,
    iid: 'iid' in facts && typeof facts.iid === 'number' ? facts.iid : null,
    environmentId: 'environment' in facts ? numberIn(facts.environment) : null,
  };
}

function numberIn(environment: unknown): number | null {
  const isOne = typeof environment === 'object' && environment !== null && 'id' in environment;
  return isOne && typeof environment.id === 'number' ? environment.id : null;
}

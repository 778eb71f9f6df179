import type { EntityPayload } from '../../jira/devinfo-payload.ts';
import type { EntityFacts } from '../entity.ts';
import { toBranch } from './branch.ts';
import { toCommit } from './commit.ts';
import { fitKeys, type Cuts } from './fit.ts';
import { toPullRequest } from './pull-request.ts';

export type Translation = {
  /** Without `updateSequenceId`: see `withSequence`. */
  readonly payload: EntityPayload;
  /** How many values were cut to Jira's limits. */
  readonly cuts: number;
};

/** @param input `issueKeys`: those that may be sent, at least one; `repositoryUrl`: as the repository is sent */
export function toJira(
  entity: EntityFacts,
  input: { readonly id: string; readonly issueKeys: readonly string[]; readonly repositoryUrl: string },
): Translation {
  const cuts: Cuts = { count: 0 };
  const around = { ...input, issueKeys: fitKeys(input.issueKeys, cuts), cuts };
  return { payload: payloadOf(entity, around), cuts: cuts.count };
}

function payloadOf(entity: EntityFacts, around: Parameters<typeof toCommit>[1]): EntityPayload {
  switch (entity.kind) {
    case 'commit':
      return toCommit(entity.facts, around);
    case 'branch':
      return toBranch(entity.facts, around);
    case 'pull_request':
      return toPullRequest(entity.facts, around);
  }
}

/** What orders it in Jira, where a lower or equal number is dropped; a branch's last commit is ordered by its branch. */
export function withSequence(payload: EntityPayload, sequence: number): object {
  const sent = { ...payload, updateSequenceId: sequence };
  return 'lastCommit' in payload
    ? { ...sent, lastCommit: { ...payload.lastCommit, updateSequenceId: sequence } }
    : sent;
}

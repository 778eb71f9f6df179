import type { BuildPayload } from '../../jira/provider/build-payload.ts';
import type { DeploymentPayload } from '../../jira/provider/deployment-payload.ts';
import type { EntityPayload } from '../../jira/devinfo-payload.ts';
import type { FeatureFlagPayload } from '../../jira/provider/feature-flag-payload.ts';
import type { EntityFacts } from '../entity.ts';
import { toBranch } from './branch.ts';
import { toBuild } from './build.ts';
import { toCommit } from './commit.ts';
import { toDeployment } from './deployment.ts';
import { toFeatureFlag } from './feature-flag.ts';
import { fitKeys, type Cuts } from './fit.ts';
import { toPullRequest } from './pull-request.ts';
import type { Surroundings } from './surroundings.ts';

export type Payload = EntityPayload | BuildPayload | DeploymentPayload | FeatureFlagPayload;

export type Translation = {
  /** Without the number that orders it: see `withSequence`. */
  readonly payload: Payload;
  /** How many values were cut to Jira's limits. */
  readonly cuts: number;
};

/** @param input `issueKeys`: those that may be sent, at least one; `repository`: as it is sent */
export function toJira(entity: EntityFacts, input: Omit<Surroundings, 'cuts'>): Translation {
  const cuts: Cuts = { count: 0 };
  const around = { ...input, issueKeys: fitKeys(input.issueKeys, cuts), cuts };
  return { payload: payloadOf(entity, around), cuts: cuts.count };
}

function payloadOf(entity: EntityFacts, around: Surroundings): Payload {
  switch (entity.kind) {
    case 'commit':
      return toCommit(entity.facts, around);
    case 'branch':
      return toBranch(entity.facts, around);
    case 'pull_request':
      return toPullRequest(entity.facts, around);
    case 'build':
      return toBuild(entity.facts, around);
    case 'deployment':
      return toDeployment(entity.facts, around);
    case 'feature_flag':
      return toFeatureFlag(entity.facts, around);
  }
}

/** What orders it in Jira, where a lower or equal number is dropped; a branch's last commit is ordered by its branch. */
export function withSequence(payload: Payload, sequence: number): object {
  if ('buildNumber' in payload || 'deploymentSequenceNumber' in payload)
    return { ...payload, updateSequenceNumber: sequence };
  const sent = { ...payload, updateSequenceId: sequence };
  return 'lastCommit' in payload
    ? { ...sent, lastCommit: { ...payload.lastCommit, updateSequenceId: sequence } }
    : sent;
}

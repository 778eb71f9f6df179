import type { EnvironmentRule } from '../../../account/environment-rules/environment-rules.ts';
import { flagId } from '../../../dev-info/entity-id.ts';
import type { FeatureFlagFacts, ReadEntity } from '../../../dev-info/entity.ts';
import { issueKeys } from '../../../lib/naming/issue-keys.ts';
import type { GitlabFeatureFlag, GitlabFlagStrategy } from '../../../gitlab/ci/feature-flag.schema.ts';
import type { Repository } from '../../../repository/repository.ts';
import { environmentType } from '../environment-type.ts';

/** GitLab's own integration looks at the description only; a name such as `ABC-12-new-cart` says it too. */
export function flagKeys({ name, description }: GitlabFeatureFlag, lowerCase: boolean): string[] {
  return issueKeys(`${name}\n${description}`, { lowerCase });
}

type Environment = FeatureFlagFacts['environments'][number];

export type FlagOptions = {
  readonly keys: readonly string[];
  readonly rules: readonly EnvironmentRule[];
  /** The counter taken before the read: changed strategies do not move a flag's `updated_at`. */
  readonly version: number;
};

export function featureFlagEntity(
  { webUrl }: Repository,
  flag: GitlabFeatureFlag,
  { keys, rules, version }: FlagOptions,
): ReadEntity {
  const facts: FeatureFlagFacts = {
    name: flag.name,
    description: flag.description,
    // The address of one flag needs its number, which the REST API does not show.
    url: `${webUrl}/-/feature_flags`,
    active: flag.active,
    environments: environmentsOf(flag, rules),
    createdAt: flag.createdAt,
    updatedAt: flag.updatedAt,
  };
  return { kind: 'feature_flag', id: flagId(flag.name), facts, issueKeys: keys, version };
}

/** One for each scope that its strategies name; `*` is every environment. */
function environmentsOf(flag: GitlabFeatureFlag, rules: readonly EnvironmentRule[]): Environment[] {
  const type = (name: string) => environmentType({ name }, rules);
  const ofStrategies = Map.groupBy(
    flag.strategies.flatMap((strategy) => strategy.scopes.map((scope) => ({ scope, strategy }))),
    ({ scope }) => scope,
  );
  const environments = [...ofStrategies].map(([name, entries]): Environment => {
    const strategies = entries.map(({ strategy }) => strategy);
    const percentage = partOf(strategies);
    return {
      name,
      type: type(name),
      active: flag.active,
      ...(percentage === undefined ? {} : { percentage }),
      strategy: strategies.map(strategyWords).join(', '),
    };
  });
  const legacy = flag.legacyScopes
    .filter(({ scope }) => !ofStrategies.has(scope))
    .map(({ scope, active }): Environment => ({
      name: scope,
      type: type(scope),
      active: flag.active && active,
      strategy: active ? 'All users' : 'Nobody',
    }));
  return [...environments, ...legacy];
}

/** Strategies add up: whoever one of them covers has the feature. Undefined where all users have it, or named ones. */
function partOf(strategies: readonly GitlabFlagStrategy[]): number | undefined {
  if (strategies.some(({ name }) => name === 'default')) return undefined;
  const parts = strategies.flatMap(({ percentage }) => (percentage === undefined ? [] : [percentage]));
  return parts.length === 0 ? undefined : Math.max(...parts);
}

// As GitLab's own pages call them (app/models/operations/feature_flags/strategy.rb).
function strategyWords({ name, percentage }: GitlabFlagStrategy): string {
  switch (name) {
    case 'default':
      return 'All users';
    case 'gradualRolloutUserId':
    case 'flexibleRollout':
      return percentage === undefined ? 'Percent of users' : `${percentage} % of users`;
    case 'userWithId':
      return 'Named users';
    case 'gitlabUserList':
      return 'A list of users';
    default:
      return name;
  }
}

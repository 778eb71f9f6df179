import type { FeatureFlagPayload, FlagStatusPayload } from '../../jira/provider/feature-flag-payload.ts';
import type { FeatureFlagFacts } from '../entity.ts';
import { fitId, fitText, fitTime, fitUrl, type Cuts } from './fit.ts';
import type { Surroundings } from './surroundings.ts';

const longestText = 255;
/** Jira states no limit; more than a person reads on an issue would only make the request large. */
const mostEnvironments = 100;

type Environment = FeatureFlagFacts['environments'][number];

/** Flags of all projects share one space of ids in Jira, so the project's id stands in front of the flag's. */
export function toFeatureFlag(
  facts: FeatureFlagFacts,
  { id, issueKeys, repository, cuts }: Surroundings,
): FeatureFlagPayload {
  const url = fitUrl(facts.url, cuts) ?? repository.url;
  const lastUpdated = fitTime(facts.updatedAt);
  const name = fitText(facts.name, longestText, cuts);
  if (facts.environments.length > mostEnvironments) cuts.count += 1;
  const environments = facts.environments.slice(0, mostEnvironments);
  return {
    schemaVersion: '1.0',
    id: flagKey(repository.id, id),
    key: name,
    displayName: name,
    associations: [{ associationType: 'issueKeys', values: issueKeys }],
    summary: { url, status: summaryOf(facts, cuts), lastUpdated },
    details: (environments.length === 0 ? [everywhere(facts)] : environments).map((environment) => ({
      url,
      lastUpdated,
      environment: {
        name: fitText(environment.name, longestText, cuts),
        // Jira has no word here for an environment that is none of the four.
        type: environment.type === 'unmapped' ? undefined : environment.type,
      },
      status: statusOf(environment, facts.active, cuts),
    })),
  };
}

/** Its id in Jira, at most 255 characters long. */
export function flagKey(jiraRepositoryId: string, id: string): string {
  return `${jiraRepositoryId}~${fitId(id)}`.slice(0, longestText);
}

/** A flag without strategies is off for everyone, wherever it is asked for. */
function everywhere(facts: FeatureFlagFacts): Environment {
  return { name: 'All environments', type: 'unmapped', active: facts.active, strategy: '' };
}

/** What holds in one environment holds for the flag where it has no other. */
function summaryOf(facts: FeatureFlagFacts, cuts: Cuts): FlagStatusPayload {
  const [first, ...others] = facts.environments;
  if (first !== undefined && others.length === 0)
    return { ...statusOf(first, facts.active, cuts), enabled: facts.active };
  const strategies = new Set(
    facts.environments.map(({ strategy }) => strategy).filter((words) => words !== ''),
  );
  return strategies.size === 0
    ? { enabled: facts.active }
    : { enabled: facts.active, rollout: { text: fitText([...strategies].join(', '), longestText, cuts) } };
}

function statusOf(
  { active, percentage, strategy }: Environment,
  flagIsActive: boolean,
  cuts: Cuts,
): FlagStatusPayload {
  const enabled = flagIsActive && active;
  if (percentage !== undefined && !Number.isNaN(percentage))
    return { enabled, rollout: { percentage: Math.min(Math.max(percentage, 0), 100) } };
  return strategy === '' ? { enabled } : { enabled, rollout: { text: fitText(strategy, longestText, cuts) } };
}

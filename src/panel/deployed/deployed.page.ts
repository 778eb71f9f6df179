import type { DeploymentFacts, EnvironmentType } from '../../dev-info/entity.ts';
import { momentOf, webAddress } from '../../lib/page-words.ts';
import type { Repository } from '../../repository/repository.store.ts';
import type { DeploymentOfIssue } from './newest-deployments.store.ts';

type Stage = { readonly type: EnvironmentType; readonly name: string };

/** From where changes begin to where they are for everybody. */
const way: readonly Stage[] = [
  { type: 'development', name: 'Development' },
  { type: 'testing', name: 'Testing' },
  { type: 'staging', name: 'Staging' },
  { type: 'production', name: 'Production' },
];
/** Environments of no known type are no step on the way. */
const aside: Stage = { type: 'unmapped', name: 'Other' };

const stands = {
  successful: { label: 'Deployed', kind: 'success' },
  failed: { label: 'Failed', kind: 'danger' },
  in_progress: { label: 'Running', kind: 'info' },
  pending: { label: 'Waiting', kind: 'info' },
  cancelled: { label: 'Cancelled', kind: 'plain' },
  unknown: { label: 'Unknown', kind: 'plain' },
} as const satisfies Record<DeploymentFacts['state'], { label: string; kind: string }>;

type Named = ReadonlyMap<string, Pick<Repository, 'name'>>;

/** How far an issue has got, from development to production; undefined where nothing of it was deployed anywhere. */
export function deployedView(deployments: readonly DeploymentOfIssue[], repositories: Named) {
  if (deployments.length === 0) return undefined;
  const of = ({ type }: Stage) =>
    deployments
      .filter(({ facts }) => facts.environment.type === type)
      .sort((one, other) => other.facts.updatedAt - one.facts.updatedAt);
  const hasOther = of(aside).length > 0;
  const stages = [...way, ...(hasOther ? [aside] : [])].map((stage) =>
    stageView(stage, of(stage), repositories),
  );
  return { summary: summaryOf(stages), stages };
}

function stageView({ name }: Stage, newestFirst: readonly DeploymentOfIssue[], repositories: Named) {
  const [newest] = newestFirst;
  const reached = newestFirst.find(({ facts }) => facts.state === 'successful');
  if (newest === undefined)
    return { name, isReached: false, look: 'none', state: { label: 'Not yet', kind: 'plain' } };
  // A try that somebody ended says nothing of what is there.
  const told = newest.facts.state === 'cancelled' && reached !== undefined ? reached : newest;
  const { state, environment, url, updatedAt } = told.facts;
  return {
    name,
    isReached: reached !== undefined,
    look: stands[state].kind,
    state: stands[state],
    environment: environment.name,
    repository: repositories.get(told.repositoryId)?.name,
    url: webAddress(url),
    at: momentOf(updatedAt),
    /** What is there while a newer try has failed or has not ended. */
    before: reached === undefined || reached === told ? undefined : momentOf(reached.facts.updatedAt),
  };
}

function summaryOf(stages: readonly { name: string; isReached: boolean }[]): string {
  const steps = stages.filter(({ name }) => name !== aside.name);
  const furthest = steps.findLast(({ isReached }) => isReached)?.name;
  if (furthest === 'Production') return 'In production.';
  return furthest === undefined
    ? 'Not successfully deployed yet.'
    : `As far as ${furthest.toLowerCase()}, not in production yet.`;
}

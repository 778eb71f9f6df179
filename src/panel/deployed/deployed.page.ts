import type { DeploymentFacts, EnvironmentType } from '../../dev-info/entity.ts';
import { momentOf, webAddress } from '../../lib/page-words.ts';
import { dayAndTime, say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Repository } from '../../repository/repository.store.ts';
import type { DeploymentOfIssue } from './newest-deployments.store.ts';

type Stage = EnvironmentType;

/** From where changes begin to where they are for everybody. */
const way: readonly Stage[] = ['development', 'testing', 'staging', 'production'];
/** Environments of no known type are no step on the way. */
const aside: Stage = 'unmapped';

const stands = {
  successful: { label: say('panel.deployed.done'), kind: 'success' },
  failed: { label: say('panel.state.failed'), kind: 'danger' },
  in_progress: { label: say('panel.state.in_progress'), kind: 'info' },
  pending: { label: say('panel.state.pending'), kind: 'info' },
  cancelled: { label: say('panel.state.cancelled'), kind: 'plain' },
  unknown: { label: say('panel.state.unknown'), kind: 'plain' },
} as const satisfies Record<DeploymentFacts['state'], { label: Text; kind: string }>;

type Named = ReadonlyMap<string, Pick<Repository, 'name'>>;

/** How far an issue has got, from development to production; undefined where nothing of it was deployed anywhere. */
export function deployedView(deployments: readonly DeploymentOfIssue[], repositories: Named) {
  if (deployments.length === 0) return undefined;
  const of = (type: Stage) =>
    deployments
      .filter(({ facts }) => facts.environment.type === type)
      .sort((one, other) => other.facts.updatedAt - one.facts.updatedAt);
  const hasOther = of(aside).length > 0;
  const stages = [...way, ...(hasOther ? [aside] : [])].map((stage) =>
    stageView(stage, of(stage), repositories),
  );
  return { summary: summaryOf(stages), stages };
}

function stageView(type: Stage, newestFirst: readonly DeploymentOfIssue[], repositories: Named) {
  const [newest] = newestFirst;
  const reached = newestFirst.find(({ facts }) => facts.state === 'successful');
  const name = say(`panel.environment.${type}`);
  if (newest === undefined)
    return {
      type,
      name,
      isReached: false,
      look: 'none',
      state: { label: say('panel.deployed.notYet'), kind: 'plain' },
    };
  // A try that somebody ended says nothing of what is there.
  const told = newest.facts.state === 'cancelled' && reached !== undefined ? reached : newest;
  const { state, environment, url, updatedAt } = told.facts;
  return {
    type,
    name,
    isReached: reached !== undefined,
    look: stands[state].kind,
    state: stands[state],
    environment: environment.name,
    repository: repositories.get(told.repositoryId)?.name,
    url: webAddress(url),
    at: momentOf(updatedAt),
    /** What is there while a newer try has failed or has not ended. */
    before: reached === undefined || reached === told ? undefined : dayAndTime(reached.facts.updatedAt),
  };
}

function summaryOf(stages: readonly { type: Stage; name: Text; isReached: boolean }[]): Text {
  const furthest = stages.filter(({ type }) => type !== aside).findLast(({ isReached }) => isReached);
  if (furthest === undefined) {
    const isAside = stages.some(({ type, isReached }) => type === aside && isReached);
    return say(isAside ? 'panel.deployed.aside' : 'panel.deployed.nowhere');
  }
  return furthest.type === 'production'
    ? say('panel.deployed.inProduction')
    : say('panel.deployed.asFarAs', { environment: furthest.name });
}

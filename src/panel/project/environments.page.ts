import { stackedBars, type Series, type StackedBars } from '../../lib/charts/stacked-bars.ts';
import { momentOf, webAddress } from '../../lib/page-words.ts';
import { dayOf, say, verbatim } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { EndCount } from './environments.store.ts';
import type { EnvironmentFigures, ProjectFigures } from './project-for.ts';

/** Of the environments, the first that anything was deployed to in these weeks. */
const mostCharts = 4;
/** As in the page's other charts. */
const labelEvery = 3;

const series = [
  { key: 'successful', label: say('panel.state.successful'), look: 'success' },
  { key: 'failed', label: say('panel.state.failed'), look: 'danger' },
] as const satisfies readonly (Series & { key: EndCount['end'] })[];

/**
 * How deployments ended: a chart and a line for each environment, production first.
 * @param weeks their beginnings, epoch ms
 */
export function environmentsView(
  { environments, repositories }: Pick<ProjectFigures, 'environments' | 'repositories'>,
  weeks: readonly number[],
) {
  const { shown, total, hasMore } = environments;
  const all = shown.map((one, index) => chartOf(one, `environment-${index + 1}`, weeks));
  const charts = all.filter(({ rows }) => rows.length > 0);
  return {
    charts: charts.slice(0, mostCharts),
    chartsWords:
      charts.length > mostCharts ? say('panel.deployments.charts', { count: mostCharts }) : undefined,
    rows: shown.map((one) => rowOf(one, repositories)),
    more:
      shown.length < total
        ? say(hasMore ? 'panel.deployments.ofMoreThan' : 'panel.deployments.of', {
            ...{ total, shown: shown.length },
          })
        : undefined,
    hasFolder: shown.some(({ name }) => name?.endsWith('/*')),
  };
}

function chartOf(environment: EnvironmentFigures, id: string, weeks: readonly number[]): StackedBars {
  return stackedBars({
    ...{ id, series, labelEvery, unit: 'week' },
    title: say('panel.deployments.chart', { environment: nameOf(environment) }),
    bars: weeks.map((at, week) => ({
      label: dayOf(at),
      counts: Object.fromEntries(
        environment.ends.filter((one) => one.week === week).map(({ end, count }) => [end, count]),
      ),
    })),
  });
}

/** Names of environments may tell of an issue, as `review/fix-login` does. */
function nameOf({ type, name }: EnvironmentFigures): Text {
  return name === undefined ? say(`panel.environment.${type}`) : verbatim(name);
}

function rowOf(environment: EnvironmentFigures, repositories: ProjectFigures['repositories']) {
  const { type, name, ends, last } = environment;
  const counted = (wanted: EndCount['end']) =>
    ends.filter(({ end }) => end === wanted).reduce((sum, { count }) => sum + count, 0);
  const [successful, failed, cancelled] = [counted('successful'), counted('failed'), counted('cancelled')];
  const share = successful + failed === 0 ? undefined : failed / (successful + failed);
  return {
    name: nameOf(environment),
    type: name === undefined || name === type ? undefined : say(`panel.environment.${type}`),
    isHidden: name === undefined,
    latest: last?.facts.state === 'successful' ? latestOf(last, repositories) : undefined,
    total: successful + failed + cancelled,
    failed:
      share === undefined
        ? say('words.number', { number: failed })
        : say('panel.deployments.failed', { failed, share }),
    cancelled: cancelled === 0 ? undefined : say('panel.deployments.cancelled', { count: cancelled }),
    failedWidth: share === undefined ? undefined : `${Math.round(share * 1000) / 10}%`,
  };
}

function latestOf(
  { repositoryId, facts }: NonNullable<EnvironmentFigures['last']>,
  repositories: ProjectFigures['repositories'],
) {
  const { url, ref, sha, environment, updatedAt } = facts;
  return {
    url: webAddress(url),
    ref,
    sha: sha.slice(0, 8),
    environment: environment.name,
    repository: repositories.get(repositoryId)?.path,
    at: momentOf(updatedAt),
  };
}

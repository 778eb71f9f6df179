import type { DeploymentFacts, EnvironmentType } from '../../dev-info/entity.ts';
import { momentOf, webAddress } from '../../lib/page-words.ts';
import { say } from '../../lib/words/say.ts';
import { environmentTypes } from './activity.store.ts';
import type { ProjectFigures, ShownDeployment } from './project-for.ts';

const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** A line for each type of environment that something was deployed to, production first. */
export function environmentsView({ ends, last, repositories }: ProjectFigures) {
  const counted = (type: EnvironmentType, end: string) =>
    ends.find((one) => one.type === type && one.end === end)?.count ?? 0;
  return environmentTypes.flatMap((type) => {
    const latest = last.find((one) => one.type === type);
    const [successful, failed, cancelled] = ['successful', 'failed', 'cancelled'].map((end) =>
      counted(type, end),
    ) as [number, number, number];
    const total = successful + failed + cancelled;
    if (total === 0 && latest === undefined) return [];
    const judged = successful + failed;
    const failedShare = judged === 0 ? undefined : failed / judged;
    return [
      {
        name: say(`panel.environment.${type}`),
        isHidden: latest !== undefined && latest.facts === undefined,
        latest: latest?.facts && latestOf(latest.facts, latest, repositories),
        total,
        failed,
        cancelled: cancelled === 0 ? undefined : say('panel.deployments.cancelled', { count: cancelled }),
        share: failedShare === undefined ? undefined : share.format(failedShare),
        failedWidth: failedShare === undefined ? undefined : `${Math.round(failedShare * 1000) / 10}%`,
      },
    ];
  });
}

function latestOf(
  { url, ref, sha, environment, updatedAt }: DeploymentFacts,
  { repositoryId }: ShownDeployment,
  repositories: ProjectFigures['repositories'],
) {
  return {
    url: webAddress(url),
    ref,
    sha: sha.slice(0, 8),
    environment: environment.name,
    repository: repositories.get(repositoryId)?.path,
    at: momentOf(updatedAt),
  };
}

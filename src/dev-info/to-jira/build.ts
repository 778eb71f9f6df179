import type { BuildPayload } from '../../jira/provider/build-payload.ts';
import type { BuildFacts } from '../entity.ts';
import { fitNumber, fitText, fitTime, fitUrl } from './fit.ts';
import type { Surroundings } from './surroundings.ts';

const longestText = 255;

/**
 * Numbers of pipelines grow within a project, so the project is the "pipeline" of Jira and they are its builds.
 * GitLab's own integration sends a number of project and branch there that no API shows.
 */
export function toBuild(facts: BuildFacts, { issueKeys, repository, cuts }: Surroundings): BuildPayload {
  const text = (value: string) => fitText(value, longestText, cuts);
  return {
    schemaVersion: '1.0',
    pipelineId: repository.id,
    buildNumber: fitNumber(facts.iid),
    displayName: text(facts.name),
    description: text(`Pipeline ${facts.iid} of ${facts.ref.name}`),
    url: fitUrl(facts.url, cuts) ?? repository.url,
    state: facts.state,
    lastUpdated: fitTime(facts.updatedAt),
    associations: [{ associationType: 'issueKeys', values: issueKeys }],
    testInfo: facts.tests && testInfo(facts.tests),
    references: [
      {
        commit: { id: text(facts.sha), repositoryUri: repository.url },
        ref: { name: text(facts.ref.name), uri: fitUrl(facts.ref.url, cuts) ?? repository.url },
      },
    ],
  };
}

function testInfo({
  total,
  passed,
  failed,
}: NonNullable<BuildFacts['tests']>): NonNullable<BuildPayload['testInfo']> {
  return {
    totalNumber: fitNumber(total),
    numberPassed: fitNumber(passed),
    numberFailed: fitNumber(failed),
    numberSkipped: fitNumber(total - passed - failed),
  };
}

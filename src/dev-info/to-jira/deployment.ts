import type { CommitAssociation, DeploymentPayload } from '../../jira/provider/deployment-payload.ts';
import type { DeploymentFacts } from '../entity.ts';
import { fitNumber, fitText, fitTime, fitUrl, mostAssociations } from './fit.ts';
import type { Surroundings } from './surroundings.ts';

const longestText = 255;
const shortShaLength = 8;

/**
 * Its place in Jira is the project ("pipeline"), the environment and GitLab's number of it, which grows in a project.
 * An address is required where GitLab's own integration sends none (deployments made through the API).
 */
export function toDeployment(
  facts: DeploymentFacts,
  { issueKeys, repository, cuts }: Surroundings,
): DeploymentPayload {
  const text = (value: string) => fitText(value, longestText, cuts);
  const url = fitUrl(facts.url, cuts) ?? repository.url;
  const sha = facts.sha.slice(0, shortShaLength);
  const { environment } = facts;
  return {
    schemaVersion: '1.0',
    deploymentSequenceNumber: fitNumber(facts.iid),
    displayName: text(`Deployment ${facts.iid} (${facts.ref}@${sha}) to ${environment.name}`),
    description: text(`${facts.ref} at ${sha} of ${repository.name}, deployed to ${environment.name}`),
    label: text(`${environment.name}-${facts.iid}-${sha}`),
    url,
    state: facts.state,
    lastUpdated: fitTime(facts.updatedAt),
    pipeline: {
      id: repository.id,
      displayName: repository.name,
      url: fitUrl(facts.pipeline?.url, cuts) ?? url,
    },
    environment: {
      id: String(fitNumber(environment.id)),
      displayName: text(environment.name),
      type: environment.type,
    },
    associations: [
      { associationType: 'issueKeys', values: issueKeys },
      ...commitAssociations(facts, { issueKeys, repository, cuts }),
    ],
  };
}

/** Issue keys first: what is left of the 500 values of a deployment goes to its newest commits. */
function commitAssociations(
  { commits }: DeploymentFacts,
  { issueKeys, repository, cuts }: Omit<Surroundings, 'id'>,
): CommitAssociation[] {
  const room = Math.max(0, mostAssociations - issueKeys.length);
  const shas = [...new Set(commits)];
  if (shas.length > room) cuts.count += 1;
  const values = shas.slice(0, room).map((sha) => ({
    commitHash: fitText(sha, longestText, cuts),
    repositoryId: repository.id,
  }));
  return values.length === 0 ? [] : [{ associationType: 'commit', values }];
}

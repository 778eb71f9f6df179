import type { Provider, ProviderEntity } from '../provider/provider.ts';
import {
  association,
  bulkSchema,
  closed,
  issueAssociation,
  issueKeys,
  rfc3339,
  schemaVersion,
  text255,
  url2000,
  whole,
} from '../provider/rules.ts';

const id = { ...text255, minLength: 1 };
const commit = closed({ commitHash: text255, repositoryId: text255 }, ['commitHash', 'repositoryId']);

const properties = {
  schemaVersion,
  deploymentSequenceNumber: whole,
  updateSequenceNumber: whole,
  displayName: text255,
  url: url2000,
  description: text255,
  lastUpdated: rfc3339,
  label: text255,
  duration: { type: 'number' },
  state: {
    enum: ['unknown', 'pending', 'in_progress', 'cancelled', 'failed', 'rolled_back', 'successful'],
  },
  pipeline: closed({ id, displayName: text255, url: url2000 }, ['id', 'displayName', 'url']),
  environment: closed(
    {
      id,
      displayName: text255,
      type: { enum: ['unmapped', 'development', 'testing', 'staging', 'production'] },
    },
    ['id', 'displayName', 'type'],
  ),
  commands: { type: 'array', items: closed({ command: text255 }) },
  associations: {
    type: 'array',
    minItems: 1,
    maxItems: 3,
    items: {
      anyOf: [issueAssociation, association(['serviceIdOrKeys'], text255), association(['commit'], commit)],
    },
  },
  issueKeys,
};
const required = [
  'deploymentSequenceNumber',
  'updateSequenceNumber',
  'displayName',
  'url',
  'description',
  'lastUpdated',
  'state',
  'pipeline',
  'environment',
];

/** Deployments. Source: Jira Software Cloud REST API, "Deployments". */
export const DEPLOYMENTS: Provider = {
  name: 'deployments',
  base: '/rest/deployments/0.1',
  endpoint: 'deployments',
  list: 'deployments',
  keyPath: '/pipelines/:pipelineId/environments/:environmentId/deployments/:deploymentSequenceNumber',
  keyOf: (entity) => Object.values(keyFields(entity)),
  sequence: 'updateSequenceNumber',
  schema: bulkSchema('deployments', { properties, required }),
  publishedSchema: 'deployments-bulk.request.schema.json',
  answer: ({ accepted, rejected }) => ({
    acceptedDeployments: accepted.map(keyFields),
    rejectedDeployments: rejected.map(({ entity, message }) => ({
      key: keyFields(entity),
      errors: [{ message, errorTraceId: 'trace' }],
    })),
  }),
};

function keyFields({ pipeline, environment, deploymentSequenceNumber }: ProviderEntity) {
  return {
    pipelineId: (pipeline as { id: string }).id,
    environmentId: (environment as { id: string }).id,
    deploymentSequenceNumber: Number(deploymentSequenceNumber),
  };
}

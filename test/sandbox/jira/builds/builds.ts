import type { Provider } from '../provider/provider.ts';
import {
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

const testInfo = closed(
  { totalNumber: whole, numberPassed: whole, numberFailed: whole, numberSkipped: whole },
  ['totalNumber', 'numberPassed', 'numberFailed'],
);
const uri = { type: 'string', maxLength: 2000 };
const reference = closed({
  commit: closed({ id: text255, repositoryUri: uri }, ['id', 'repositoryUri']),
  ref: closed({ name: text255, uri }, ['name', 'uri']),
});

const properties = {
  schemaVersion,
  pipelineId: { ...text255, minLength: 1 },
  buildNumber: whole,
  updateSequenceNumber: whole,
  displayName: text255,
  description: text255,
  label: text255,
  url: url2000,
  state: { enum: ['pending', 'in_progress', 'successful', 'failed', 'cancelled', 'unknown'] },
  lastUpdated: rfc3339,
  associations: { type: 'array', minItems: 1, items: issueAssociation },
  issueKeys,
  testInfo,
  references: { type: 'array', minItems: 1, maxItems: 5, items: reference },
};
const required = [
  'pipelineId',
  'buildNumber',
  'updateSequenceNumber',
  'displayName',
  'url',
  'state',
  'lastUpdated',
];

/** Builds. Source: Jira Software Cloud REST API, "Builds". */
export const BUILDS: Provider = {
  name: 'builds',
  base: '/rest/builds/0.1',
  endpoint: 'builds',
  list: 'builds',
  keyPath: '/pipelines/:pipelineId/builds/:buildNumber',
  keyOf: ({ pipelineId, buildNumber }) => [String(pipelineId), Number(buildNumber)],
  sequence: 'updateSequenceNumber',
  schema: bulkSchema('builds', { properties, required }),
  publishedSchema: 'builds-bulk.request.schema.json',
  burstByProperties: 100,
  answer: ({ accepted, rejected }) => ({
    acceptedBuilds: accepted.map(({ pipelineId, buildNumber }) => ({ pipelineId, buildNumber })),
    rejectedBuilds: rejected.map(({ entity: { pipelineId, buildNumber }, message }) => ({
      key: { pipelineId, buildNumber },
      errors: [{ message, errorTraceId: 'trace' }],
    })),
  }),
};

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

const rollout = closed({
  percentage: { type: 'number', minimum: 0, maximum: 100 },
  text: text255,
  rules: { type: 'integer', minimum: 0 },
});
const status = closed({ enabled: { type: 'boolean' }, defaultValue: text255, rollout }, ['enabled']);
const environment = closed(
  { name: text255, type: { enum: ['development', 'testing', 'staging', 'production'] } },
  ['name'],
);
const detail = closed({ url: url2000, lastUpdated: rfc3339, environment, status }, [
  'url',
  'lastUpdated',
  'environment',
  'status',
]);

const properties = {
  schemaVersion,
  id: { ...text255, minLength: 1 },
  key: text255,
  updateSequenceId: whole,
  displayName: text255,
  associations: { type: 'array', minItems: 1, items: issueAssociation },
  issueKeys,
  summary: closed({ url: url2000, status, lastUpdated: rfc3339 }, ['status', 'lastUpdated']),
  details: { type: 'array', minItems: 1, items: detail },
};
const required = ['id', 'key', 'updateSequenceId', 'summary', 'details'];

/** Feature flags. Source: Jira Software Cloud REST API, "Feature Flags". */
export const FEATURE_FLAGS: Provider = {
  name: 'featureFlags',
  base: '/rest/featureflags/0.1',
  endpoint: 'featureflags',
  list: 'flags',
  keyPath: '/flag/:featureFlagId',
  keyOf: ({ id }) => [String(id)],
  sequence: 'updateSequenceId',
  schema: bulkSchema('flags', { properties, required }),
  publishedSchema: 'featureflags-bulk.request.schema.json',
  answer: ({ accepted, rejected }) => ({
    acceptedFeatureFlags: accepted.map(({ id }) => id),
    failedFeatureFlags: Object.fromEntries(
      rejected.map(({ entity, message }) => [String(entity['id']), [{ message, errorTraceId: 'trace' }]]),
    ),
  }),
};

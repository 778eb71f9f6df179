/**
 * The rules of `POST /rest/devinfo/0.10/bulk` as the documentation states them, closed: a field it does not name is
 * refused. Source: Jira Software Cloud REST API, "Store development information".
 */
export const ENTITY_KINDS = ['commits', 'branches', 'pullRequests'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** The limits that no schema of one field can state. */
export const MAX_ENTITIES = 1000;

const MAX_REPOSITORIES = 100;
const MAX_OF_A_KIND = 400;
const MAX_ISSUE_KEYS = 500;

const id = { type: 'string', minLength: 1, maxLength: 1024, pattern: '^[a-zA-Z0-9~._-]+$' };
const integer = { type: 'integer' };
const count = { type: 'integer', minimum: 0, maximum: 2_147_483_647 };
const upTo = (maxLength: number) => ({ type: 'string', maxLength });
const url = upTo(2000);
const time = { type: 'string', format: 'jira-time' };
const issueKeys = {
  type: 'array',
  minItems: 1,
  maxItems: MAX_ISSUE_KEYS,
  items: { type: 'string', minLength: 1 },
};
const associations = {
  type: 'array',
  minItems: 1,
  items: closed({ associationType: { enum: ['issueKeys', 'issueIdOrKeys'] }, values: issueKeys }, [
    'associationType',
    'values',
  ]),
};
const author = closed({ name: upTo(255), email: upTo(255), username: upTo(255), url, avatar: url });

const file = closed(
  {
    path: upTo(1024),
    url,
    changeType: { enum: ['ADDED', 'COPIED', 'DELETED', 'MODIFIED', 'MOVED', 'UNKNOWN'] },
    linesAdded: count,
    linesRemoved: count,
  },
  ['path', 'url', 'changeType', 'linesAdded', 'linesRemoved'],
);

const commitFields = {
  id,
  displayId: upTo(255),
  hash: upTo(255),
  updateSequenceId: integer,
  message: upTo(1024),
  author,
  fileCount: count,
  url,
  authorTimestamp: time,
  files: { type: 'array', maxItems: 10, items: file },
  flags: { type: 'array', uniqueItems: true, items: { enum: ['MERGE_COMMIT'] } },
  issueKeys,
};
const commitRequired = [
  'id',
  'displayId',
  'updateSequenceId',
  'message',
  'author',
  'fileCount',
  'url',
  'authorTimestamp',
];

const branchFields = {
  id,
  name: upTo(512),
  url,
  createPullRequestUrl: url,
  updateSequenceId: integer,
  lastCommit: closed(commitFields, [...commitRequired, 'issueKeys']),
};

const reviewer = closed({
  name: upTo(255),
  approvalStatus: { enum: ['APPROVED', 'UNAPPROVED'] },
  url,
  avatar: url,
  email: upTo(254),
  accountId: upTo(128),
});

const pullRequestFields = {
  id,
  displayId: upTo(255),
  title: upTo(1024),
  url,
  updateSequenceId: integer,
  status: { enum: ['OPEN', 'MERGED', 'DECLINED', 'UNKNOWN'] },
  author,
  commentCount: count,
  sourceBranch: upTo(255),
  sourceBranchUrl: url,
  destinationBranch: upTo(255),
  destinationBranchUrl: url,
  lastUpdate: time,
  reviewers: { type: 'array', items: reviewer },
};
const pullRequestRequired = [
  'id',
  'displayId',
  'title',
  'url',
  'updateSequenceId',
  'status',
  'author',
  'commentCount',
  'sourceBranch',
  'lastUpdate',
];

const repository = closed(
  {
    id,
    name: upTo(255),
    url,
    description: upTo(1024),
    forkOf: upTo(1024),
    avatar: url,
    avatarDescription: upTo(1024),
    updateSequenceId: integer,
    commits: entities(commitFields, commitRequired),
    branches: entities(branchFields, ['id', 'name', 'url', 'updateSequenceId', 'lastCommit']),
    pullRequests: entities(pullRequestFields, pullRequestRequired),
  },
  ['id', 'name', 'url', 'updateSequenceId'],
);

export const BULK_SCHEMA = closed(
  {
    repositories: { type: 'array', minItems: 1, maxItems: MAX_REPOSITORIES, items: repository },
    preventTransitions: { type: 'boolean' },
    operationType: { enum: ['NORMAL', 'BACKFILL'] },
    properties: {
      type: 'object',
      maxProperties: 5,
      propertyNames: { minLength: 1, maxLength: 255, pattern: '^[^_:][^:]*$' },
      additionalProperties: upTo(255),
    },
    providerMetadata: closed({ product: { type: 'string' } }),
  },
  ['repositories'],
);

function closed(properties: Record<string, unknown>, required: string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** An entity names its issues by the older `issueKeys` or by `associations`. */
function entities(properties: Record<string, unknown>, required: string[]) {
  return {
    type: 'array',
    maxItems: MAX_OF_A_KIND,
    items: {
      ...closed({ ...properties, issueKeys, associations }, required),
      anyOf: [{ required: ['issueKeys'] }, { required: ['associations'] }],
    },
  };
}

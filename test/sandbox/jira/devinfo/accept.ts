import { createHash } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import { findIssue } from '../cloud/site.ts';
import type { InstalledApp } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';
import { automate } from './automation.ts';
import type { Association, BulkRequest, EntityPayload, RepositoryPayload } from './entities.ts';
import { ENTITY_KINDS } from './schema.ts';
import type { EntityKind } from './schema.ts';
import { countDuplicate, countRequest } from './stats.ts';
import type { StoredEntity, StoredRepository } from './store.ts';

interface EntityError {
  id: string;
  errorMessages: { message: string }[];
}

interface BulkAnswer {
  acceptedDevinfoEntities: Record<string, Record<EntityKind, string[]>>;
  failedDevinfoEntities: Record<string, { errorMessages: never[] } & Record<EntityKind, EntityError[]>>;
  unknownIssueKeys: string[];
  unknownAssociations: Association[];
}

interface Intake {
  cloud: Cloud;
  site: Site;
  app: InstalledApp;
  answer: BulkAnswer;
  unknownKeys: Set<string>;
  preventTransitions: boolean;
}

/** Stores a valid bulk request and says what became of each entity: the body of the 202. */
export function acceptBulk(
  at: { cloud: Cloud; site: Site; app: InstalledApp },
  request: BulkRequest,
  bytes: number,
): BulkAnswer {
  const answer: BulkAnswer = {
    acceptedDevinfoEntities: {},
    failedDevinfoEntities: {},
    unknownIssueKeys: [],
    unknownAssociations: [],
  };
  const { preventTransitions = false } = request;
  const intake: Intake = { ...at, answer, unknownKeys: new Set(), preventTransitions };
  let entities = 0;
  for (const payload of request.repositories) {
    const repository = putRepository(at.app, payload, request.properties ?? {});
    for (const kind of ENTITY_KINDS) {
      for (const entity of payload[kind] ?? []) {
        entities += 1;
        takeEntity(intake, repository, { kind, entity });
      }
    }
  }
  answer.unknownIssueKeys = [...intake.unknownKeys];
  countRequest(at.cloud.devInfoStats, {
    at: at.cloud.clock.now(),
    site: at.site.url,
    repositories: request.repositories.length,
    entities,
    bytes,
    operationType: request.operationType ?? 'NORMAL',
    preventTransitions,
    properties: request.properties ?? {},
  });
  return answer;
}

/** The repository's own fields and properties follow the same sequence rule as its entities. */
function putRepository(
  app: InstalledApp,
  payload: RepositoryPayload,
  properties: Record<string, string>,
): StoredRepository {
  const { commits: _c, branches: _b, pullRequests: _p, ...fields } = payload;
  const stored = app.devInfo.repositories.get(payload.id);
  if (stored === undefined) {
    const created: StoredRepository = {
      fields,
      properties,
      entities: { commits: new Map(), branches: new Map(), pullRequests: new Map() },
    };
    app.devInfo.repositories.set(payload.id, created);
    return created;
  }
  if (fields.updateSequenceId > stored.fields.updateSequenceId) Object.assign(stored, { fields, properties });
  return stored;
}

function takeEntity(
  intake: Intake,
  repository: StoredRepository,
  { kind, entity }: { kind: EntityKind; entity: EntityPayload },
): void {
  const { cloud, answer } = intake;
  const repositoryId = repository.fields.id;
  const stats = cloud.devInfoStats;
  stats.byKind[kind] += 1;
  const error = cloud.faults.takeEntity({ id: entity.id, kind, repositoryId });
  if (error !== undefined) {
    stats.failed += 1;
    const failed = (answer.failedDevinfoEntities[repositoryId] ??= { errorMessages: [], ...noneOfAnyKind() });
    failed[kind].push({ id: entity.id, errorMessages: [{ message: error }] });
    return;
  }
  (answer.acceptedDevinfoEntities[repositoryId] ??= noneOfAnyKind())[kind].push(entity.id);
  store(intake, repository, { kind, entity, issueKeys: knownIssues(intake, entity) });
}

function store(
  intake: Intake,
  repository: StoredRepository,
  { kind, entity, issueKeys }: { kind: EntityKind; entity: EntityPayload; issueKeys: string[] },
): void {
  const stats = intake.cloud.devInfoStats;
  const former = repository.entities[kind].get(entity.id);
  const next: StoredEntity = {
    kind,
    repositoryId: repository.fields.id,
    payload: entity,
    issueKeys,
    digest: digestOf(entity, issueKeys),
    receivedAt: intake.cloud.clock.now(),
  };
  if (former?.digest === next.digest) countDuplicate(stats, `${next.repositoryId} ${kind} ${entity.id}`);
  // An entity without a known issue is not kept by Jira, so a later one is not measured against its number.
  const outOfOrder =
    former !== undefined &&
    former.issueKeys.length > 0 &&
    entity.updateSequenceId <= former.payload.updateSequenceId;
  if (outOfOrder) {
    stats.dropped += 1;
    return;
  }
  if (issueKeys.length === 0) stats.unassociated += 1;
  else if (former === undefined || former.issueKeys.length === 0) stats.created += 1;
  else stats.replaced += 1;
  intake.app.devInfo.put(next);
  if (intake.preventTransitions || issueKeys.length === 0) return;
  automate(intake.app.devInfo.automation, { kind, payload: entity, isNew: former === undefined });
}

/** The keys of the entity's issues that exist; the others are noted for the answer. */
function knownIssues(intake: Intake, entity: EntityPayload): string[] {
  const known = new Set<string>();
  for (const key of entity.issueKeys ?? []) {
    const issue = findIssue(intake.site, key);
    if (issue === undefined) intake.unknownKeys.add(key);
    else known.add(issue.key);
  }
  for (const { associationType, values } of entity.associations ?? []) {
    const unknown: string[] = [];
    for (const value of values) {
      const issue = findIssue(intake.site, value);
      if (issue === undefined) unknown.push(value);
      else known.add(issue.key);
    }
    if (unknown.length > 0) intake.answer.unknownAssociations.push({ associationType, values: unknown });
  }
  return [...known];
}

function digestOf(entity: EntityPayload, issueKeys: string[]): string {
  const payload: Record<string, unknown> = { ...entity, updateSequenceId: undefined };
  if (entity.lastCommit !== undefined)
    payload['lastCommit'] = { ...entity.lastCommit, updateSequenceId: undefined };
  return createHash('sha1')
    .update(JSON.stringify([payload, issueKeys]))
    .digest('base64');
}

function noneOfAnyKind(): Record<EntityKind, never[]> {
  return { commits: [], branches: [], pullRequests: [] };
}

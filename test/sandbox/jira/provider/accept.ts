import { createHash } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import { findIssue } from '../cloud/site.ts';
import type { InstalledApp } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';
import { entitiesOf, keyOf, sequenceOf } from './provider.ts';
import type {
  Provider,
  ProviderAssociation,
  ProviderEntity,
  ProviderOutcome,
  ProviderRequest,
} from './provider.ts';
import { countProviderDuplicate, countProviderRequest } from './stats.ts';
import type { StoredProviderEntity } from './store.ts';

interface Intake {
  provider: Provider;
  cloud: Cloud;
  site: Site;
  app: InstalledApp;
  properties: Record<string, string>;
  unknownKeys: Set<string>;
  unknownAssociations: ProviderAssociation[];
}

/** Stores a valid bulk request and says what became of each entity: the body of the 202. */
export function acceptProviderBulk(
  at: Pick<Intake, 'provider' | 'cloud' | 'site' | 'app'>,
  request: ProviderRequest,
  bytes: number,
): Record<string, unknown> {
  const { provider, cloud, site } = at;
  const properties = request.properties ?? {};
  const intake: Intake = { ...at, properties, unknownKeys: new Set(), unknownAssociations: [] };
  const outcome: ProviderOutcome = { accepted: [], rejected: [] };
  const entities = entitiesOf(provider, request);
  for (const entity of entities) takeEntity(intake, entity, outcome);
  countProviderRequest(cloud.providerStats[provider.name], {
    at: cloud.clock.now(),
    site: site.url,
    entities: entities.length,
    bytes,
    properties,
  });
  return {
    ...provider.answer(outcome),
    unknownIssueKeys: [...intake.unknownKeys],
    unknownAssociations: intake.unknownAssociations,
  };
}

function takeEntity(intake: Intake, entity: ProviderEntity, outcome: ProviderOutcome): void {
  const { cloud, provider } = intake;
  const [scope = ''] = provider.keyOf(entity);
  const message = cloud.faults.takeEntity({
    id: keyOf(provider, entity),
    kind: provider.name,
    repositoryId: String(scope),
  });
  if (message !== undefined) {
    cloud.providerStats[provider.name].failed += 1;
    outcome.rejected.push({ entity, message });
    return;
  }
  outcome.accepted.push(entity);
  store(intake, entity, knownIssues(intake, entity));
}

function store(intake: Intake, entity: ProviderEntity, issueKeys: string[]): void {
  const { cloud, provider, app, properties } = intake;
  const stats = cloud.providerStats[provider.name];
  const key = keyOf(provider, entity);
  const former = app.provided[provider.name].entities.get(key);
  const digest = digestOf(provider, entity, issueKeys);
  if (former?.digest === digest) countProviderDuplicate(stats, key);
  const formerSequence = former === undefined ? -Infinity : sequenceOf(provider, former.payload);
  if (sequenceOf(provider, entity) <= formerSequence) {
    stats.dropped += 1;
    return;
  }
  if (issueKeys.length === 0) stats.unassociated += 1;
  else if (former === undefined || former.issueKeys.length === 0) stats.created += 1;
  else stats.replaced += 1;
  const next: StoredProviderEntity = {
    key,
    payload: entity,
    properties,
    issueKeys,
    digest,
    receivedAt: cloud.clock.now(),
  };
  app.provided[provider.name].put(next);
}

/** The keys of the entity's issues that exist, named or through commits; what is not known goes into the answer. */
function knownIssues(intake: Intake, entity: ProviderEntity): string[] {
  const known = new Set<string>();
  for (const key of entity.issueKeys ?? []) {
    const issue = findIssue(intake.site, key);
    if (issue === undefined) intake.unknownKeys.add(key);
    else known.add(issue.key);
  }
  for (const { associationType, values } of entity.associations ?? []) {
    const unknown = values.filter((value) => {
      const keys = issuesOf(intake, value);
      for (const key of keys) known.add(key);
      return keys.length === 0;
    });
    if (unknown.length > 0) intake.unknownAssociations.push({ associationType, values: unknown });
    if (associationType === 'issueKeys')
      for (const key of unknown) intake.unknownKeys.add(typeof key === 'string' ? key : '');
  }
  return [...known];
}

/** Of a commit: those it had when it came as development information. */
function issuesOf({ site, app }: Intake, value: ProviderAssociation['values'][number]): string[] {
  if (typeof value !== 'string') {
    const repository = app.devInfo.repositories.get(value.repositoryId);
    return repository?.entities.commits.get(value.commitHash)?.issueKeys ?? [];
  }
  const issue = findIssue(site, value);
  return issue === undefined ? [] : [issue.key];
}

function digestOf({ sequence }: Provider, entity: ProviderEntity, issueKeys: string[]): string {
  return createHash('sha1')
    .update(JSON.stringify([{ ...entity, [sequence]: undefined }, issueKeys]))
    .digest('base64');
}

import type { Automation } from './automation.ts';
import type { EntityPayload, RepositoryPayload } from './entities.ts';
import { ENTITY_KINDS } from './schema.ts';
import type { EntityKind } from './schema.ts';

export interface StoredEntity {
  kind: EntityKind;
  repositoryId: string;
  payload: EntityPayload;
  /** Those of its issues that the site had when it came. Without one the entity is shown nowhere. */
  issueKeys: string[];
  /** Digest of the payload without updateSequenceId, and of the known issues. */
  digest: string;
  /** Epoch ms. */
  receivedAt: number;
}

export interface StoredRepository {
  /** The repository's own fields, without entities. */
  fields: Omit<RepositoryPayload, EntityKind>;
  properties: Record<string, string>;
  entities: Record<EntityKind, Map<string, StoredEntity>>;
}

/** What one app has told one site. */
export interface DevInfoStore {
  readonly repositories: Map<string, StoredRepository>;
  readonly automation: Automation;
  /** Entities shown on an issue. */
  ofIssue(issueKey: string): StoredEntity[];
  /** Keys that start like this and have something to show. */
  issueKeys(prefix: string, limit: number): string[];
  /** How many entities of a kind are shown on at least one issue. */
  count(kind: EntityKind): number;
  put(entity: StoredEntity): void;
  /** Removes what matches and was stored with at most this updateSequenceId. */
  removeRepository(id: string, upTo: number): void;
  removeEntity(repositoryId: string, kind: EntityKind, input: { id: string; upTo: number }): void;
  /** Repositories that carry all of these properties. */
  withProperties(properties: Record<string, string>): StoredRepository[];
  /** The repository with its newest 400 entities of each kind, as Jira answers it. */
  describe(id: string): Record<string, unknown> | undefined;
}

const MAX_DESCRIBED = 400;

export function devInfoStore(): DevInfoStore {
  const repositories = new Map<string, StoredRepository>();
  const byIssue = new Map<string, Set<StoredEntity>>();

  function unlink(entity: StoredEntity): void {
    for (const key of entity.issueKeys) byIssue.get(key)?.delete(entity);
  }

  function removeOlder(entities: Map<string, StoredEntity>, upTo: number): void {
    for (const [id, entity] of entities) {
      if (entity.payload.updateSequenceId > upTo) continue;
      unlink(entity);
      entities.delete(id);
    }
  }

  return {
    repositories,
    automation: { smartCommits: [], triggers: [] },
    ofIssue: (issueKey) => [...(byIssue.get(issueKey) ?? [])],
    issueKeys: (prefix, limit) => linkedKeys(byIssue, prefix, limit),
    count: (kind) =>
      [...repositories.values()].reduce((sum, { entities }) => sum + shown(entities[kind]).length, 0),
    put(entity) {
      const entities = repositories.get(entity.repositoryId)?.entities[entity.kind];
      if (entities === undefined) throw new Error(`No repository ${entity.repositoryId}`);
      const former = entities.get(entity.payload.id);
      if (former !== undefined) unlink(former);
      entities.set(entity.payload.id, entity);
      for (const key of entity.issueKeys) {
        const linked = byIssue.get(key);
        if (linked === undefined) byIssue.set(key, new Set([entity]));
        else linked.add(entity);
      }
    },
    removeRepository(id, upTo) {
      const repository = repositories.get(id);
      if (repository === undefined) return;
      for (const kind of ENTITY_KINDS) removeOlder(repository.entities[kind], upTo);
      const empty = ENTITY_KINDS.every((kind) => repository.entities[kind].size === 0);
      if (empty && repository.fields.updateSequenceId <= upTo) repositories.delete(id);
    },
    removeEntity(repositoryId, kind, { id, upTo }) {
      const entities = repositories.get(repositoryId)?.entities[kind];
      const entity = entities?.get(id);
      if (entities === undefined || entity === undefined || entity.payload.updateSequenceId > upTo) return;
      unlink(entity);
      entities.delete(id);
    },
    withProperties: (properties) =>
      [...repositories.values()].filter((repository) =>
        Object.entries(properties).every(([name, value]) => repository.properties[name] === value),
      ),
    describe(id) {
      const repository = repositories.get(id);
      return repository && describe(repository);
    },
  };
}

function shown(entities: Map<string, StoredEntity>): StoredEntity[] {
  return [...entities.values()].filter((entity) => entity.issueKeys.length > 0);
}

function describe(repository: StoredRepository): Record<string, unknown> {
  const newest = (kind: EntityKind) =>
    shown(repository.entities[kind])
      .map((entity) => entity.payload)
      .sort((a, b) => b.updateSequenceId - a.updateSequenceId)
      .slice(0, MAX_DESCRIBED);
  return { ...repository.fields, ...Object.fromEntries(ENTITY_KINDS.map((kind) => [kind, newest(kind)])) };
}

function linkedKeys(byIssue: Map<string, Set<StoredEntity>>, prefix: string, limit: number): string[] {
  const keys: string[] = [];
  for (const [key, entities] of byIssue) {
    if (keys.length === limit) break;
    if (key.startsWith(prefix) && entities.size > 0) keys.push(key);
  }
  return keys;
}

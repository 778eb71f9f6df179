import type { Db } from '../db/db.ts';
import type { EntityFacts, EntityKind, MergeRequestFacts } from './entity.ts';

type InRepository = { readonly tenantId: string; readonly repositoryId: string };

/** A merge request of the ledger: it names issues. Times are epoch ms. */
export type NamingMergeRequest = Pick<
  MergeRequestFacts,
  'iid' | 'sourceBranch' | 'sourceBranchUrl' | 'state' | 'createdAt' | 'updatedAt'
> & { readonly keys: readonly string[] };

export type NamingTexts = {
  /** Keys of a commit's message, by sha; commits that name nothing are not there. */
  readonly commits: ReadonlyMap<string, readonly string[]>;
  readonly byNumber: ReadonlyMap<number, NamingMergeRequest>;
  /** Merge requests of this project's own branches: a fork's may be called the same. */
  readonly bySourceBranch: ReadonlyMap<string, readonly NamingMergeRequest[]>;
};

/** Which issues commits and merge requests name, as far as they have been read: no request is made. Two statements. */
export async function namingTexts(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  wanted: { shas: readonly string[]; iids: readonly number[]; branches: readonly string[] },
): Promise<NamingTexts> {
  const commits = await db.rows<{ id: string; keys: string[] }>(
    `select e.id, e.issue_keys as keys from unnest($3::text[]) as wanted(sha) cross join lateral (
       select id, issue_keys from entity
       where tenant_id = $1 and repository_id = $2 and kind = 'commit' and id = wanted.sha and not removed limit 1) e`,
    [tenantId, repositoryId, [...new Set(wanted.shas)]],
  );
  // The expressions are those of the two indexes on merge requests.
  const rows = await db.rows<{ facts: MergeRequestFacts; keys: string[] }>(
    `select facts, issue_keys as keys from entity
     where tenant_id = $1 and repository_id = $2 and kind = 'pull_request' and not removed
       and (facts->>'iid')::bigint = any($3::bigint[])
     union all
     select facts, issue_keys from entity
     where tenant_id = $1 and repository_id = $2 and kind = 'pull_request' and not removed
       and facts->>'sourceBranch' = any($4::text[])`,
    [tenantId, repositoryId, [...new Set(wanted.iids)], [...new Set(wanted.branches)]],
  );
  const byNumber = new Map(rows.map(({ facts, keys }) => [facts.iid, { ...facts, keys }]));
  const ofOwnBranches = [...byNumber.values()].filter(({ sourceBranchUrl }) => sourceBranchUrl !== undefined);
  return {
    commits: new Map(commits.map(({ id, keys }) => [id, keys])),
    byNumber,
    bySourceBranch: Map.groupBy(ofOwnBranches, ({ sourceBranch }) => sourceBranch),
  };
}

/** An entity of one kind as the ledger has it. */
export type KnownEntity<K extends EntityKind> = {
  readonly id: string;
  readonly version: number;
  readonly issueKeys: readonly string[];
  readonly facts: Extract<EntityFacts, { kind: K }>['facts'];
};

/** Those of these ids that the ledger has. */
export async function knownEntities<K extends EntityKind>(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { kind, ids }: { kind: K; ids: readonly string[] },
): Promise<KnownEntity<K>[]> {
  return db.rows<KnownEntity<K>>(
    `select id, version, issue_keys as "issueKeys", facts from entity
     where tenant_id = $1 and repository_id = $2 and kind = $3 and id = any($4::text[]) and not removed`,
    [tenantId, repositoryId, kind, ids],
  );
}

/** All of one kind in a repository in the order of their ids, a page at a time. */
export async function entitiesAfter<K extends EntityKind>(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { kind, after, limit }: { kind: K; after: string; limit: number },
): Promise<KnownEntity<K>[]> {
  return db.rows<KnownEntity<K>>(
    `select id, version, issue_keys as "issueKeys", facts from entity
     where tenant_id = $1 and repository_id = $2 and kind = $3 and id > $4 and not removed order by id limit $5`,
    [tenantId, repositoryId, kind, after, limit],
  );
}

/**
 * Ids of entities that a listing of everything changed since `changedSince` should have shown and did not: they are
 * gone, or name no issue any more. Both times are epoch ms, the first the provider's, the second ours.
 */
export async function entitiesNotShown(
  db: Db,
  { tenantId, repositoryId }: InRepository,
  { kind, changedSince, seenBefore }: { kind: EntityKind; changedSince: number; seenBefore: number },
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `select id from entity
     where tenant_id = $1 and repository_id = $2 and kind = $3 and not removed and version >= $4 and seen_at < $5`,
    [tenantId, repositoryId, kind, changedSince, seenBefore],
  );
  return rows.map(({ id }) => id);
}

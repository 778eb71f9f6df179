import type { Db } from '../../db/db.ts';
import type { JiraApi } from '../jira-api.ts';
import type { Removal } from '../outbox/removal.store.ts';

/** A link that Jira has, or may have. */
export type KnownLink = {
  readonly entityKey: string;
  readonly issueKey: string;
  /** Null where Jira has not said that it has it. */
  readonly hash: string | null;
};

export type LinkOwner = {
  readonly api: JiraApi;
  readonly accountId: string;
  readonly jiraRepositoryId: string;
  /** Of the entity's state that is sent. */
  readonly sequence: number;
};

export async function linksOf(db: Db, tenantId: string, entityKeys: readonly string[]): Promise<KnownLink[]> {
  return db.rows<KnownLink>(
    `select entity_key as "entityKey", issue_key as "issueKey", hash from remote_link
     where tenant_id = $1 and entity_key = any($2::text[])`,
    [tenantId, entityKeys],
  );
}

type LinkKey = { readonly tenantId: string; readonly entityKey: string; readonly issueKey: string };

/** Writes down that a link is about to be made or changed; what Jira has of it stays known until it answers. */
export async function noteLink(
  db: Db,
  { tenantId, entityKey, issueKey }: LinkKey,
  { api, accountId, jiraRepositoryId, sequence }: LinkOwner,
): Promise<void> {
  await db.run(
    `insert into remote_link (tenant_id, entity_key, issue_key, api, account_id, jira_repository_id, sequence)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id, entity_key, issue_key) do update set account_id = excluded.account_id,
       jira_repository_id = excluded.jira_repository_id, sequence = excluded.sequence`,
    [tenantId, entityKey, issueKey, api, accountId, jiraRepositoryId, sequence],
  );
}

/** Jira has it so. False where it was forgotten meanwhile: then nobody would remove it. */
export async function confirmLink(
  db: Db,
  { tenantId, entityKey, issueKey }: LinkKey,
  hash: string,
): Promise<boolean> {
  const rows = await db.rows(
    `update remote_link set hash = $4 where tenant_id = $1 and entity_key = $2 and issue_key = $3
     returning 1 as one`,
    [tenantId, entityKey, issueKey, hash],
  );
  return rows.length > 0;
}

export async function dropLink(db: Db, { tenantId, entityKey, issueKey }: LinkKey): Promise<void> {
  await db.run('delete from remote_link where tenant_id = $1 and entity_key = $2 and issue_key = $3', [
    tenantId,
    entityKey,
    issueKey,
  ]);
}

/** Some of what a removal is about; all of a site's without one. */
export async function linksToRemove(
  db: Db,
  tenantId: string,
  { removal, limit }: { removal: Removal | undefined; limit: number },
): Promise<Omit<KnownLink, 'hash'>[]> {
  const selected =
    'select entity_key as "entityKey", issue_key as "issueKey" from remote_link where tenant_id = $1';
  if (removal === undefined) return db.rows(`${selected} limit $2`, [tenantId, limit]);
  const { kind, api, id, sequence } = removal;
  const column = { repository: 'jira_repository_id', account: 'account_id::text', entity: 'entity_key' }[
    kind
  ];
  return db.rows(`${selected} and api = $3 and ${column} = $4 and sequence <= $5 limit $2`, [
    tenantId,
    limit,
    api,
    kind === 'entity' ? entityKeyOfRemoval({ api, id }) : id,
    sequence,
  ]);
}

/** Everything that was refused waits again. @returns whether there is any @param given.now epoch ms */
export async function requeueRejected(
  tx: Db,
  { tenantId, now }: { tenantId: string; now: number },
): Promise<boolean> {
  const rows = await tx.rows(
    `update entity set state = 'pending', lane = 'import', queued_at = $2,
       sequence = greatest(sequence + 1, $2::bigint)
     where tenant_id = $1 and state = 'rejected' returning 1 as one`,
    [tenantId, now],
  );
  return rows.length > 0;
}

const kindOf = {
  devinfo: '',
  builds: 'build ',
  deployments: 'deployment ',
  feature_flags: 'feature_flag ',
} as const;

/** As `entityKeyOf` has it. */
function entityKeyOfRemoval({ api, id }: Pick<Removal, 'api' | 'id'>): string {
  return `${kindOf[api]}${id}`;
}

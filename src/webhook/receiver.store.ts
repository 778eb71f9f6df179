import type { Db } from '../db/db.ts';
import type { Sealed } from '../lib/secrets/seal.ts';
import type { HookId } from '../repository/hooks/hook.ts';

/** All that is needed to judge a delivery of one hook. */
export type Receiver = HookId & {
  readonly accountId: string;
  /** Null: of the account's group. */
  readonly repositoryId: string | null;
  readonly hostUrl: string;
  readonly secret: Sealed;
  readonly signingSecret: Sealed;
  readonly signed: boolean;
  /** Site and account are there, switched on and authorized. */
  readonly isActive: boolean;
};

/** Many hooks in one statement, in the order asked for; undefined for those that are not there or were removed. */
export async function findReceivers(db: Db, asked: readonly HookId[]): Promise<(Receiver | undefined)[]> {
  const rows = await db.rows<Receiver>(
    `select h.tenant_id as "tenantId", h.id as "hookId", h.account_id as "accountId",
       h.repository_id as "repositoryId", coalesce(a.host_url, '') as "hostUrl", h.secret,
       h.signing_secret as "signingSecret", h.signed,
       t.state = 'active' and coalesce(a.state, 'removed') = 'active' as "isActive"
     from (select distinct * from unnest($1::uuid[], $2::uuid[])) as asked(tenant_id, hook_id)
     join hook h on h.tenant_id = asked.tenant_id and h.id = asked.hook_id and h.state <> 'removed'
     join tenant t on t.tenant_id = h.tenant_id
     left join account a on a.tenant_id = h.tenant_id and a.id = h.account_id`,
    [asked.map(({ tenantId }) => tenantId), asked.map(({ hookId }) => hookId)],
  );
  const byId = new Map(rows.map((row) => [`${row.tenantId}:${row.hookId}`, row]));
  return asked.map(({ tenantId, hookId }) => byId.get(`${tenantId}:${hookId}`));
}

export type AskedRepository = {
  readonly tenantId: string;
  readonly hostUrl: string;
  readonly gitlabProjectId: number;
};

export type KnownRepository = AskedRepository & { readonly id: string; readonly enabled: boolean };

/** Those of the projects that are repositories here and that GitLab shows. */
export async function findRepositories(
  db: Db,
  asked: readonly AskedRepository[],
): Promise<KnownRepository[]> {
  return db.rows(
    `select p.tenant_id as "tenantId", p.host_url as "hostUrl", p.gitlab_project_id as "gitlabProjectId", p.id,
       p.enabled
     from (select distinct * from unnest($1::uuid[], $2::text[], $3::bigint[]))
       as asked(tenant_id, host_url, gitlab_project_id)
     join repository p on p.tenant_id = asked.tenant_id and p.host_url = asked.host_url
       and p.gitlab_project_id = asked.gitlab_project_id
     where p.vanished_at is null`,
    [
      asked.map(({ tenantId }) => tenantId),
      asked.map(({ hostUrl }) => hostUrl),
      asked.map(({ gitlabProjectId }) => gitlabProjectId),
    ],
  );
}

import type { Db } from '../../db/db.ts';
import type { Sealed, Sealer } from '../../lib/secrets/seal.ts';
import { emailHash } from '../email-hash.ts';

/** A person of a Jira site who has proven to be a user of a GitLab. Times are epoch ms. */
export type IdentityLink = {
  readonly hostUrl: string;
  readonly gitlabUserId: number;
  /** Of GitLab, as they were when it was linked. */
  readonly username: string;
  readonly name: string;
  readonly jiraAccountId: string;
  readonly jiraName: string;
  readonly linkedAt: number;
  /** How many addresses count as theirs. */
  readonly addresses: number;
};

type Row = {
  host_url: string;
  gitlab_user_id: number | string;
  username: string;
  name: string;
  jira_account_id: string;
  jira_name: string;
  linked_at: Date;
  addresses: number;
};

const columns = `host_url, gitlab_user_id, username, name, jira_account_id, jira_name, linked_at,
  (select count(*)::int from identity_email e
   where e.tenant_id = l.tenant_id and e.host_url = l.host_url and e.gitlab_user_id = l.gitlab_user_id) as addresses`;

function linkOf(row: Row): IdentityLink {
  return {
    hostUrl: row.host_url,
    gitlabUserId: Number(row.gitlab_user_id),
    username: row.username,
    name: row.name,
    jiraAccountId: row.jira_account_id,
    jiraName: row.jira_name,
    linkedAt: row.linked_at.getTime(),
    addresses: row.addresses,
  };
}

const addressColumn = 'identity_email.address';

/** Addresses that count as a person's, by the GitLab that has confirmed them; not those linked before they were kept. */
export async function addressesOfPerson(
  db: Db,
  { tenantId, jiraAccountId }: { tenantId: string; jiraAccountId: string },
  sealer: Sealer,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.rows<{ host_url: string; address: Sealed }>(
    `select e.host_url, e.address from identity_link l join identity_email e using (tenant_id, host_url, gitlab_user_id)
     where l.tenant_id = $1 and l.jira_account_id = $2 and e.address is not null`,
    [tenantId, jiraAccountId],
  );
  const open = rows.map(
    (row) => [row.host_url, sealer.open(row.address, { tenantId, column: addressColumn })] as const,
  );
  return new Map(
    [...new Set(open.map(([hostUrl]) => hostUrl))].map((hostUrl) => [
      hostUrl,
      open.flatMap(([of, address]) => (of === hostUrl ? [address] : [])).sort(),
    ]),
  );
}

/** The Jira account of the person to whom an address belongs on this GitLab. */
export async function linkedAccount(
  db: Db,
  { tenantId, hostUrl, emailHash }: { tenantId: string; hostUrl: string; emailHash: string },
): Promise<string | undefined> {
  const [row] = await db.rows<{ jira_account_id: string }>(
    `select l.jira_account_id from identity_email e join identity_link l using (tenant_id, host_url, gitlab_user_id)
     where e.tenant_id = $1 and e.host_url = $2 and e.email_hash = $3`,
    [tenantId, hostUrl, emailHash],
  );
  return row?.jira_account_id;
}

/** What a person has linked, on whichever GitLab. */
export async function linksOfPerson(
  db: Db,
  { tenantId, jiraAccountId }: { tenantId: string; jiraAccountId: string },
): Promise<IdentityLink[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from identity_link l where tenant_id = $1 and jira_account_id = $2 order by host_url`,
    [tenantId, jiraAccountId],
  );
  return rows.map(linkOf);
}

/** All links of a site, by name. */
export async function listLinks(db: Db, tenantId: string, limit: number): Promise<IdentityLink[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from identity_link l where tenant_id = $1
     order by lower(jira_name), jira_account_id, host_url limit $2`,
    [tenantId, limit],
  );
  return rows.map(linkOf);
}

/**
 * Stores a link with its addresses: hashed, as they are compared, and sealed, for the person to see. In a transaction. What the person had linked on this GitLab before is
 * replaced, and an address that moved to this GitLab user goes with it.
 *
 * @returns false where the GitLab user is linked with another Jira account: the transaction has to be undone then
 */
export async function putLink(
  tx: Db,
  { tenantId, ...link }: Omit<IdentityLink, 'addresses'> & { tenantId: string },
  { emails, sealer }: { emails: readonly string[]; sealer: Sealer },
): Promise<boolean> {
  const { hostUrl, gitlabUserId } = link;
  const [other] = await tx.rows(
    `select 1 from identity_link
     where tenant_id = $1 and host_url = $2 and gitlab_user_id = $3 and jira_account_id <> $4`,
    [tenantId, hostUrl, gitlabUserId, link.jiraAccountId],
  );
  if (other !== undefined) return false;
  await removeLink(tx, { tenantId, hostUrl, jiraAccountId: link.jiraAccountId });
  // Two people who come back from GitLab at once with the same user: the second waits for the first, and gets no row.
  const stored = await tx.rows(
    `insert into identity_link
       (tenant_id, host_url, gitlab_user_id, username, name, jira_account_id, jira_name, linked_at, read_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict do nothing returning 1 as one`,
    [
      tenantId,
      hostUrl,
      gitlabUserId,
      link.username,
      link.name,
      link.jiraAccountId,
      link.jiraName,
      new Date(link.linkedAt),
    ],
  );
  if (stored.length === 0) return false;
  const byHash = new Map(emails.map((email) => [emailHash(tenantId, email), email]));
  const sealed = [...byHash.values()].map((email) => sealer.seal(email, { tenantId, column: addressColumn }));
  await tx.run(
    `insert into identity_email (tenant_id, host_url, gitlab_user_id, email_hash, address)
     select $1, $2, $3, hash, address from unnest($4::text[], $5::text[]) as e(hash, address)
     on conflict (tenant_id, host_url, email_hash) do update
       set gitlab_user_id = excluded.gitlab_user_id, address = excluded.address`,
    [tenantId, hostUrl, gitlabUserId, [...byHash.keys()], sealed],
  );
  return true;
}

/** Forgets what a person has linked on one GitLab. */
export async function removeLink(
  db: Db,
  { tenantId, hostUrl, jiraAccountId }: { tenantId: string; hostUrl: string; jiraAccountId: string },
): Promise<void> {
  await db.run(
    `with gone as (
       delete from identity_link where tenant_id = $1 and host_url = $2 and jira_account_id = $3
       returning gitlab_user_id)
     delete from identity_email e using gone
     where e.tenant_id = $1 and e.host_url = $2 and e.gitlab_user_id = gone.gitlab_user_id`,
    [tenantId, hostUrl, jiraAccountId],
  );
}

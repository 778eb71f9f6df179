import type { Db } from '../../db/db.ts';

type Person = { readonly tenantId: string; readonly jiraAccountId: string };

/** Hashes of the addresses that GitLab has confirmed of the user that this person linked, and which GitLab that is. */
export async function provenHashes(
  db: Db,
  { tenantId, jiraAccountId }: Person,
): Promise<{ hash: string; hostUrl: string }[]> {
  return db.rows(
    `select e.email_hash as hash, e.host_url as "hostUrl"
     from identity_link l join identity_email e
       on e.tenant_id = l.tenant_id and e.host_url = l.host_url and e.gitlab_user_id = l.gitlab_user_id
     where l.tenant_id = $1 and l.jira_account_id = $2`,
    [tenantId, jiraAccountId],
  );
}

/** Addresses, in lower case, that an administrator has given to this person. */
export async function mappedEmails(db: Db, { tenantId, jiraAccountId }: Person): Promise<string[]> {
  const rows = await db.rows<{ email: string }>(
    `select author_email as email from author_mapping where tenant_id = $1 and jira_account_id = $2`,
    [tenantId, jiraAccountId],
  );
  return rows.map(({ email }) => email);
}

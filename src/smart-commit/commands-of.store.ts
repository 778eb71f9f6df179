import type { Db } from '../db/db.ts';
import type { Command } from './command.ts';
import { commandColumns, commandOf, type CommandRow } from './command-row.store.ts';

/** A command with the commit it stands in. */
export type CommittedCommand = Command & {
  readonly repositoryId: string;
  /** The first line of the message. */
  readonly line: string;
  readonly authorName: string;
  /** The commit in GitLab. */
  readonly commitUrl: string;
};

type Row = CommandRow & Omit<CommittedCommand, keyof Command>;

const columns = `${commandColumns}, s.repository_id as "repositoryId", s.line, s.author_name as "authorName",
  s.url as "commitUrl"`;
const tables = 'smart_command c join smart_commit s on s.tenant_id = c.tenant_id and s.sha = c.sha';

function committed({ repositoryId, line, authorName, commitUrl, ...row }: Row): CommittedCommand {
  return { ...commandOf(row), repositoryId, line, authorName, commitUrl };
}

/**
 * What commits asked of one issue, newest first, the commands of a commit in their order.
 * @param of.issueKeys those of the issue: a moved one has several
 */
export async function commandsOfIssue(
  db: Db,
  { tenantId, issueKeys, limit }: { tenantId: string; issueKeys: readonly string[]; limit: number },
): Promise<CommittedCommand[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from unnest($2::text[]) as named(key) cross join lateral (
       select * from smart_command where tenant_id = $1 and issue_key = named.key
       order by place desc, position limit $3) c
     join smart_commit s on s.tenant_id = $1 and s.sha = c.sha
     order by c.place desc, c.position, c.issue_key limit $3`,
    [tenantId, issueKeys, limit],
  );
  return rows.map(committed);
}

/** A command and the others of the same commit on the same issue, in their order; empty where it is gone. */
export async function commandsBeside(
  db: Db,
  { tenantId, commandId }: { tenantId: string; commandId: string },
): Promise<CommittedCommand[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from smart_command one
     join smart_command c on c.tenant_id = $1 and c.sha = one.sha and c.issue_key = one.issue_key
     join smart_commit s on s.tenant_id = $1 and s.sha = c.sha
     where one.tenant_id = $1 and one.id = $2 order by c.position`,
    [tenantId, commandId],
  );
  return rows.map(committed);
}

/** An address in commits, and the GitLab that they are from: one GitLab's word counts for nothing in another. */
export type Address = { readonly email: string; readonly hostUrl: string };

/**
 * Addresses, in lower case, of the authors for whom no user was found or looked for.
 * @param since epoch ms
 */
export async function authorsWithoutUser(
  db: Db,
  { tenantId, since }: { tenantId: string; since: number },
): Promise<Address[]> {
  return db.rows<Address>(
    `select distinct lower(trim(s.author_email)) as email, r.host_url as "hostUrl"
     from ${tables} join repository r on r.tenant_id = s.tenant_id and r.id = s.repository_id
     where c.tenant_id = $1 and c.seen_at >= $2 and c.jira_account_id is null`,
    [tenantId, new Date(since)],
  );
}

/**
 * Which of these addresses are this person's, by what was found for the newest command of each: as this person it was
 * done, or would have been.
 */
export async function foundAddresses(
  db: Db,
  given: { tenantId: string; jiraAccountId: string; since: number; of: readonly Address[] },
): Promise<Address[]> {
  return db.rows<Address>(
    `select email, "hostUrl" from (
       select distinct on (a.email, a."hostUrl") a.email, a."hostUrl", c.jira_account_id
       from jsonb_to_recordset($4::jsonb) as a(email text, "hostUrl" text)
       join smart_commit s on s.tenant_id = $1 and lower(trim(s.author_email)) = a.email
       join repository r on r.tenant_id = $1 and r.id = s.repository_id and r.host_url = a."hostUrl"
       join smart_command c on c.tenant_id = $1 and c.sha = s.sha
       where c.seen_at >= $2 and c.jira_account_id is not null
       order by a.email, a."hostUrl", c.place desc) newest
     where jira_account_id = $3`,
    [given.tenantId, new Date(given.since), given.jiraAccountId, JSON.stringify(given.of)],
  );
}

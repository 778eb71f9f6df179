import type { Db } from '../../db/db.ts';
import { commandColumns, commandOf, type CommandRow } from '../command-row.store.ts';
import type { Command, CommandState } from '../command.ts';
import type { Address } from '../commands-of.store.ts';

/** What is wanted; what is left out is not asked for. */
export type CommandFilter = {
  readonly tenantId: string;
  /** Part of a repository's path or name, any case. */
  readonly repository?: string | undefined;
  /** Part of an author's name or address, any case. */
  readonly author?: string | undefined;
  /** An issue's key, or a project's. */
  readonly issue?: string | undefined;
  readonly states?: readonly CommandState[] | undefined;
  /** Of whom they are: those for whom this person was found, and those of the addresses for which nobody was. */
  readonly person?: { readonly jiraAccountId: string; readonly addresses: readonly Address[] } | undefined;
  /** Not done, and not because it had been done before or was not wanted. */
  readonly isNotDone?: boolean | undefined;
  /** Epoch ms. */
  readonly since?: number | undefined;
};

/** Where a command stands in the list: newest commit first, then as they are written. */
export type Place = Pick<Command, 'place' | 'position' | 'issueKey'>;

export type ListedCommand = Command & {
  readonly commit: {
    readonly line: string;
    readonly authorName: string;
    readonly authorEmail: string;
    readonly url: string;
  };
  /** Null where it was removed meanwhile. */
  readonly repositoryPath: string | null;
};

type Row = CommandRow & Omit<ListedCommand, keyof Command>;

export type ListPart = {
  readonly limit: number;
  /** Where the part begins, itself not included; absent: the newest. */
  readonly from?: (Place & { readonly towards: 'older' | 'newer' }) | undefined;
};

/** A part of the list, newest first, however it was reached. */
export async function listCommands(
  db: Db,
  filter: CommandFilter,
  { limit, from }: ListPart,
): Promise<ListedCommand[]> {
  const where = await whereOf(db, filter);
  const isNewer = from?.towards === 'newer';
  const [down, up] = isNewer ? ['asc', 'desc'] : ['desc', 'asc'];
  if (from !== undefined) {
    const [past, after] = isNewer ? ['>', '<'] : ['<', '>'];
    const place = where.value(from.place);
    const rest = `${where.value(from.position)}, ${where.value(from.issueKey)}`;
    // The first half bounds the index; together they are the place after this one.
    where.also(`c.place ${past}= ${place}`);
    where.also(`(c.place ${past} ${place} or (c.position, c.issue_key) ${after} (${rest}))`);
  }
  const rows = await db.rows<Row>(
    `select ${commandColumns}, r.path as "repositoryPath", json_build_object('line', m.line,
       'authorName', m.author_name, 'authorEmail', m.author_email, 'url', m.url) as commit
     from smart_command c join smart_commit m on m.tenant_id = c.tenant_id and m.sha = c.sha
     left join repository r on r.tenant_id = m.tenant_id and r.id = m.repository_id
     where c.tenant_id = $1 ${where.sql()}
     order by c.place ${down}, c.position ${up}, c.issue_key ${up} limit ${where.value(limit)}`,
    where.values,
  );
  const commands = rows.map((row) => ({ ...row, ...commandOf(row) }));
  return isNewer ? commands.toReversed() : commands;
}

export type DayCount = { readonly day: string; readonly state: CommandState; readonly count: number };

/** How many commands there are of each day (UTC, `2026-11-03`) by their state. @param since epoch ms */
export async function countByDay(db: Db, filter: CommandFilter, since: number): Promise<DayCount[]> {
  const where = await whereOf(db, filter);
  where.also(`c.seen_at >= ${where.value(new Date(since))}`);
  const ofCommits = filter.repository !== undefined || filter.author !== undefined;
  return db.rows<DayCount>(
    `select to_char(c.seen_at at time zone 'UTC', 'YYYY-MM-DD') as day, c.state, count(*)::int as count
     from smart_command c
     ${ofCommits ? commitOfEach : ''}
     where c.tenant_id = $1 ${where.sql()} group by day, c.state`,
    where.values,
  );
}

// From the commands of the shown days to their commits, never from all commits that match to their commands.
const commitOfEach = `cross join lateral (
  select * from smart_commit where tenant_id = c.tenant_id and sha = c.sha limit 1) m`;

type Where = {
  readonly values: unknown[];
  /** Its name in the statement. */
  value(of: unknown): string;
  also(condition: string): void;
  sql(): string;
};

/** Only what is asked for stands in the statement, so that each kind of question has a plan of its own. */
async function whereOf(db: Db, filter: CommandFilter): Promise<Where> {
  const { tenantId, repository, author, issue, states, person, isNotDone, since } = filter;
  const values: unknown[] = [tenantId];
  const conditions: string[] = [];
  const where: Where = {
    values,
    value: (of) => `$${values.push(of)}`,
    also: (condition) => conditions.push(condition),
    sql: () => conditions.map((condition) => `and ${condition}`).join(' '),
  };
  if (states !== undefined) where.also(`c.state = any(${where.value(states)}::text[])`);
  if (issue !== undefined) {
    const key = where.value(issue);
    where.also(issue.includes('-') ? `c.issue_key = ${key}` : `starts_with(c.issue_key, ${key} || '-')`);
  }
  if (repository !== undefined) {
    const ids = await repositoriesLike(db, tenantId, repository);
    where.also(`m.repository_id = any(${where.value(ids)}::uuid[])`);
  }
  if (author !== undefined) {
    where.also(`strpos(lower(m.author_name || ' ' || m.author_email), lower(${where.value(author)})) > 0`);
  }
  if (person !== undefined) where.also(ofPerson(where, person));
  if (isNotDone === true) where.also(`(c.state in ('failed', 'unknown') or c.reason_code = 'not_verified')`);
  if (since !== undefined) where.also(`c.seen_at >= ${where.value(new Date(since))}`);
  return where;
}

function ofPerson(where: Where, { jiraAccountId, addresses }: NonNullable<CommandFilter['person']>): string {
  const found = `c.jira_account_id = ${where.value(jiraAccountId)}`;
  if (addresses.length === 0) return found;
  const own = `jsonb_to_recordset(${where.value(JSON.stringify(addresses))}::jsonb) as a(email text, "hostUrl" text)`;
  return `(${found} or c.jira_account_id is null and exists (
    select from ${own} where a.email = lower(trim(m.author_email)) and a."hostUrl" = r.host_url))`;
}

/** Also those that GitLab shows no more: what their commits did is still told. */
async function repositoriesLike(db: Db, tenantId: string, text: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `select id from repository where tenant_id = $1 and strpos(lower(path || ' ' || name), lower($2)) > 0`,
    [tenantId, text],
  );
  return rows.map(({ id }) => id);
}

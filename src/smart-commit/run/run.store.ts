import type { Db } from '../../db/db.ts';
import { commandColumns, commandOf, type CommandRow } from '../command-row.store.ts';
import type { Command, ReasonCode } from '../command.ts';
import type { Attempt } from './attempt.ts';
import type { Ending, Person } from './deed.ts';
import type { OpenCommand } from './open-command.ts';
import type { Text } from '../../lib/words/text.ts';
import { storedText } from '../../lib/words/stored-text.ts';

type Row = CommandRow & {
  readonly attempt: Attempt | null;
  readonly repositoryId: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly authoredAt: Date;
  readonly commitSeenAt: Date;
};

type CommandKey = { readonly tenantId: string; readonly id: string };

/** The oldest that waits or runs on an issue. @param given.without repositories that are not looked at now */
export async function nextCommand(
  db: Db,
  given: { tenantId: string; issueKey: string; without: readonly string[] },
): Promise<OpenCommand | undefined> {
  const [row] = await db.rows<Row>(
    `select ${commandColumns}, c.attempt, s.repository_id as "repositoryId", s.author_name as "authorName",
       s.author_email as "authorEmail", s.authored_at as "authoredAt", s.seen_at as "commitSeenAt"
     from smart_command c join smart_commit s on s.tenant_id = c.tenant_id and s.sha = c.sha
     where c.tenant_id = $1 and c.issue_key = $2 and c.state in ('waiting', 'running')
       and s.repository_id <> all ($3::uuid[])
     order by c.place, c.position limit 1`,
    [given.tenantId, given.issueKey, given.without],
  );
  if (row === undefined) return undefined;
  const { authorName, authorEmail, authoredAt, commitSeenAt, attempt, repositoryId, ...command } = row;
  return {
    ...commandOf(command),
    ...{ attempt, repositoryId },
    author: { name: authorName, email: authorEmail },
    authoredAt: authoredAt.getTime(),
    commitSeenAt: commitSeenAt.getTime(),
  };
}

/**
 * Takes a command for one attempt, from one that is over or has not been. False where another process has it.
 * @param given.from the attempt that the row has now
 */
export async function claimCommand(
  tx: Db,
  { tenantId, id }: CommandKey,
  given: { from: Attempt | null; attempt: Attempt; person: Person },
): Promise<boolean> {
  const { from, attempt, person } = given;
  const rows = await tx.rows(
    `update smart_command set state = 'running', attempt = $4::json, started_at = $5, jira_account_id = $6,
       jira_name = $7, reason = null
     where tenant_id = $1 and id = $2 and state in ('waiting', 'running')
       and (attempt->>'at')::bigint is not distinct from $3::bigint
     returning 1 as one`,
    [
      ...[tenantId, id, from?.at ?? null, JSON.stringify(attempt), new Date(attempt.at)],
      ...[person.accountId, person.name],
    ],
  );
  return rows.length > 0;
}

/**
 * Back to those that wait: what was to be done was surely not done. Unless another process has it by now.
 * @param given.from the attempt that came to nothing @param given.left what it goes on from; null: nothing
 */
export async function releaseCommand(
  db: Db,
  { tenantId, id }: CommandKey,
  { from, left }: { from: Attempt; left: Attempt | null },
): Promise<void> {
  await db.run(
    `update smart_command set state = 'waiting', attempt = $4::json
     where tenant_id = $1 and id = $2 and state = 'running' and (attempt->>'at')::bigint = $3`,
    [tenantId, id, from.at, left === null ? null : JSON.stringify(left)],
  );
}

/** Says what one that has not ended waits for, in words. */
export async function noteWaiting(db: Db, { tenantId, id }: CommandKey, reason: Text): Promise<void> {
  await db.run(
    `update smart_command set reason = $3
     where tenant_id = $1 and id = $2 and state in ('waiting', 'running') and reason is distinct from $3`,
    [tenantId, id, storedText(reason)],
  );
}

export type EndedCommand = {
  /** The attempt that the row has, if nobody else has taken it. */
  readonly from: Attempt | null;
  readonly ending: Ending;
  /** As whom; undefined: as nobody, or as whoever is noted already. */
  readonly person: Person | undefined;
  /** Epoch ms. */
  readonly now: number;
};

/**
 * Ends a command that has not ended; its attempt is kept where another try needs it. False where it has ended, and where
 * another process has taken it: what that one does is not known here.
 */
export async function endCommand(
  tx: Db,
  { tenantId, id }: CommandKey,
  { from, ending, person, now }: EndedCommand,
): Promise<boolean> {
  const [code, reason, url] =
    ending.state === 'done' ? [null, null, ending.url] : [ending.code, storedText(ending.reason), null];
  const rows = await tx.rows(
    `update smart_command set state = $3, reason_code = $4, reason = $5, url = $6, ended_at = $7,
       jira_account_id = coalesce($8, jira_account_id), jira_name = coalesce($9, jira_name),
       attempt = case when $3 = 'unknown' or ($3 <> 'done' and attempt->>'step' = 'comment') then attempt end
     where tenant_id = $1 and id = $2 and state in ('waiting', 'running')
       and (attempt->>'at')::bigint is not distinct from $10::bigint
     returning 1 as one`,
    [
      ...[tenantId, id, ending.state, code, reason, url, new Date(now)],
      ...[person?.accountId ?? null, person?.name ?? null, from?.at ?? null],
    ],
  );
  return rows.length > 0;
}

/** Those of an issue that have not ended, the oldest first. */
export async function openCommands(
  db: Db,
  { tenantId, issueKey }: { tenantId: string; issueKey: string },
): Promise<Pick<OpenCommand, 'id' | 'state' | 'attempt' | 'repositoryId'>[]> {
  return db.rows(
    `select c.id, c.state, c.attempt, s.repository_id as "repositoryId"
     from smart_command c join smart_commit s on s.tenant_id = c.tenant_id and s.sha = c.sha
     where c.tenant_id = $1 and c.issue_key = $2 and c.state in ('waiting', 'running')
     order by c.place, c.position`,
    [tenantId, issueKey],
  );
}

/** Issues of a site on which something waits. */
export async function issuesWithOpenCommands(db: Db, tenantId: string): Promise<string[]> {
  const rows = await db.rows<{ key: string }>(
    `select distinct issue_key as key from smart_command
     where tenant_id = $1 and state in ('waiting', 'running')`,
    [tenantId],
  );
  return rows.map(({ key }) => key);
}

export type Asked = Pick<Command, 'issueKey' | 'type' | 'state'> & {
  readonly reasonCode: ReasonCode | null;
  readonly attempt: Attempt | null;
};

/** The command as it stands, kept from changing until the transaction ends. */
export async function lockCommand(tx: Db, { tenantId, id }: CommandKey): Promise<Asked | undefined> {
  const [row] = await tx.rows<Asked>(
    `select issue_key as "issueKey", type, state, reason_code as "reasonCode", attempt
     from smart_command where tenant_id = $1 and id = $2 for update`,
    [tenantId, id],
  );
  return row;
}

/** Lets an ended command wait again; `running` is one that is looked for in Jira first. */
export async function reopenCommand(
  tx: Db,
  { tenantId, id }: CommandKey,
  { state, attempt }: { state: 'waiting' | 'running'; attempt: Attempt | null },
): Promise<void> {
  await tx.run(
    `update smart_command set state = $3, attempt = $4::json, reason_code = null, reason = null, url = null,
       ended_at = null
     where tenant_id = $1 and id = $2`,
    [tenantId, id, state, attempt === null ? null : JSON.stringify(attempt)],
  );
}

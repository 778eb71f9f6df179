import type { SmartCommitRunner } from '../../account/account.ts';
import type { Db } from '../../db/db.ts';
import type { AskingCommit } from './asking-commit.ts';
import type { PlannedCommand } from './plan-commands.ts';
import { storedText } from '../../lib/words/stored-text.ts';

export type RepositoryKey = { readonly tenantId: string; readonly repositoryId: string };

export type RunnerRow = { readonly smartCommits: boolean; readonly smartCommitRunner: SmartCommitRunner };

/** Who carries out what; undefined before the repository's first import was complete. */
export async function runnerOf(
  db: Db,
  { tenantId, repositoryId }: RepositoryKey,
): Promise<RunnerRow | undefined> {
  const [row] = await db.rows<RunnerRow>(
    `select r.smart_commits as "smartCommits", a.smart_commit_runner as "smartCommitRunner"
     from repository r join account a on a.tenant_id = $1 and a.id = r.account_id
     where r.tenant_id = $1 and r.id = $2 and r.commits_imported_at is not null`,
    [tenantId, repositoryId],
  );
  return row;
}

const buckets = 64;

/**
 * Whoever notes one of these commits, or a twin of one, waits here until the other transaction is over and then sees
 * what that one has stored. In one order for all; few locks, for the database has room for so many only.
 */
export async function lockCommits(
  tx: Db,
  tenantId: string,
  commits: readonly Pick<AskingCommit, 'fingerprint'>[],
): Promise<void> {
  const wanted = new Set(commits.map(({ fingerprint }) => parseInt(fingerprint.slice(0, 4), 16) % buckets));
  await tx.run(
    `select pg_advisory_xact_lock(hashtextextended('smart_commit:' || tenant_id || ':' || bucket, 0))
     from (select $1 as tenant_id) as site, unnest($2::int[]) as bucket order by bucket`,
    [tenantId, [...wanted]],
  );
}

// Looked up one by one (lateral, limit), as in the ledger: otherwise the planner may read all of the tenant's rows.

/**
 * Those that nobody has seen before: not in the ledger of any repository, of this one not even as removed, not noted, and
 * not left to Jira to carry out.
 * One that this repository holds is given again.
 */
export async function unseenCommits(
  tx: Db,
  { tenantId, repositoryId }: RepositoryKey,
  commits: readonly AskingCommit[],
): Promise<Set<string>> {
  const rows = await tx.rows<{ sha: string }>(
    `select g.sha from json_to_recordset($3::json) as g(sha text, issue_key text)
     left join smart_commit s on s.tenant_id = $1 and s.sha = g.sha
     left join lateral (
       select true as here from entity
       where tenant_id = $1 and repository_id = $2 and kind = 'commit' and id = g.sha limit 1) e on true
     left join lateral (
       select true as anywhere from entity_key
       where tenant_id = $1 and issue_key = g.issue_key and kind = 'commit' and id = g.sha limit 1) k on true
     where (s.repository_id = $2 and s.held_for is not null)
       or (s.sha is null and e.here is null and k.anywhere is null
         and not exists (select from native_commit n where n.tenant_id = $1 and n.sha = g.sha))`,
    [tenantId, repositoryId, JSON.stringify(commits.map(lookedUp))],
  );
  return new Set(rows.map(({ sha }) => sha));
}

/**
 * How many commits of the ledger are compared: of one issue, and for all that are asked about at once, whose transaction
 * holds locks meanwhile. Of issues that more commits name, not all are; those that have been noted always are.
 */
const mostCompared = { ofIssue: 2_000, inAll: 5_000 };

/**
 * For each of these commits the earlier one that it repeats, where there is one: one that has been noted, or one that is
 * only in the ledger, such as a commit from before the import. What the ledger has of an issue is read once for all, and
 * little is left by the author's date.
 */
export async function twinsBefore(
  tx: Db,
  tenantId: string,
  commits: readonly AskingCommit[],
): Promise<Map<string, string>> {
  const asked = commits.map(lookedUp);
  const issues = new Set(asked.map((one) => one.issue_key)).size;
  const each = Math.min(mostCompared.ofIssue, Math.ceil(mostCompared.inAll / Math.max(1, issues)));
  const rows = await tx.rows<{ sha: string; twin: string | null }>(
    `with given as materialized (
       select * from json_to_recordset($2::json) as g(sha text, issue_key text, fingerprint text, name text,
         email text, authored_at bigint, line text)),
     ledger as materialized (
       select n.issue_key, e.id, e.authored_at, e.facts
       from (select distinct issue_key from given) n
       cross join lateral (
         select repository_id, id from entity_key
         where tenant_id = $1 and issue_key = n.issue_key and kind = 'commit' limit $3) k
       cross join lateral (
         select id, facts, (facts->>'authoredAt')::bigint as authored_at from entity
         where tenant_id = $1 and repository_id = k.repository_id and kind = 'commit' and id = k.id limit 1) e
       where e.authored_at = any (array(select authored_at from given))
         and e.id <> all (array(select sha from given)))
     select g.sha, coalesce(
       (select s.sha from smart_commit s
        where s.tenant_id = $1 and s.fingerprint = g.fingerprint and not exists (select from given o where o.sha = s.sha)
        order by s.place limit 1),
       (select e.id from ledger e
        where e.issue_key = g.issue_key and e.authored_at = g.authored_at and e.facts#>>'{author,name}' = g.name
          and lower(e.facts#>>'{author,email}') = g.email and substring(e.facts->>'message' from '^[^\\r\\n]*') = g.line
        order by (e.facts->>'committedAt')::bigint, e.id limit 1)) as twin
     from given g`,
    [tenantId, JSON.stringify(asked), each],
  );
  return new Map(rows.flatMap(({ sha, twin }) => (twin === null ? [] : [[sha, twin]])));
}

function lookedUp(commit: AskingCommit) {
  return {
    sha: commit.sha,
    issue_key: commit.commands[0]?.issueKeys[0],
    fingerprint: commit.fingerprint,
    name: commit.authorName,
    email: commit.authorEmail,
    authored_at: commit.authoredAt,
    line: commit.line,
  };
}

export type InsertCommits = RepositoryKey & {
  /** In the order of their places. */
  readonly commits: readonly AskingCommit[];
  readonly heldFor: string | null;
  readonly now: number;
};

/** Those that it has stored; one that is held already has a new place. What another has stored stays as it is. */
export async function insertCommits(
  tx: Db,
  { tenantId, repositoryId, commits, heldFor, now }: InsertCommits,
): Promise<Set<string>> {
  const rows = await tx.rows<{ sha: string }>(
    `insert into smart_commit as s (tenant_id, sha, repository_id, line, author_name, author_email, authored_at, url,
       fingerprint, seen_at, held_for)
     select $1::uuid, sha, $2::uuid, line, name, email, to_timestamp(authored_at / 1000.0), url, fingerprint,
       $4::timestamptz, $5
     from json_to_recordset($3::json) as g(position integer, sha text, line text, name text, email text,
       authored_at bigint, url text, fingerprint text)
     order by position
     on conflict (tenant_id, sha) do update set place = excluded.place, held_for = excluded.held_for
       where s.repository_id = excluded.repository_id and s.held_for is not null
     returning sha`,
    [
      tenantId,
      repositoryId,
      JSON.stringify(commits.map((one, position) => ({ ...lookedUp(one), position, url: one.url }))),
      new Date(now),
      heldFor,
    ],
  );
  return new Set(rows.map(({ sha }) => sha));
}

export type NewCommand = PlannedCommand & { readonly sha: string };

function rowOf({ reason, ...command }: NewCommand) {
  return { ...command, reason: reason && storedText(reason) };
}

/** @returns what has been stored */
export async function insertCommands(
  tx: Db,
  tenantId: string,
  { commands, now }: { commands: readonly NewCommand[]; now: number },
): Promise<{ id: string; issueKey: string; state: PlannedCommand['state'] }[]> {
  return tx.rows(
    `insert into smart_command (tenant_id, sha, place, position, issue_key, name, type, argument, state, reason_code,
       reason, seen_at, ended_at)
     select $1::uuid, g.sha, s.place, g.position, g."issueKey", g.name, g.type, g.argument, g.state, g."reasonCode",
       g.reason, s.seen_at, case when g.state <> 'waiting' then $3::timestamptz end
     from json_to_recordset($2::json) as g(sha text, position integer, "issueKey" text, name text, type text,
       argument text, state text, "reasonCode" text, reason text)
     join smart_commit s on s.tenant_id = $1 and s.sha = g.sha
     on conflict (tenant_id, sha, position, issue_key) do nothing
     returning id, issue_key as "issueKey", state`,
    [tenantId, JSON.stringify(commands.map(rowOf)), new Date(now)],
  );
}

export type HeldRow = Pick<
  AskingCommit,
  'sha' | 'line' | 'authorName' | 'authorEmail' | 'url' | 'fingerprint'
> & {
  readonly authoredAt: Date;
};

/**
 * What the repository holds, the oldest first: it was stored as GitLab lists it, the newest first.
 * @param which what is held for a range that has been read, or everything but what is held for one of these heads
 */
export async function heldCommits(
  tx: Db,
  { tenantId, repositoryId }: RepositoryKey,
  which: { readonly head: string } | { readonly exceptHeads: readonly string[] },
): Promise<HeldRow[]> {
  const [head, except] = 'head' in which ? [which.head, []] : [null, which.exceptHeads];
  return tx.rows<HeldRow>(
    `select sha, line, author_name as "authorName", author_email as "authorEmail", authored_at as "authoredAt", url,
       fingerprint
     from smart_commit
     where tenant_id = $1 and repository_id = $2 and held_for is not null
       and ($3::text is null or held_for = $3) and held_for <> all ($4::text[])
     order by place desc`,
    [tenantId, repositoryId, head, except],
  );
}

/** Nobody will read the rest of what these repositories hold. */
export async function dropHeld(tx: Db, tenantId: string, repositoryIds: readonly string[]): Promise<void> {
  await tx.run(
    `delete from smart_commit where tenant_id = $1 and repository_id = any($2::uuid[]) and held_for is not null`,
    [tenantId, repositoryIds],
  );
}

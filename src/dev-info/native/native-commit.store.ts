import type { Db } from '../../db/db.ts';

/** A live commit that holds commands and that Jira has never accepted. `queuedAt`: epoch ms. */
export type Candidate = {
  readonly repositoryId: string;
  readonly sha: string;
  readonly issueKey: string;
  readonly queuedAt: number;
  readonly sequence: number;
};

/** Whom Jira may be shown as written, and with which `updateSequenceId`: the same one each time, see the claim. */
export type NativeCommit = {
  readonly repositoryId: string;
  readonly sha: string;
  readonly sequence: number;
};

/**
 * Claims for Jira those of the commits that nobody has had yet: a sha once in a site, whatever repository it turns up
 * in. Left out are those whose repository was still being imported, those that another repository showed first, and
 * those that this app has taken up. A claim that has not ended is given again, with the number it was made with.
 */
export async function claimNative(
  tx: Db,
  tenantId: string,
  { candidates, now }: { candidates: readonly Candidate[]; now: number },
): Promise<NativeCommit[]> {
  const given = candidates.map(({ repositoryId, sha, issueKey, queuedAt, sequence }) => ({
    repository_id: repositoryId,
    sha,
    issue_key: issueKey,
    queued_at: queuedAt,
    sequence,
  }));
  return tx.rows<NativeCommit>(claimStatement, [tenantId, JSON.stringify(given), new Date(now)]);
}

// The other repository's row is found by an issue key of the commit, which it has as well. Of two that wait, the one
// that came first counts.
const claimStatement = `
  with given as materialized (
    select * from json_to_recordset($2::json) as g(
      repository_id uuid, sha text, issue_key text, queued_at bigint, sequence bigint)
  ), made as (
    insert into native_commit (tenant_id, sha, repository_id, sequence, claimed_at)
    select distinct on (g.sha) $1::uuid, g.sha, g.repository_id, g.sequence, $3::timestamptz
    from given g join repository r on r.tenant_id = $1 and r.id = g.repository_id
    where r.commits_imported_at <= to_timestamp(g.queued_at / 1000.0)
      and not exists (select from smart_commit s where s.tenant_id = $1 and s.sha = g.sha)
      and not exists (
        select from entity_key k join entity e on e.tenant_id = $1 and e.repository_id = k.repository_id
          and e.kind = 'commit' and e.id = k.id
        where k.tenant_id = $1 and k.issue_key = g.issue_key and k.kind = 'commit' and k.id = g.sha
          and k.repository_id <> g.repository_id
          and (e.lane <> 'live' or e.sent_hash is not null
            or (e.queued_at, e.repository_id) < (g.queued_at, g.repository_id)))
    order by g.sha, g.queued_at, g.repository_id
    on conflict (tenant_id, sha) do nothing
    returning repository_id, sha, sequence
  )
  select repository_id as "repositoryId", sha, sequence from made
  union all
  select n.repository_id, n.sha, n.sequence from given g
    join native_commit n on n.tenant_id = $1 and n.sha = g.sha and n.repository_id = g.repository_id
  where not n.ended`;

/** Jira has answered for them: they are never shown as written again. */
export async function endNative(tx: Db, tenantId: string, shas: readonly string[]): Promise<void> {
  await tx.run('update native_commit set ended = true where tenant_id = $1 and sha = any($2::text[])', [
    tenantId,
    shas,
  ]);
}

/** Forgets those that have ended and were claimed before this time, epoch ms: the ledger still knows their commits. */
export async function deleteOldNative(db: Db, tenantId: string, claimedBefore: number): Promise<void> {
  await db.run('delete from native_commit where tenant_id = $1 and ended and claimed_at < $2', [
    tenantId,
    new Date(claimedBefore),
  ]);
}

/**
 * What pages of projects count stands beside the keys (db/migrations/0019-project-page.ts), and so does the order of an
 * issue's panel (0035): made of the facts where the ledger writes a key. Parts of one statement, where `w` is a row of the
 * ledger, `key` the `place`th issue that it names, and `k` the row of the key.
 */
export const keyFigures = {
  columns: 'begun_at, mark, ended_at, is_first, shown_at, environment',

  facts: `json_to_record(w.facts) as f(
    "authoredAt" bigint, "committedAt" bigint, "createdAt" bigint, "updatedAt" bigint, "mergedAt" bigint, state text,
    draft boolean, reviewers json, environment json, "lastCommit" json)`,

  // A rebase gives a commit another committer's time, and leaves the author's.
  // An open merge request waits for a review (`opened`), or for the changes that a reviewer wants (`changes`).
  // GitLab makes an environment for each branch in a folder of them (`review/fix-login`): where changes are developed, a
  // folder is one.
  values: `
    least(f."authoredAt", f."committedAt", f."createdAt"),
    case when w.kind = 'deployment' then concat(f.environment->>'type', ' ', f.state)
      when w.kind = 'pull_request' and f.state = 'opened' then (
        select case when f.draft then 'draft' when bool_or(approval = 'NEEDSWORK') then 'changes'
            when bool_or(approval = 'APPROVED') then 'approved' else 'opened' end
        from json_to_recordset(f.reviewers) as r(approval text))
      else f.state end,
    case when w.kind = 'pull_request' and f.state = 'merged'
        or w.kind = 'deployment' and f.state in ('successful', 'failed', 'cancelled')
      then coalesce(f."mergedAt", f."updatedAt") end,
    1 = row_number() over (partition by w.kind, w.id, split_part(key, '-', 1) order by place),
    coalesce(f."updatedAt", f."committedAt", (f."lastCommit"->>'committedAt')::bigint),
    case when f.environment->>'type' = 'development' and f.environment->>'name' like '%/%'
      then split_part(f.environment->>'name', '/', 1) || '/*' else f.environment->>'name' end`,

  // Where only `updated_at` tells when something ended, it was then, or earlier: the earliest that was seen stays.
  update: `
    begun_at = excluded.begun_at, mark = excluded.mark, is_first = excluded.is_first, shown_at = excluded.shown_at,
    environment = excluded.environment,
    ended_at = case when k.mark = excluded.mark then least(k.ended_at, excluded.ended_at) else excluded.ended_at end
    where (k.begun_at, k.mark, k.is_first, k.shown_at, k.environment) is distinct from
        (excluded.begun_at, excluded.mark, excluded.is_first, excluded.shown_at, excluded.environment)
      or excluded.ended_at < k.ended_at`,
} as const;

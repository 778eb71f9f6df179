import type { Db } from '../db.ts';

/**
 * `mark` of an open merge request says what it waits for, as the ledger writes it from now on: `draft`, `changes` (a
 * reviewer wants them), `approved`, and `opened` for a review.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    update entity_key k set mark = n.mark
    from (
      select e.tenant_id, e.repository_id, e.kind, e.id, (
        select case when (e.facts->>'draft')::boolean then 'draft' when bool_or(approval = 'NEEDSWORK') then 'changes'
            when bool_or(approval = 'APPROVED') then 'approved' else 'opened' end
        from json_to_recordset(e.facts->'reviewers') as r(approval text)) as mark
      from entity e where e.kind = 'pull_request' and not e.removed and e.facts->>'state' = 'opened') n
    where k.tenant_id = n.tenant_id and k.repository_id = n.repository_id and k.kind = n.kind and k.id = n.id
      and n.mark <> 'opened'`);
  await tx.run('drop index entity_key_open');
  await tx.run(`
    create index entity_key_open on entity_key (tenant_id, project_key, mark, begun_at, repository_id, id)
      where is_first and kind = 'pull_request' and mark in ('opened', 'changes', 'approved', 'draft')`);
}

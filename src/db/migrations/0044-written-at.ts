import type { Db } from '../db.ts';

/** A commit begins when it was written: `begun_at` of those that were rebased since, as the ledger writes it from now on. */
export async function up(tx: Db): Promise<void> {
  await tx.run(`
    update entity_key k set begun_at = (e.facts->>'authoredAt')::bigint
    from entity e
    where e.kind = 'commit' and not e.removed
      and k.tenant_id = e.tenant_id and k.repository_id = e.repository_id and k.kind = e.kind and k.id = e.id
      and (e.facts->>'authoredAt')::bigint < k.begun_at`);
}

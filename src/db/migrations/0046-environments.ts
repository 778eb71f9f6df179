import type { Db } from '../db.ts';

/**
 * Which environment a deployment was made to, beside its keys (`environment`, as the ledger writes it from now on), so
 * that the page of a project tells of each on its own: which there are, how their deployments ended in the last weeks,
 * and which was the last. The type of an environment is the first word of `mark`.
 */
export async function up(tx: Db): Promise<void> {
  await tx.run('alter table entity_key add column environment text collate "C"');
  await tx.run(`
    update entity_key k set environment = n.environment
    from (
      select e.tenant_id, e.repository_id, e.kind, e.id,
        case when type = 'development' and name like '%/%' then split_part(name, '/', 1) || '/*' else name
          end as environment
      from entity e cross join lateral json_to_record(e.facts->'environment') as f(name text, type text)
      where e.kind = 'deployment' and not e.removed) n
    where k.tenant_id = n.tenant_id and k.repository_id = n.repository_id and k.kind = n.kind and k.id = n.id`);
  await tx.run(`
    create index entity_key_environment
      on entity_key (tenant_id, project_key, split_part(mark, ' ', 1), environment, mark, ended_at)
      where is_first and kind = 'deployment' and ended_at is not null`);
}

import type { Db } from '../db/db.ts';
import { AppError } from '../lib/errors.ts';

const rowsAtOnce = 5_000;

/**
 * Deletes every row of a tenant in every table, the tenant itself last. The tables are read from the catalogue: each
 * that grows has a `tenant_id`, so one that is added later is not forgotten. In portions, so that no transaction is
 * long; what a stop leaves over the next try finishes.
 */
export async function eraseTenantRows(db: Db, tenantId: string, stopping: AbortSignal): Promise<void> {
  const tables = await db.rows<{ name: string }>(
    `select quote_ident(c.table_name) as name
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
     order by c.table_name = 'tenant', c.table_name`,
  );
  for (const { name } of tables) {
    let erased: number;
    do {
      if (stopping.aborted) throw new AppError('cancelled', 'Stopped before everything was erased.');
      const rows = await db.rows(
        `delete from ${name} where ctid in (select ctid from ${name} where tenant_id = $1 limit ${rowsAtOnce})
         and tenant_id = $1 returning 1 as one`,
        [tenantId],
      );
      erased = rows.length;
    } while (erased === rowsAtOnce);
  }
}

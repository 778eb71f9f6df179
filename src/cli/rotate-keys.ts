import { resealTenant } from '../db/sealed.store.ts';
import { listTenants } from '../tenant/tenant.store.ts';
import { withDatabase } from './command-context.ts';
import { print, type Output } from './output.ts';

/** Seals every stored secret with the first of ENCRYPTION_KEYS, tenant by tenant; may be stopped and run again. */
export async function rotateKeysCommand(output: Output): Promise<void> {
  const result = await withDatabase(async (ctx) => {
    const tenants = await listTenants(ctx.db);
    let sealed = 0;
    for (const tenant of tenants) {
      sealed += await resealTenant(ctx.db, { tenantId: tenant.id, sealer: ctx.sealer });
    }
    return { tenants: tenants.length, sealed };
  });
  print(output, result, [
    `${result.sealed} secrets of ${result.tenants} Jira sites were sealed with the first key.`,
    'When every process runs with the new keys and this prints 0, the old key may be taken out of ENCRYPTION_KEYS.',
  ]);
}

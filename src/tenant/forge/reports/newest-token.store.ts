import type { Db } from '../../../db/db.ts';
import type { Sealed } from '../../../lib/secrets/seal.ts';

/** The system token that Forge brought last, of whichever site. `at`: when it was issued, epoch ms. */
export type NewestToken = { readonly tenantId: string; readonly token: Sealed; readonly at: number };

export async function newestToken(db: Db): Promise<NewestToken | undefined> {
  const [row] = await db.rows<{ tenant_id: string; system_token: Sealed; system_token_at: Date }>(
    `select tenant_id, system_token, system_token_at from forge_installation
     where system_token is not null order by system_token_at desc limit 1`,
  );
  return row && { tenantId: row.tenant_id, token: row.system_token, at: row.system_token_at.getTime() };
}

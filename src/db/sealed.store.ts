import type { SealContext, Sealed, Sealer } from '../lib/secrets/seal.ts';
import type { Db } from './db.ts';

/**
 * Every column that holds a sealed value, as `SealContext.column` names it: `<table>.<column>`. A test finds the ones
 * that features seal and expects them here.
 */
export const sealedColumns = [
  'tenant.shared_secret',
  'forge_installation.system_token',
  'jira_credentials.client_secret',
  'self_hosted_client.client_secret',
  'self_hosted_token.access_token',
  'self_hosted_token.refresh_token',
  'self_hosted_state.verifier',
  'account.client_secret',
  'account_token.access_token',
  'account_token.refresh_token',
  'person_token.access_token',
  'person_token.refresh_token',
  'identity_email.address',
  'oauth_state.verifier',
  'token_to_revoke.token',
  'hook.secret',
  'hook.signing_secret',
  'facade_code.verifier',
  'facade_code.gitlab_code',
  'facade_hook.secret',
] as const;

const batch = 200;

type Secrets = { readonly tenantId: string; readonly sealer: Sealer };

/**
 * Seals what older keys sealed of one tenant again with the first key; gives how many values. Each value is replaced
 * only if it is still what was read, so a token that is refreshed meanwhile is not put back. May be stopped at any
 * point and run again: what is done is not stale any more.
 * @throws AppError `configuration` when a value's key is not configured, or is another one under its id
 */
export async function resealTenant(db: Db, { tenantId, sealer }: Secrets): Promise<number> {
  let count = 0;
  for await (const { place, value } of sealedValues(db, tenantId)) {
    // Also what is not stale: that it opens is what lets the operator take the old key away.
    const plain = sealer.open(value, place);
    if (!sealer.isStale(value)) continue;
    await replace(db, place, { value, sealed: sealer.seal(plain, place) });
    count += 1;
  }
  return count;
}

/** How many secrets of a tenant are stored, each opened once. @throws AppError as `resealTenant` */
export async function openTenant(db: Db, { tenantId, sealer }: Secrets): Promise<number> {
  let count = 0;
  for await (const { place, value } of sealedValues(db, tenantId)) {
    sealer.open(value, place);
    count += 1;
  }
  return count;
}

async function* sealedValues(
  db: Db,
  tenantId: string,
): AsyncGenerator<{ readonly place: SealContext; readonly value: Sealed }> {
  for (const column of sealedColumns) {
    const place = { tenantId, column };
    for (let last = ''; ;) {
      const values = await readAfter(db, place, last);
      for (const value of values) yield { place, value };
      last = values.at(-1) ?? '';
      if (values.length < batch) break;
    }
  }
}

/** In the order of the values themselves: the newly sealed ones may be met again, and are then passed over. */
async function readAfter(db: Db, { tenantId, column }: SealContext, last: string): Promise<Sealed[]> {
  const [table, name] = split(column);
  const rows = await db.rows<{ value: Sealed }>(
    `select ${name} as value from ${table} where tenant_id = $1 and ${name} > $2 order by ${name} limit ${batch}`,
    [tenantId, last],
  );
  return rows.map((row) => row.value);
}

async function replace(
  db: Db,
  place: SealContext,
  { value, sealed }: { value: Sealed; sealed: Sealed },
): Promise<void> {
  const [table, name] = split(place.column);
  await db.run(`update ${table} set ${name} = $3 where tenant_id = $1 and ${name} = $2`, [
    place.tenantId,
    value,
    sealed,
  ]);
}

function split(column: string): [table: string, name: string] {
  const [table = '', name = ''] = column.split('.');
  return [table, name];
}

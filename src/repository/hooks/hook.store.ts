import { randomBytes } from 'node:crypto';
import type { Db } from '../../db/db.ts';
import type { AlertStatus } from '../../gitlab/hooks/hook.schema.ts';
import type { Sealed, Sealer } from '../../lib/secrets/seal.ts';
import { storedText } from '../../lib/words/stored-text.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Hook } from './hook.ts';

export type HookRow = {
  id: string;
  tenant_id: string;
  account_id: string;
  repository_id: string | null;
  owner_id: number;
  gitlab_hook_id: number | null;
  state: Hook['state'];
  problem: string | null;
  signed: boolean;
  settings_key: string | null;
  retry_at: Date | null;
  alert_status: AlertStatus | null;
  missed_from: Date | null;
  missed_until: Date | null;
  checked_at: Date | null;
};

export const hookColumns = `id, tenant_id, account_id, repository_id, owner_id, gitlab_hook_id, state, problem, signed,
  settings_key, retry_at, alert_status, missed_from, missed_until, checked_at`;

export function hookOf(row: HookRow): Hook {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    accountId: row.account_id,
    repositoryId: row.repository_id,
    ownerId: row.owner_id,
    gitlabHookId: row.gitlab_hook_id,
    state: row.state,
    problem: row.problem,
    signed: row.signed,
    settingsKey: row.settings_key,
    retryAt: row.retry_at?.getTime() ?? null,
    alertStatus: row.alert_status,
    missedFrom: row.missed_from?.getTime() ?? null,
    missedUntil: row.missed_until?.getTime() ?? null,
    checkedAt: row.checked_at?.getTime() ?? null,
  };
}

/** Whose hook: of a repository, or of the account's group. */
export type HookPlace = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly repositoryId: string | null;
};

export async function findHook(
  db: Db,
  { tenantId, accountId, repositoryId }: HookPlace,
): Promise<Hook | undefined> {
  const [row] = await db.rows<HookRow>(
    `select ${hookColumns} from hook where tenant_id = $1 and state <> 'removed'
       and case when $3::uuid is null then repository_id is null and account_id = $2 else repository_id = $3 end`,
    [tenantId, accountId, repositoryId],
  );
  return row && hookOf(row);
}

export type HookSecrets = { readonly token: string; readonly signingToken: string };

const secretColumn = 'hook.secret';
const signingColumn = 'hook.signing_secret';

/** What GitLab proves itself with, in the clear. */
export function openSecrets(
  sealer: Sealer,
  { tenantId, secret, signingSecret }: { tenantId: string; secret: Sealed; signingSecret: Sealed },
): HookSecrets {
  return {
    token: sealer.open(secret, { tenantId, column: secretColumn }),
    signingToken: sealer.open(signingSecret, { tenantId, column: signingColumn }),
  };
}

export async function secretsOf(
  db: Db,
  { tenantId, id }: Pick<Hook, 'tenantId' | 'id'>,
  sealer: Sealer,
): Promise<HookSecrets | undefined> {
  const [row] = await db.rows<{ secret: Sealed; signingSecret: Sealed }>(
    'select secret, signing_secret as "signingSecret" from hook where tenant_id = $1 and id = $2',
    [tenantId, id],
  );
  return row && openSecrets(sealer, { tenantId, ...row });
}

/** The hook of this place; a new one, with new secrets, where there is none. None of an account that has gone. */
export async function reserveHook(
  db: Db,
  place: HookPlace & { readonly ownerId: number },
  { sealer, now }: { sealer: Sealer; now: number },
): Promise<Hook | undefined> {
  const { tenantId, accountId, repositoryId, ownerId } = place;
  const token = randomBytes(24).toString('base64url');
  const signingToken = `whsec_${randomBytes(32).toString('base64')}`;
  await db.run(
    `insert into hook (tenant_id, id, account_id, repository_id, owner_id, secret, signing_secret, state, made_at)
     select $1::uuid, $2::uuid, a.id, $4::uuid, $5::bigint, $6, $7, 'pending', $8::timestamptz
     from account a where a.tenant_id = $1 and a.id = $3 and a.state = 'active'
     on conflict do nothing`,
    [
      tenantId,
      crypto.randomUUID(),
      accountId,
      repositoryId,
      ownerId,
      sealer.seal(token, { tenantId, column: secretColumn }),
      sealer.seal(signingToken, { tenantId, column: signingColumn }),
      new Date(now),
    ],
  );
  return findHook(db, place);
}

type Key = Pick<Hook, 'tenantId' | 'id'>;

/** GitLab has it as it should be. @returns false when it is not wanted any more */
export async function noteMade(
  db: Db,
  { tenantId, id }: Key,
  made: { gitlabHookId: number; signed: boolean; settingsKey: string; now: number },
): Promise<boolean> {
  const rows = await db.rows(
    `update hook set state = 'active', problem = null, retry_at = null, gitlab_hook_id = $3, signed = $4,
       settings_key = $5, checked_at = $6
     where tenant_id = $1 and id = $2 and state <> 'removed' returning 1 as one`,
    [tenantId, id, made.gitlabHookId, made.signed, made.settingsKey, new Date(made.now)],
  );
  return rows.length === 1;
}

/** It could not be made, or is not there any more; tried again at `retryAt`. */
export async function noteNotMade(
  db: Db,
  { tenantId, id }: Key,
  {
    state,
    problem,
    retryAt,
    isGone,
  }: { state: 'pending' | 'manual'; problem: Text | null; retryAt: number; isGone?: boolean },
): Promise<void> {
  await db.run(
    `update hook set state = $3, problem = $4, retry_at = $5, settings_key = null,
       gitlab_hook_id = case when $6 then null else gitlab_hook_id end
     where tenant_id = $1 and id = $2 and state <> 'removed'`,
    [tenantId, id, state, problem && storedText(problem), new Date(retryAt), isGone === true],
  );
}

export type Health = {
  readonly alertStatus: AlertStatus | undefined;
  readonly missedFrom: number | null;
  readonly missedUntil: number | null;
  readonly problem: Text | null;
  readonly now: number;
};

/** What GitLab thinks of a hook that it has. */
export async function noteHealth(db: Db, { tenantId, id }: Key, health: Health): Promise<void> {
  const date = (at: number | null) => (at === null ? null : new Date(at));
  await db.run(
    `update hook set alert_status = $3, missed_from = $4, missed_until = $5, problem = $6, checked_at = $7
     where tenant_id = $1 and id = $2 and state = 'active'`,
    [
      tenantId,
      id,
      health.alertStatus ?? null,
      date(health.missedFrom),
      date(health.missedUntil),
      health.problem && storedText(health.problem),
      new Date(health.now),
    ],
  );
}

import type { Db } from '../../db/db.ts';
import type { StateKey } from '../../lib/secrets/one-time-state.ts';
import type { Sealed, Sealer } from '../../lib/secrets/seal.ts';

/** `account`: the app is to have access. `identity`: a person shows who they are in GitLab. `act`: it may act as them. */
export type Purpose = 'account' | 'identity' | 'act';

/** An authorization under way: who started it, with whose application, and the PKCE verifier of its code. */
export type OauthState = {
  readonly purpose: Purpose;
  readonly accountId: string;
  /** Atlassian account id; the column is `admin`, for only admins did at first. */
  readonly startedBy: string;
  readonly verifier: string;
  readonly expiresAt: number;
};

/** Why a state cannot be used. `elsewhere`: it was started in another browser. */
export type StateFault = 'unknown' | 'used' | 'elsewhere' | 'expired';

type Row = {
  purpose: Purpose;
  account_id: string;
  admin: string;
  verifier: Sealed;
  browser_hash: string | null;
  expires_at: Date;
  used_at: Date | null;
};

const columns = 'purpose, account_id, admin, verifier, browser_hash, expires_at, used_at';
const verifierColumn = 'oauth_state.verifier';
/** An ended row is kept a day, so that a late or repeated return can be told what happened. */
const keptMs = 24 * 3_600_000;

/** Stores a new state and deletes those of this tenant that ended more than a day ago. */
export async function insertState(
  db: Db,
  { tenantId, stateHash }: StateKey,
  { state, sealer, now }: { state: OauthState; sealer: Sealer; now: number },
): Promise<void> {
  await db.run('delete from oauth_state where tenant_id = $1 and expires_at < $2', [
    tenantId,
    new Date(now - keptMs),
  ]);
  await db.run(
    `insert into oauth_state (tenant_id, state_hash, account_id, admin, verifier, expires_at, purpose)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tenantId,
      stateHash,
      state.accountId,
      state.startedBy,
      sealer.seal(state.verifier, { tenantId, column: verifierColumn }),
      new Date(state.expiresAt),
      state.purpose,
    ],
  );
}

/** Looks at a state without using it. */
export async function findState(
  db: Db,
  { tenantId, stateHash }: StateKey,
  { sealer, now }: { sealer: Sealer; now: number },
): Promise<OauthState | undefined> {
  const [row] = await db.rows<Row>(
    `select ${columns} from oauth_state
     where tenant_id = $1 and state_hash = $2 and used_at is null and expires_at > $3`,
    [tenantId, stateHash, new Date(now)],
  );
  return row && stateOf(row, tenantId, sealer);
}

/** Ties the state to the first browser that leaves for GitLab with it. */
export async function bindBrowser(
  db: Db,
  { tenantId, stateHash }: StateKey,
  { browserHash, sealer, now }: { browserHash: string; sealer: Sealer; now: number },
): Promise<OauthState | StateFault> {
  const [row] = await db.rows<Row>(
    `update oauth_state set browser_hash = $3
     where tenant_id = $1 and state_hash = $2 and used_at is null and expires_at > $4
       and (browser_hash is null or browser_hash = $3)
     returning ${columns}`,
    [tenantId, stateHash, browserHash, new Date(now)],
  );
  return row ? stateOf(row, tenantId, sealer) : whyNot(db, { tenantId, stateHash }, now);
}

/** Uses the state up: for one caller, once, in the browser that left with it, before it expires. */
export async function takeState(
  db: Db,
  { tenantId, stateHash }: StateKey,
  { browserHash, sealer, now }: { browserHash: string; sealer: Sealer; now: number },
): Promise<OauthState | StateFault> {
  const [row] = await db.rows<Row>(
    `update oauth_state set used_at = $4
     where tenant_id = $1 and state_hash = $2 and used_at is null and expires_at > $4 and browser_hash = $3
     returning ${columns}`,
    [tenantId, stateHash, browserHash, new Date(now)],
  );
  return row ? stateOf(row, tenantId, sealer) : whyNot(db, { tenantId, stateHash }, now);
}

/** It has come to its end, well or not, and all that it does is done. */
export async function endState(db: Db, { tenantId, stateHash }: StateKey, now: number): Promise<void> {
  await db.run('update oauth_state set ended_at = $3 where tenant_id = $1 and state_hash = $2', [
    tenantId,
    stateHash,
    new Date(now),
  ]);
}

/** For the person who started it: whether it is still under way. */
export async function startedState(
  db: Db,
  { tenantId, stateHash }: StateKey,
  { startedBy, now }: { startedBy: string; now: number },
): Promise<(Pick<OauthState, 'purpose' | 'accountId'> & { readonly isOpen: boolean }) | undefined> {
  const [row] = await db.rows<Pick<OauthState, 'purpose' | 'accountId'> & { isOpen: boolean }>(
    `select purpose, account_id as "accountId", ended_at is null and expires_at > $4 as "isOpen"
     from oauth_state where tenant_id = $1 and state_hash = $2 and admin = $3`,
    [tenantId, stateHash, startedBy, new Date(now)],
  );
  return row;
}

async function whyNot(db: Db, { tenantId, stateHash }: StateKey, now: number): Promise<StateFault> {
  const [row] = await db.rows<Row>(
    `select ${columns} from oauth_state where tenant_id = $1 and state_hash = $2`,
    [tenantId, stateHash],
  );
  if (row === undefined) return 'unknown';
  if (row.used_at !== null) return 'used';
  return row.expires_at.getTime() > now ? 'elsewhere' : 'expired';
}

function stateOf(row: Row, tenantId: string, sealer: Sealer): OauthState {
  return {
    purpose: row.purpose,
    accountId: row.account_id,
    startedBy: row.admin,
    verifier: sealer.open(row.verifier, { tenantId, column: verifierColumn }),
    expiresAt: row.expires_at.getTime(),
  };
}

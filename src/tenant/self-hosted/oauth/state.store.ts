import type { Db } from '../../../db/db.ts';
import type { StateKey } from '../../../lib/secrets/one-time-state.ts';
import type { Sealed, Sealer } from '../../../lib/secrets/seal.ts';

/** `service`: the app is to have a user of its own. `person`: somebody signs in, and lets the app act as them. */
export type Purpose = 'service' | 'person';

/** An authorization under way. */
export type JiraState = {
  readonly purpose: Purpose;
  /** PKCE. */
  readonly verifier: string;
  /** A path of ours, to go back to. */
  readonly returnPath: string | undefined;
};

const column = 'self_hosted_state.verifier';

/** Stores a new one, and deletes those of this site that have ended. Times are epoch ms. */
export async function insertState(
  db: Db,
  { tenantId, stateHash }: StateKey,
  { state, sealer, now, endsAt }: { state: JiraState; sealer: Sealer; now: number; endsAt: number },
): Promise<void> {
  await db.run('delete from self_hosted_state where tenant_id = $1 and expires_at < $2', [
    tenantId,
    new Date(now),
  ]);
  await db.run(
    `insert into self_hosted_state (tenant_id, state_hash, purpose, verifier, return_path, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      tenantId,
      stateHash,
      state.purpose,
      sealer.seal(state.verifier, { tenantId, column }),
      state.returnPath ?? null,
      new Date(endsAt),
    ],
  );
}

type Row = { purpose: Purpose; verifier: Sealed; return_path: string | null };

/** Ties it to the first browser that leaves for Jira with it; undefined where it cannot be used there. */
export async function bindBrowser(
  db: Db,
  { tenantId, stateHash }: StateKey,
  { browserHash, sealer, now }: { browserHash: string; sealer: Sealer; now: number },
): Promise<JiraState | undefined> {
  const [row] = await db.rows<Row>(
    `update self_hosted_state set browser_hash = $3
     where tenant_id = $1 and state_hash = $2 and expires_at > $4 and coalesce(browser_hash, $3) = $3
     returning purpose, verifier, return_path`,
    [tenantId, stateHash, browserHash, new Date(now)],
  );
  return row && stateOf(row, tenantId, sealer);
}

/** Uses it up: once, in the browser that left with it, before it ends. */
export async function takeState(
  db: Db,
  { tenantId, stateHash }: StateKey,
  { browserHash, sealer, now }: { browserHash: string; sealer: Sealer; now: number },
): Promise<JiraState | undefined> {
  const [row] = await db.rows<Row>(
    `delete from self_hosted_state
     where tenant_id = $1 and state_hash = $2 and expires_at > $4 and browser_hash = $3
     returning purpose, verifier, return_path`,
    [tenantId, stateHash, browserHash, new Date(now)],
  );
  return row && stateOf(row, tenantId, sealer);
}

function stateOf({ purpose, verifier, return_path: path }: Row, tenantId: string, sealer: Sealer): JiraState {
  return { purpose, verifier: sealer.open(verifier, { tenantId, column }), returnPath: path ?? undefined };
}

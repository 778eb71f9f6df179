import type { Db } from '../../db/db.ts';
import type { Sealed, Sealer } from '../../lib/secrets/seal.ts';

/** An authorization that a Jira has started: who asks, and for what. */
export type Asking = {
  /** The id of the application in GitLab, as it was typed into Jira. */
  readonly clientId: string;
  /** Where in Jira the person is led back to. */
  readonly redirectUri: string;
  /** What was typed as "Team or User Account". */
  readonly organization: string;
};

export type StateKey = { readonly tenantId: string; readonly stateHash: string };

type Row = {
  client_id: string;
  redirect_uri: string;
  organization: string;
  verifier: Sealed;
  gitlab_code: Sealed | null;
};

const columns = 'client_id, redirect_uri, organization, verifier, gitlab_code';
const verifierColumn = 'facade_code.verifier';
const codeColumn = 'facade_code.gitlab_code';
const keptMs = 24 * 3_600_000;

const askingOf = (row: Row): Asking => ({
  clientId: row.client_id,
  redirectUri: row.redirect_uri,
  organization: row.organization,
});

/** Stores one under way, and deletes those of this tenant that ended more than a day ago. */
export async function insertAsking(
  db: Db,
  { tenantId, stateHash }: StateKey,
  given: {
    asking: Asking;
    verifier: string;
    browserHash: string;
    sealer: Sealer;
    now: number;
    endsAt: number;
  },
): Promise<void> {
  await db.run('delete from facade_code where tenant_id = $1 and expires_at < $2', [
    tenantId,
    new Date(given.now - keptMs),
  ]);
  await db.run(
    `insert into facade_code (tenant_id, state_hash, client_id, redirect_uri, organization, verifier, browser_hash,
       expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tenantId,
      stateHash,
      given.asking.clientId,
      given.asking.redirectUri,
      given.asking.organization,
      given.sealer.seal(given.verifier, { tenantId, column: verifierColumn }),
      given.browserHash,
      new Date(given.endsAt),
    ],
  );
}

/**
 * The person is back from GitLab, in the browser that left: the state is used up, and where GitLab gave a code, ours
 * takes its place until `endsAt`. Undefined for a state that is unknown, used, too old, or another browser's.
 */
export async function takeAsking(
  db: Db,
  { tenantId, stateHash }: StateKey,
  given: {
    browserHash: string;
    codeHash: string;
    gitlabCode: string | undefined;
    sealer: Sealer;
    now: number;
    endsAt: number;
  },
): Promise<Asking | undefined> {
  const sealed = given.gitlabCode && given.sealer.seal(given.gitlabCode, { tenantId, column: codeColumn });
  const [row] = await db.rows<Row>(
    `update facade_code set code_hash = $4, gitlab_code = $5, expires_at = $7
     where tenant_id = $1 and state_hash = $2 and browser_hash = $3 and code_hash is null and expires_at > $6
     returning ${columns}`,
    [
      tenantId,
      stateHash,
      given.browserHash,
      given.codeHash,
      sealed ?? null,
      new Date(given.now),
      new Date(given.endsAt),
    ],
  );
  return row && askingOf(row);
}

/**
 * Uses our code up: for one caller, once, with the client id it was given for, before it ends. Undefined otherwise.
 */
export async function takeCode(
  db: Db,
  { tenantId, codeHash }: { tenantId: string; codeHash: string },
  { clientId, sealer, now }: { clientId: string; sealer: Sealer; now: number },
): Promise<(Asking & { readonly gitlabCode: string; readonly verifier: string }) | undefined> {
  const [row] = await db.rows<Row>(
    `update facade_code set used_at = $4
     where tenant_id = $1 and code_hash = $2 and client_id = $3 and used_at is null and expires_at > $4
       and gitlab_code is not null
     returning ${columns}`,
    [tenantId, codeHash, clientId, new Date(now)],
  );
  if (row?.gitlab_code == null) return undefined;
  return {
    ...askingOf(row),
    gitlabCode: sealer.open(row.gitlab_code, { tenantId, column: codeColumn }),
    verifier: sealer.open(row.verifier, { tenantId, column: verifierColumn }),
  };
}

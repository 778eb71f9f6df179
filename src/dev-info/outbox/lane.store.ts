import type { Db } from '../../db/db.ts';
import type { EntityKind, Lane } from '../entity.ts';
import { say } from '../../lib/words/say.ts';
import { storedText, textOfStored } from '../../lib/words/stored-text.ts';
import type { Text } from '../../lib/words/text.ts';
import { jiraApis, type JiraApi } from '../jira-api.ts';

/** What a lane waits for at one of Jira's APIs. Times are epoch ms. */
export type LaneState = {
  /** Failures in a row; waiting for a limit is none. */
  readonly failures: number;
  readonly waitingUntil: number | null;
  /** A Jira administrator has to do something; it is tried again all the same. */
  readonly needsAttention: boolean;
  readonly lastError: Text | null;
};

export const idleLane: LaneState = {
  failures: 0,
  waitingUntil: null,
  needsAttention: false,
  lastError: null,
};

export type LaneKey = { readonly tenantId: string; readonly lane: Lane };

export type LaneStates = Readonly<Record<JiraApi, LaneState>>;

/** By API; one that waits for nothing is idle. */
export async function laneStates(db: Db, { tenantId, lane }: LaneKey): Promise<LaneStates> {
  const rows = await db.rows<Omit<LaneState, 'lastError'> & { api: JiraApi; lastError: string | null }>(
    `select api, failures, waiting_until as "waitingUntil", needs_attention as "needsAttention",
       last_error as "lastError"
     from outbox_lane where tenant_id = $1 and lane = $2`,
    [tenantId, lane],
  );
  const states = { devinfo: idleLane, builds: idleLane, deployments: idleLane, feature_flags: idleLane };
  for (const { api, lastError, ...state } of rows)
    states[api] = { ...state, lastError: lastError === null ? null : textOfStored(lastError) };
  return states;
}

/** The APIs that this lane waits for no longer. @param now epoch ms */
export function openApis(states: LaneStates, now: number): JiraApi[] {
  return jiraApis.filter((api) => (states[api].waitingUntil ?? 0) <= now);
}

/** When the first of the APIs that are waited for is asked again, epoch ms; undefined where none is. */
export function firstOpening(states: LaneStates): number | undefined {
  const times = jiraApis.flatMap((api) => states[api].waitingUntil ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The APIs that take nothing of this site until a Jira administrator does something. */
export async function refusingApis(db: Db, tenantId: string): Promise<JiraApi[]> {
  const rows = await db.rows<{ api: JiraApi }>(
    'select distinct api from outbox_lane where tenant_id = $1 and needs_attention',
    [tenantId],
  );
  return rows.map(({ api }) => api);
}

/** The lane as a whole, for pages: what asks for a person first, then what waits longest. */
export async function laneState(db: Db, key: LaneKey): Promise<LaneState> {
  const states = await laneStates(db, key);
  const [worst] = jiraApis
    .map((api) => ({ api, ...states[api] }))
    .sort(
      (a, b) =>
        Number(b.needsAttention) - Number(a.needsAttention) || (b.waitingUntil ?? 0) - (a.waitingUntil ?? 0),
    );
  if (worst === undefined) return idleLane;
  const { api, ...state } = worst;
  return { ...state, lastError: state.lastError && reasonOf(api, state.lastError) };
}

/** Why it is; of the APIs beside the main one with its name. */
function reasonOf(api: JiraApi, reason: Text): Text {
  return api === 'devinfo' ? reason : say(`sync.attention.${api}`, { reason });
}

export async function saveLaneState(
  db: Db,
  { tenantId, lane, api }: LaneKey & { readonly api: JiraApi },
  state: LaneState,
): Promise<void> {
  await db.run(
    `insert into outbox_lane (tenant_id, lane, api, failures, waiting_until, needs_attention, last_error)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id, lane, api) do update set failures = excluded.failures,
       waiting_until = excluded.waiting_until, needs_attention = excluded.needs_attention,
       last_error = excluded.last_error`,
    [
      ...[tenantId, lane, api, state.failures, state.waitingUntil, state.needsAttention],
      state.lastError && storedText(state.lastError),
    ],
  );
}

/** Nothing is waited for any more. */
export async function clearLaneStates(db: Db, { tenantId, lane }: LaneKey): Promise<void> {
  await db.run('delete from outbox_lane where tenant_id = $1 and lane = $2', [tenantId, lane]);
}

/** How many entities of these kinds wait in a lane; counting stops at `limit`. */
export async function countPending(
  db: Db,
  { tenantId, lane }: LaneKey,
  { kinds, limit }: { kinds: readonly EntityKind[]; limit: number },
): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select count(*)::int as count from (
       select from entity where tenant_id = $1 and lane = $2 and state = 'pending' and kind = any($4::text[])
       limit $3) p`,
    [tenantId, lane, limit, kinds],
  );
  return row?.count ?? 0;
}

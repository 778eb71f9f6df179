import type { Db } from '../db/db.ts';
import type { Outcome } from './targets-of.ts';

/** One received webhook call. Its body is not kept. */
export type Delivery = {
  readonly tenantId: string;
  readonly hookId: string;
  /** The same when GitLab sends it again. */
  readonly id: string;
  /** `push`, `merge_request` and so on. */
  readonly event: string;
  readonly about: string;
  /** The GitLab project that it is about; null where it names none. */
  readonly projectId: number | null;
  readonly outcome: Outcome;
};

/** Stores what is new, in one statement. @returns those; what a hook has told before is not among them */
export async function insertDeliveries<D extends Delivery>(
  tx: Db,
  deliveries: readonly D[],
  now: number,
): Promise<D[]> {
  const keyOf = ({ tenantId, hookId, id }: Pick<Delivery, 'tenantId' | 'hookId' | 'id'>) =>
    `${tenantId}:${hookId}:${id}`;
  const distinct = new Map(deliveries.toReversed().map((one) => [keyOf(one), one]));
  // In one order everywhere, so that two processes with the same ones do not lock each other out.
  const sorted = [...distinct].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
  const rows = await tx.rows<Pick<Delivery, 'tenantId' | 'hookId' | 'id'>>(
    `insert into delivery (tenant_id, hook_id, id, event, about, project_id, outcome, received_at)
     select d."tenantId", d."hookId", d.id, d.event, d.about, d."projectId", d.outcome, $2
     from jsonb_to_recordset($1::jsonb)
       as d("tenantId" uuid, "hookId" uuid, id text, event text, about text, "projectId" bigint,
         outcome text)
     on conflict (tenant_id, hook_id, id) do nothing
     returning tenant_id as "tenantId", hook_id as "hookId", id`,
    [
      JSON.stringify(
        sorted.map(({ tenantId, hookId, id, event, about, projectId, outcome }) => ({
          ...{ tenantId, hookId, id, event, about, projectId, outcome },
        })),
      ),
      new Date(now),
    ],
  );
  const stored = new Set(rows.map(keyOf));
  return sorted.filter((one) => stored.has(keyOf(one)));
}

/** @returns how many rows went */
export async function deleteOldDeliveries(
  db: Db,
  tenantId: string,
  { receivedBefore, limit }: { receivedBefore: number; limit: number },
): Promise<number> {
  const rows = await db.rows(
    `delete from delivery where tenant_id = $1 and ctid in (
       select ctid from delivery where tenant_id = $1 and received_at < $2 limit $3) returning 1 as one`,
    [tenantId, new Date(receivedBefore), limit],
  );
  return rows.length;
}

import type { Db } from '../db/db.ts';

/** A process is dead when it has been silent for this long; it beats every 10 s. */
const silentMs = 30_000;

// These statements measure time by the database's own clock: it is the only one that all machines share, and a
// machine whose clock is half a minute off must not be taken for dead. They belong to no tenant.

/** Says that the process lives and under which names (graphile-worker's pool ids) it locks jobs. */
export async function beat(
  db: Db,
  process: { id: string; role: string; workerIds: readonly string[] },
): Promise<void> {
  await db.run(
    `insert into process (id, role, worker_ids) values ($1, $2, $3::text[])
     on conflict (id) do update set worker_ids = excluded.worker_ids, beat_at = now()`,
    [process.id, process.role, [...process.workerIds]],
  );
}

export async function forgetProcess(db: Db, id: string): Promise<void> {
  await db.run('delete from process where id = $1', [id]);
}

/**
 * Gives back to the queue what dead processes hold: jobs locked for longer than a process may be silent, by a worker
 * that no living process calls its own. Any living process may do it. Without it graphile-worker waits 4 hours.
 * @returns the workers whose jobs were unlocked
 */
export async function unlockDeadWorkers(db: Db): Promise<string[]> {
  const silence = `interval '${silentMs} milliseconds'`;
  await db.run(`delete from process where beat_at < now() - ${silence}`);
  const dead = await db.rows<{ worker: string }>(
    `select distinct locked_by as worker from graphile_worker.jobs
     where locked_at < now() - ${silence}
       and locked_by <> all (select unnest(worker_ids) from process)`,
  );
  const workers = dead.map((row) => row.worker);
  if (workers.length > 0) await db.run(`select graphile_worker.force_unlock_workers($1::text[])`, [workers]);
  return workers;
}

/** The living processes by role. */
export async function livingProcesses(db: Db): Promise<{ id: string; role: string; workers: number }[]> {
  return db.rows(
    `select id, role, cardinality(worker_ids) as workers from process
     where beat_at >= now() - interval '${silentMs} milliseconds' order by started_at`,
  );
}

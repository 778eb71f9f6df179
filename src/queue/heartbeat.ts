import { beat, forgetProcess, unlockDeadWorkers } from './process.store.ts';
import type { QueueContext } from './run-task.ts';
import { startTicker, type Ticker } from './ticker.ts';

const beatMs = 10_000;

/** Beats for this process and, at each beat, gives back what dead ones hold. */
export async function startHeartbeat(
  ctx: QueueContext,
  process: { role: string; workerIds: () => readonly string[] },
): Promise<Pick<Ticker, 'stop'>> {
  const id = crypto.randomUUID();
  const tick = async () => {
    await beat(ctx.db, { id, role: process.role, workerIds: process.workerIds() });
    const dead = await unlockDeadWorkers(ctx.db);
    if (dead.length > 0) ctx.log.warn({ workers: dead }, 'took over the jobs of a process that died');
  };
  await tick();
  const ticker = startTicker(ctx.log, beatMs, tick);
  return {
    async stop() {
      await ticker.stop();
      await forgetProcess(ctx.db, id);
    },
  };
}

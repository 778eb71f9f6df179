import type { Log } from '../lib/log.ts';

export type Ticker = { stop(): Promise<void> };

/** Does `work` every `ms` of real time, never twice at once; a failure is logged and the next tick tries again. */
export function startTicker(log: Log, ms: number, work: () => Promise<void>): Ticker {
  let current: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    current = work()
      .catch((err: unknown) => log.error({ err }, 'periodic work failed'))
      .finally(() => {
        busy = false;
      });
  }, ms);
  return {
    async stop() {
      clearInterval(timer);
      await current;
    },
  };
}

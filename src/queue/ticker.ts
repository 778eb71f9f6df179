import type { Log } from '../lib/log.ts';

export type Ticker = {
  /** Does the work now, or once more after what is under way. */
  now(): void;
  stop(): Promise<void>;
};

/** Does `work` every `ms` of real time, never twice at once; a failure is logged and the next tick tries again. */
export function startTicker(log: Log, ms: number, work: () => Promise<void>): Ticker {
  let current: Promise<void> = Promise.resolve();
  let busy = false;
  let again = false;
  const tick = () => {
    if (busy) return;
    busy = true;
    current = work()
      .catch((err: unknown) => log.error({ err }, 'periodic work failed'))
      .finally(() => {
        busy = false;
        if (!again) return;
        again = false;
        tick();
      });
  };
  const timer = setInterval(tick, ms);
  return {
    now() {
      again = busy;
      tick();
    },
    async stop() {
      clearInterval(timer);
      again = false;
      await current;
    },
  };
}

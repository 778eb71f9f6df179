/** Lets some work of this process go before other: what is alive before what is merely read again. */
export type RightOfWay = {
  /** Work that others give way to has begun. @returns what is called at its end */
  begin(): () => void;
  /** Waits while such work runs, but never long: what gives way goes on too, slowly. */
  giveWay(): Promise<void>;
};

/**
 * Real time, not the clock's: this is about the processor and the database of this very moment.
 * @param longestMs of one wait
 */
export function createRightOfWay(longestMs = 5_000): RightOfWay {
  let running = 0;
  const waiting = new Set<() => void>();
  const end = () => {
    running -= 1;
    if (running > 0) return;
    for (const go of waiting) go();
  };
  return {
    begin() {
      running += 1;
      return end;
    },
    async giveWay() {
      if (running === 0) return;
      await new Promise<void>((resolve) => {
        const go = () => {
          clearTimeout(timer);
          // Work that never pauses would otherwise leave all who ever waited here.
          waiting.delete(go);
          resolve();
        };
        const timer = setTimeout(go, longestMs);
        waiting.add(go);
      });
    },
  };
}

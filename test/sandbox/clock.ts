/** What the sandboxes ask for the time. Epoch milliseconds. */
export interface SandboxClock {
  now(): number;
}

/** A clock that stands still until a test moves it. */
export interface TestClock extends SandboxClock {
  advance(ms: number): void;
}

/** Starts at `startMs`, by default the real time rounded down to a second, and stands still. */
export function testClock(startMs: number = Math.floor(Date.now() / 1000) * 1000): TestClock {
  let now = startMs;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}

/** Runs with the real time and can be moved ahead of it: the clock of a sandbox that is a process. */
export function runningClock(): TestClock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance(ms) {
      ahead += ms;
    },
  };
}

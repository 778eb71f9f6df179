import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, startChild, type Child } from '../house/fixtures/child.ts';

/** The app as it runs in production: processes of one role each, on one database. */
export type ProcessTree = {
  readonly names: readonly string[];
  start(name: string): Promise<void>;
  /** With no chance to clean up. */
  kill(name: string): Promise<void>;
  /** SIGTERM, as an update of the app does it. */
  stop(name: string): Promise<void>;
  stopAll(): Promise<void>;
  /** What went wrong by itself: ended unasked, or did not end cleanly when asked. */
  readonly faults: readonly string[];
  /** The largest resident size of any process so far, MB. */
  peakMegabytes(): number;
};

const ready = '"msg":"ready"';

export function processTree(roles: Readonly<Record<string, Readonly<Record<string, string>>>>): ProcessTree {
  const running = new Map<string, Child>();
  const faults: string[] = [];
  let peak = 0;
  const end = async (name: string, signal: NodeJS.Signals) => {
    const child = running.get(name);
    if (child === undefined) return;
    running.delete(name);
    peak = Math.max(peak, residentPeak(child));
    child.process.kill(signal);
    const { code } = await child.ended();
    // Before it is ready there is nothing to end cleanly.
    if (signal === 'SIGTERM' && code !== 0 && child.output().includes(ready))
      faults.push(`${name} stopped with ${code}:\n${tail(child)}`);
  };
  const tree: ProcessTree = {
    names: Object.keys(roles),
    faults,
    async start(name) {
      if (running.has(name)) return;
      const child = startChild(path.join(root, 'src/server.ts'), { env: { ...roles[name] } });
      running.set(name, child);
      void child.ended().then(({ code, signal }) => {
        if (running.get(name) !== child) return;
        running.delete(name);
        faults.push(`${name} ended by itself (${code ?? signal}):\n${tail(child)}`);
      });
      await child.saw(ready).catch(() => undefined);
    },
    kill: (name) => end(name, 'SIGKILL'),
    stop: (name) => end(name, 'SIGTERM'),
    async stopAll() {
      await Promise.all([...running.keys()].map((name) => end(name, 'SIGTERM')));
    },
    peakMegabytes: () => Math.max(peak, ...[...running.values()].map(residentPeak)),
  };
  return tree;
}

function tail(child: Child): string {
  return child.output().split('\n').slice(-25).join('\n');
}

/** Linux keeps the high-water mark of each process; elsewhere it is not looked at. */
function residentPeak({ process: { pid } }: Child): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Looks twice a second until `check` holds. @returns false when it did not within `patienceMs` */
export async function within(patienceMs: number, check: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    if (await check()) return true;
    await sleep(500);
  }
  return false;
}

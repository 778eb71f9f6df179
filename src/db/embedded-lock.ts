import { open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../lib/error-code.ts';
import { AppError } from '../lib/errors.ts';

const staleAfterMs = 120_000;
const waitMs = 150_000;

/**
 * Runs `work` while no other process on this machine runs its own under the same lock file. For the seconds that
 * starting or stopping the embedded database takes; there is no database yet to hold a lock in.
 * A lock whose process is gone, or that is older than two minutes (process ids are used again, above all in
 * containers, where we are always 1), is taken over.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const label = `${process.pid} ${crypto.randomUUID()}`;
  // Real time on purpose: this waits for another process, not for a due time that a test moves.
  for (let waited = 0; ; waited += 50) {
    if (await claim(file, label)) break;
    if (await isStale(file)) await rm(file, { force: true });
    else if (waited > waitMs) {
      throw new AppError(
        'configuration',
        `Another process holds ${file}. If none is running, delete that file and start again.`,
      );
    } else await sleep(50);
  }
  try {
    return await work();
  } finally {
    if ((await readFile(file, 'utf8').catch(() => '')) === label) await rm(file, { force: true });
  }
}

async function claim(file: string, label: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(label);
    await handle.close();
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }, now] = await Promise.all([readFile(file, 'utf8'), stat(file), nowOf(file)]);
    if (now - mtimeMs > staleAfterMs) return true;
    const pid = Number(text.split(' ')[0]);
    return text !== '' && pid !== process.pid && !isAlive(pid);
  } catch {
    return false;
  }
}

/** The file system's own time, by which the lock's age is measured. */
async function nowOf(file: string): Promise<number> {
  const probe = `${file}.${process.pid}.now`;
  const handle = await open(probe, 'w');
  try {
    return (await handle.stat()).mtimeMs;
  } finally {
    await handle.close();
    await rm(probe, { force: true });
  }
}

/** True while a process has this id; EPERM means that it has, under another account. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

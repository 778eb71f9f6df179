import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export type Child = {
  readonly name: string;
  readonly pid: number;
  /** What it printed as its first line of JSON. */
  readonly hello: Readonly<Record<string, unknown>>;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Asks it to stop, and insists after ten seconds. */
  stop(): Promise<void>;
};

const patienceMs = 10_000;

/**
 * Starts a TypeScript program of this project as a process of its own and waits for its first line of JSON on stdout.
 * Everything it prints goes to `<folder>/<name>.log`.
 * @throws Error with the end of that log when it ends before it is ready
 */
export async function startChild(input: {
  name: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  folder: string;
}): Promise<Child> {
  const logFile = path.join(input.folder, `${input.name}.log`);
  const log = createWriteStream(logFile);
  // A group of its own: Ctrl+C reaches only us, and we stop the children in order.
  const child = spawn(process.execPath, [...input.args], {
    env: { ...process.env, ...input.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.stderr.pipe(log, { end: false });
  const hello = await new Promise<Readonly<Record<string, unknown>> | undefined>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      log.write(chunk);
      text = (text + chunk.toString('utf8')).slice(-65_536);
      const line = text.split('\n').find((part) => part.startsWith('{') && part.endsWith('}'));
      if (line !== undefined) resolve(JSON.parse(line) as Record<string, unknown>);
    });
    void ended.then(() => resolve(undefined));
  });
  if (hello === undefined) {
    log.end();
    await once(log, 'close');
    const tail = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-15).join('\n');
    throw new Error(`${input.name} did not start. Its log (${logFile}) ends with:\n${tail}`);
  }
  return {
    name: input.name,
    pid: child.pid ?? 0,
    hello,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(insist);
    },
  };
}

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/**
 * A program: sends prepared requests at an even rate, whether the answers come or not (an open loop: a slow server
 * gets no mercy), and prints one line of JSON. Latency counts from the moment at which a request was due.
 *
 * `node send-hooks.ts <file> <requests per second> <warm-up>`; the file holds a JSON array of `{ url, headers, body }`.
 * So many of them go first, slowly and unmeasured: a receiver that has just started has compiled nothing yet.
 */
export type PreparedHook = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type SendResult = {
  readonly sent: number;
  readonly seconds: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Milliseconds from due to answered. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
};

const connections = 64;

async function sendAll(hooks: readonly PreparedHook[], rate: number): Promise<SendResult> {
  const [first] = hooks;
  if (first === undefined) throw new Error('There is nothing to send.');
  const pool = new Pool(new URL(first.url).origin, { connections, pipelining: 1 });
  const statuses: Record<string, number> = {};
  const latencies: number[] = [];
  const open: Promise<void>[] = [];
  const startedAt = performance.now();
  const send = async ({ url, headers, body }: PreparedHook, dueAt: number) => {
    const status = await pool
      .request({ method: 'POST', path: new URL(url).pathname, headers: { ...headers }, body })
      .then(async (answer) => {
        await answer.body.dump();
        return String(answer.statusCode);
      })
      .catch(() => 'no answer');
    statuses[status] = (statuses[status] ?? 0) + 1;
    latencies.push(performance.now() - dueAt);
  };
  for (let next = 0; next < hooks.length;) {
    const now = performance.now();
    for (;;) {
      const dueAt = startedAt + (next * 1000) / rate;
      const hook = hooks[next];
      if (hook === undefined || dueAt > now) break;
      open.push(send(hook, dueAt));
      next += 1;
    }
    await sleep(1);
  }
  await Promise.all(open);
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.ceil(latencies.length * share) - 1] ?? Number.NaN;
  return { sent: latencies.length, seconds, statuses, p50: at(0.5), p99: at(0.99), max: at(1) };
}

const warmUpRate = 250;
const [file = '', rate = '', warmUp = ''] = process.argv.slice(2);
const hooks = JSON.parse(await readFile(file, 'utf8')) as PreparedHook[];
await sendAll(hooks.slice(0, Number(warmUp)), warmUpRate);
console.log(JSON.stringify(await sendAll(hooks.slice(Number(warmUp)), Number(rate))));

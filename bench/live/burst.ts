import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { control } from '../../scripts/demo/control.ts';
import { decimals, table } from '../table.ts';
import type { PreparedHook, SendResult } from './send-hooks.ts';
import { liveGroup, startLive } from './stage.ts';

const run = promisify(execFile);
const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const patienceMs = 300_000;
const secret = 'a secret of the benchmark';

type Told = { readonly name: string; readonly level: number };

/** Sent before, and not measured. */
const warmUp = 500;

/** 1,000 calls a second for ten seconds: how they are answered, and whether all of it is in Jira afterwards. */
export async function burstOfHooks(
  data: string,
  { perSecond = 1_000, count = 10_000 }: { perSecond?: number; count?: number } = {},
): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'dvcs-burst-'));
  const stack = await startLive({
    data,
    projects: 50,
    mergeRequests: (warmUp + count) / 50,
    gitlabFlags: ['--license', 'premium'],
    isSplit: true,
  });
  try {
    await control(stack.addresses.jira, 'watch-arrivals', {});
    const { made, posts } = (await control(stack.addresses.gitlab, 'prepare-hooks', {
      group: liveGroup,
      count: warmUp + count,
    })) as { made: unknown; posts: unknown };
    const hooks = posts as PreparedHook[];
    const startedAt = performance.now();
    const ours = await send(folder, hooks, perSecond);
    const missing = await missingInJira(stack.addresses.jira, made as Told[]);
    const seconds = (performance.now() - startedAt) / 1000;
    await stack.stop();
    const baseline = await toProbot(folder, hooks, perSecond);
    return `### ${perSecond} hooks a second, ${count} in all\n\n${table(
      ['receiver', 'answers', 'p50 ms', 'p99 ms (≤ 100)', 'largest ms', 'what is kept'],
      [
        rowOf(
          'this app',
          ours,
          `all stored; ${made === undefined ? 0 : (made as Told[]).length - missing} of ${warmUp + count} in Jira after ${decimals(seconds, 0)} s`,
        ),
        rowOf('Probot, the same bodies', baseline, 'nothing'),
      ],
    )}`;
  } finally {
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function rowOf(receiver: string, { statuses, p50, p99, max }: SendResult, kept: string): string[] {
  return [receiver, JSON.stringify(statuses), decimals(p50, 1), decimals(p99, 1), decimals(max, 0), kept];
}

/** From a process of its own: a busy receiver must not slow the sender down. */
async function send(folder: string, hooks: readonly PreparedHook[], perSecond: number): Promise<SendResult> {
  const file = path.join(folder, 'hooks.json');
  await writeFile(file, JSON.stringify(hooks));
  const { stdout } = await run(process.execPath, [
    program('send-hooks.ts'),
    file,
    String(perSecond),
    String(warmUp),
  ]);
  return JSON.parse(stdout) as SendResult;
}

async function missingInJira(jira: string, made: readonly Told[]): Promise<number> {
  const endsAt = performance.now() + patienceMs;
  for (;;) {
    const arrivals = (await control(jira, 'arrivals')) as unknown as Told[];
    const levels = new Map(arrivals.map(({ name, level }) => [name, level]));
    const missing = made.filter(({ name, level }) => (levels.get(name) ?? -1) < level).length;
    if (missing === 0 || performance.now() > endsAt) return missing;
    await sleep(1_000);
  }
}

/** The same bodies, signed as GitHub signs them. */
async function toProbot(
  folder: string,
  hooks: readonly PreparedHook[],
  perSecond: number,
): Promise<SendResult> {
  const probot = spawn(process.execPath, [program('probot-server.ts'), secret], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [line] = (await once(probot.stdout, 'data')) as [Buffer];
    const { port } = JSON.parse(line.toString('utf8')) as { port: number };
    const signed = hooks.map(({ body }, n) => ({
      url: `http://127.0.0.1:${port}/`,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'pull_request',
        'x-github-delivery': `delivery-${n}`,
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
      body,
    }));
    return await send(folder, signed, perSecond);
  } finally {
    probot.kill('SIGTERM');
  }
}

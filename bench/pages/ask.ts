import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { control } from '../../scripts/demo/control.ts';
import type { Stack } from '../../scripts/demo/stack.ts';

/** A page of ours, by its path and query. */
export type AskedPage = { readonly path: string; readonly issueKey?: string; readonly projectKey?: string };

/** Milliseconds. */
export type Answered = {
  /** From the request to the last byte of the answer, as the asker sees it. */
  readonly whole: number;
  /** In our process and our database: what the app says of itself in its log. */
  readonly server: number;
  /** The app's waiting for Jira. */
  readonly elsewhere: number;
};

/** Jira takes no more than 100 calls a second of one kind; the page of a project makes two of one kind. */
const leastMsOf = ({ projectKey }: AskedPage) => (projectKey === undefined ? 12 : 24);
/** An invocation token lives 25 s. */
const withOneTokenMs = 8_000;

/** Asks for the page this many times through Forge's door, one after the other, each as its administrator. */
export async function askPage(stack: Stack, page: AskedPage, times: number): Promise<Answered[]> {
  const wholes = new Map<string, number>();
  const leastMs = leastMsOf(page);
  let headers = await pageHeaders(stack, page);
  let renewAt = performance.now() + withOneTokenMs;
  for (let time = 0; time < times; time += 1) {
    if (performance.now() > renewAt) {
      headers = await pageHeaders(stack, page);
      renewAt = performance.now() + withOneTokenMs;
    }
    const from = performance.now();
    const answer = await fetch(`${stack.addresses.app}/forge/ui${page.path}`, {
      method: 'POST',
      headers,
      body: '{"method":"GET"}',
    });
    const text = await answer.text();
    const whole = performance.now() - from;
    wholes.set(answer.headers.get('x-request-id') ?? '', whole);
    // A page through Forge is HTTP 200 whatever it says; its own status is inside.
    if (answer.status !== 200 || !text.startsWith('{"status":200'))
      throw new Error(`${page.path} answered ${answer.status}: ${text.slice(0, 300)}`);
    if (whole < leastMs) await sleep(leastMs - whole);
  }
  return answeredOf(stack, wholes);
}

async function pageHeaders(
  { addresses, adminId }: Stack,
  { issueKey, projectKey }: AskedPage,
): Promise<Record<string, string>> {
  const module = issueKey === undefined ? (projectKey === undefined ? 'accounts' : 'project') : 'issue';
  const invoker = { accountId: adminId, moduleKey: module, issueKey, projectKey };
  const headers = await control(addresses.jira, 'forge-headers', invoker);
  return { ...(headers as Record<string, string>), 'content-type': 'application/json' };
}

const logLine = z.object({ requestId: z.string(), ms: z.number(), elsewhereMs: z.number() });

/** The app logs each request by the id that its answer carries; the log is written a little later. */
async function answeredOf({ folder }: Stack, wholes: ReadonlyMap<string, number>): Promise<Answered[]> {
  for (let tries = 0; ; tries += 1) {
    const lines = (await readFile(path.join(folder, 'app.log'), 'utf8')).split('\n');
    const found = lines
      .filter((line) => line.includes('"elsewhereMs"'))
      .flatMap((line) => {
        const { requestId, ms, elsewhereMs } = logLine.parse(JSON.parse(line));
        const whole = wholes.get(requestId);
        return whole === undefined ? [] : [{ whole, server: ms - elsewhereMs, elsewhere: elsewhereMs }];
      });
    if (found.length === wholes.size) return found;
    if (tries > 20) throw new Error(`The app has logged ${found.length} of ${wholes.size} requests.`);
    await sleep(100);
  }
}

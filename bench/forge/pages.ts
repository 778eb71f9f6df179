import { setTimeout as sleep } from 'node:timers/promises';
import { control } from '../../scripts/demo/control.ts';
import type { JiraApp } from '../../scripts/demo/install.ts';
import { freePorts } from '../../scripts/demo/ports.ts';
import { demoGroup, startStack, type Stack } from '../../scripts/demo/stack.ts';
import { besideTable, percentile, type Figures } from './beside.ts';

const rounds = 20;
/** Of each page in a round, fewer than the life of an invocation token (25 s) allows. */
const aRound = 50;
const ways: readonly JiraApp[] = ['connect', 'forge'];

type Asked = { readonly way: JiraApp; readonly page: string; readonly ms: number };

/**
 * Our pages with the made history of the demo, from a request with its token to the last byte of the answer: verifying
 * the token, asking Jira about the person's rights, reading, rendering. Jira's own way from the browser to us is not
 * part of it. The two ways take turns with every request.
 */
export async function pagesBeside(): Promise<string> {
  const stacks: Record<JiraApp, Stack> = { connect: await start('connect'), forge: await start('forge') };
  try {
    const asked: Asked[] = [];
    await askAll(stacks);
    for (let round = 0; round < rounds; round += 1) asked.push(...(await askAll(stacks)));
    const both = { connect: figuresOf(asked, 'connect'), forge: figuresOf(asked, 'forge') };
    return `### Pages, milliseconds, ${rounds * aRound} requests each\n\n${besideTable(both)}`;
  } finally {
    for (const way of ways) await stacks[way].stop();
  }
}

async function start(jiraApp: JiraApp): Promise<Stack> {
  const stack = await startStack({ jiraApp, ports: await freePorts() });
  await stack.admin.linkAccount(demoGroup, stack.application);
  while (await stack.admin.isBusy()) await sleep(500);
  return stack;
}

async function askAll(stacks: Record<JiraApp, Stack>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const pages = ['/accounts', `/issue?issueKey=${stacks.forge.issueKey}`];
  for (const page of pages) {
    const requests = {
      connect: await connectRequest(stacks.connect, page),
      forge: await forgeRequest(stacks.forge, page),
    };
    for (let time = 0; time < aRound; time += 1) {
      for (const way of ways) {
        asked.push({ way, page: page.replace(/\?.*/, ''), ms: await timed(requests[way]) });
      }
    }
  }
  return asked;
}

async function timed({ url, ...init }: PageRequest): Promise<number> {
  const from = performance.now();
  const answer = await fetch(url, init);
  const text = await answer.text();
  const ms = performance.now() - from;
  // A page of ours through Forge is HTTP 200 whatever it says; its own status is inside.
  if (answer.status !== 200 || text.startsWith('{"status":4') || text.startsWith('{"status":5'))
    throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 300)}`);
  return ms;
}

type PageRequest = { url: string; method: string; headers: Record<string, string>; body?: string };

async function connectRequest({ addresses, adminId, issueKey }: Stack, page: string): Promise<PageRequest> {
  const query = new URLSearchParams({ accountId: adminId, issueKey });
  const { token } = await control(addresses.jira, `context-token?${query.toString()}`);
  const headers = { authorization: `JWT ${String(token)}`, 'hx-request': 'true' };
  return { url: `${addresses.app}${page}`, method: 'GET', headers };
}

async function forgeRequest({ addresses, adminId, issueKey }: Stack, page: string): Promise<PageRequest> {
  const ofIssue = page.startsWith('/issue') ? { moduleKey: 'issue', issueKey } : { moduleKey: 'accounts' };
  const given = await control(addresses.jira, 'forge-headers', { accountId: adminId, ...ofIssue });
  const headers = { ...(given as Record<string, string>), 'content-type': 'application/json' };
  const body = JSON.stringify({ method: 'GET' });
  return { url: `${addresses.app}/forge/ui${page}`, method: 'POST', headers, body };
}

function figuresOf(asked: readonly Asked[], of: JiraApp): Figures {
  const ours = Map.groupBy(
    asked.filter(({ way }) => way === of),
    ({ page }) => page,
  );
  return Object.fromEntries(
    [...ours].flatMap(([page, times]) => {
      const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
      return [
        [`${page}, p50`, percentile(sorted, 0.5)],
        [`${page}, p95`, percentile(sorted, 0.95)],
      ];
    }),
  );
}

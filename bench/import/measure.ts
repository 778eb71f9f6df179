import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { control } from '../../scripts/demo/control.ts';
import type { JiraApp } from '../../scripts/demo/install.ts';
import { freePorts } from '../../scripts/demo/ports.ts';
import { demoGroup, startStack, type Stack } from '../../scripts/demo/stack.ts';

export type Scenario = {
  /** Default: Connect, with which these figures began. */
  readonly jiraApp?: JiraApp | undefined;
  /** Folder of the history. */
  readonly data: string;
  /** The history this many times over, as one repository. */
  readonly repeat?: number | undefined;
  readonly latencyMs?: number | undefined;
  /** Requests a minute and user; absent: no limit. */
  readonly rateLimit?: number | undefined;
  readonly changedFiles: boolean;
};

/** What one import took, seen from outside the app: its process, and what both sandboxes counted. */
export type Measured = {
  /** As the page says it. */
  readonly seconds: number;
  /** Until Jira took the last bulk request. */
  readonly filledSeconds: number;
  readonly appCpuSeconds: number;
  readonly peakMegabytes: number;
  /** What the import asked for; linking (OAuth, version, user, group) and the person's own visits aside. */
  readonly gitlabRequests: number;
  readonly linkingRequests: number;
  readonly requestsByEndpoint: Readonly<Record<string, number>>;
  readonly bulkRequests: number;
  readonly entitiesPerBulk: number;
  readonly entities: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly refused: number;
  readonly violations: readonly string[];
};

type GitlabState = { requests: number; counts: Record<string, number>; violations: string[] };
type JiraState = {
  apps: { entities: Record<string, number> }[];
  devInfo: {
    requests: number;
    entities: number;
    entitiesPerRequest: number;
    duplicates: number;
    failed: number;
  };
  violations: string[];
};

const askEveryMs = 500;

/** Starts everything anew, links the group, waits until Jira has all of it, and stops. */
export async function measureImport(scenario: Scenario): Promise<Measured> {
  const stack = await startStack({
    jiraApp: scenario.jiraApp ?? 'connect',
    ports: await freePorts(),
    data: scenario.data,
    gitlabFlags: gitlabFlags(scenario),
    appEnvironment: { CHANGED_FILES: scenario.changedFiles ? 'on' : 'off' },
  });
  try {
    await control(stack.addresses.gitlab, 'reset', {});
    await control(stack.addresses.jira, 'reset', {});
    const cpuBefore = await cpuSeconds(stack);
    const startedAt = Date.now();
    await stack.admin.linkAccount(demoGroup, stack.application);
    while (await stack.admin.isBusy()) await sleep(askEveryMs);
    const seconds = (Date.now() - startedAt) / 1000;
    const appCpuSeconds = (await cpuSeconds(stack)) - cpuBefore;
    const filledSeconds = ((await lastBulkAt(stack)) - startedAt) / 1000;
    return { seconds, filledSeconds, appCpuSeconds, ...(await counted(stack)) };
  } finally {
    await stack.stop();
  }
}

function gitlabFlags({ repeat, latencyMs, rateLimit }: Scenario): string[] {
  return [
    ['--repeat', repeat],
    ['--latency', latencyMs],
    ['--rate-limit', rateLimit],
  ].flatMap(([flag, value]) => (value === undefined ? [] : [String(flag), String(value)]));
}

/** Epoch ms; the sandbox's clock is the machine's. */
async function lastBulkAt({ addresses }: Stack): Promise<number> {
  const bulks = (await control(addresses.jira, 'bulk-requests')) as unknown as readonly { at: number }[];
  return bulks.at(-1)?.at ?? Number.NaN;
}

type Counted = Omit<Measured, 'seconds' | 'filledSeconds' | 'appCpuSeconds'>;

async function counted(stack: Stack): Promise<Counted> {
  const gitlab = (await control(stack.addresses.gitlab, 'state')) as GitlabState;
  const jira = (await control(stack.addresses.jira, 'state')) as JiraState;
  return {
    peakMegabytes: await peakMegabytes(stack.appPid),
    gitlabRequests: sum(gitlab.counts, isOfImport),
    linkingRequests: sum(gitlab.counts, isOfLinking),
    requestsByEndpoint: gitlab.counts,
    bulkRequests: jira.devInfo.requests,
    entitiesPerBulk: jira.devInfo.entitiesPerRequest,
    entities: jira.apps[0]?.entities ?? {},
    duplicates: jira.devInfo.duplicates,
    refused: jira.devInfo.failed,
    violations: [...gitlab.violations, ...jira.violations],
  };
}

const isOfImport = (endpoint: string) => /^(project|group\.projects|graphql)/.test(endpoint);
const isOfLinking = (endpoint: string) =>
  /^(version|metadata|user|group|namespace|oauth\.token.*)$/.test(endpoint);

function sum(counts: Readonly<Record<string, number>>, counted: (endpoint: string) => boolean): number {
  return Object.entries(counts).reduce((total, [name, count]) => total + (counted(name) ? count : 0), 0);
}

/** User and system time of the app's own process; PostgreSQL and the sandboxes are processes of their own. */
export async function cpuSeconds({ addresses }: Stack): Promise<number> {
  const text = await (await fetch(`${addresses.app}/metrics`)).text();
  const match = /^process_cpu_seconds_total ([\d.e+-]+)/m.exec(text);
  if (match === null) throw new Error('The app does not say how much CPU it has used.');
  return Number(match[1]);
}

/** The largest resident size the process ever had, as Linux keeps it. */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

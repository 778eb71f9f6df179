import { setTimeout as sleep } from 'node:timers/promises';
import { control } from '../../scripts/demo/control.ts';
import { freePorts } from '../../scripts/demo/ports.ts';
import { startStack, type Stack } from '../../scripts/demo/stack.ts';
import { settled } from '../live/stage.ts';
import { decimals, table } from '../table.ts';

/** Pushes of one commit each, and a fifth of them again before, which are not measured. */
export type Pushes = { readonly perSecond: number; readonly pushes: number };

type Arrival = { readonly name: string; readonly at: number };

const author = { authorName: 'Jane Doe', authorEmail: 'jane@example.com' };
const group = 'live';
const projects = 10;
const patienceMs = 30_000;

/**
 * From a push with a `#comment` to the comment in Jira, with each side a process of its own and no latency. The push is
 * made in the sandbox GitLab, which sends the webhook at once: what is measured is a little more than from its receipt.
 */
export async function lagOfCommands({ perSecond, pushes }: Pushes): Promise<string> {
  const stack = await startStack({
    jiraApp: 'connect',
    ports: await freePorts(),
    gitlabFlags: ['--license', 'premium'],
  });
  try {
    await furnish(stack, pushes);
    await pushEvenly(stack, { perSecond, from: 0, pushes: Math.ceil(pushes / 5) });
    const made = await pushEvenly(stack, { perSecond, from: Math.ceil(pushes / 5), pushes });
    const lags = await lagsOf(stack, made);
    const { violations } = (await control(stack.addresses.jira, 'state')) as { violations: string[] };
    for (const words of violations) process.stderr.write(`${words}\n`);
    return `### From push to comment: ${pushes} pushes, ${perSecond} a second, no latency\n\n${table(
      ['comments', 'p50 ms', 'p95 ms (≤ 1,000)', 'largest ms', 'not in Jira', 'undocumented calls'],
      [rowOf(lags, violations.length)],
    )}`;
  } finally {
    await stack.stop();
  }
}

async function furnish(stack: Stack, pushes: number): Promise<void> {
  const { gitlab, jira } = stack.addresses;
  await control(jira, 'users', {
    displayName: author.authorName,
    emailAddress: author.authorEmail,
    emailVisible: true,
  });
  for (let n = 0; n < 2 * pushes; n += 1) await control(jira, 'issues', { key: issueKey(n) });
  await control(gitlab, 'furnish-live', { group, key: 'LAG', projects, mergeRequests: 0 });
  await stack.admin.linkAccount(group, stack.application);
  await settled(stack);
}

function issueKey(n: number): string {
  return `LAG-${n + 1}`;
}

type Series = Pushes & {
  /** Number of the first issue. */
  readonly from: number;
};

/** @returns the comments as Jira will tell of them, and when each was asked for */
async function pushEvenly({ addresses }: Stack, { perSecond, from, pushes }: Series): Promise<Arrival[]> {
  const made: Arrival[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < pushes; n += 1) {
    await sleep(Math.max(0, startedAt + (n * 1000) / perSecond - performance.now()));
    const key = issueKey(from + n);
    made.push({ name: `comment ${key} Comment ${n}`, at: Date.now() });
    await control(addresses.gitlab, 'push', {
      project: `${group}/project-${(n % projects) + 1}`,
      branch: 'main',
      commits: [{ ...author, message: `${key} #comment Comment ${n}` }],
    });
  }
  return made;
}

/** Milliseconds of each; undefined where the comment has not come. */
async function lagsOf({ addresses }: Stack, made: readonly Arrival[]): Promise<(number | undefined)[]> {
  const endsAt = performance.now() + patienceMs;
  for (;;) {
    const arrived = (await control(addresses.jira, 'arrivals')) as unknown as Arrival[];
    const at = new Map(arrived.map((one) => [one.name, one.at]));
    const lags = made.map((one) => {
      const arrival = at.get(one.name);
      return arrival === undefined ? undefined : arrival - one.at;
    });
    if (lags.every((ms) => ms !== undefined) || performance.now() > endsAt) return lags;
    await sleep(500);
  }
}

function rowOf(lags: readonly (number | undefined)[], violations: number): (string | number)[] {
  const known = lags.flatMap((ms) => ms ?? []).sort((a, b) => a - b);
  const at = (share: number) => decimals(known[Math.ceil(known.length * share) - 1] ?? Number.NaN, 0);
  return [lags.length, at(0.5), at(0.95), at(1), lags.length - known.length, violations];
}

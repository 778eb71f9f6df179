import { setTimeout as sleep } from 'node:timers/promises';
import { control } from '../../scripts/demo/control.ts';
import type { JiraApp } from '../../scripts/demo/install.ts';
import type { Stack } from '../../scripts/demo/stack.ts';
import { cpuSeconds } from '../import/measure.ts';
import { decimals, table } from '../table.ts';
import { issueProject, liveGroup, startLive } from './stage.ts';

type Told = { readonly name: string; readonly level: number; readonly at: number };

/** After the last change, this long for what is still on its way. */
const patienceMs = 60_000;

/** Changes a second, for how long, and how the site has the app. */
export type Traffic = { readonly perSecond: number; readonly seconds: number; readonly jiraApp?: JiraApp };

/**
 * From a change in GitLab to Jira being told of it, at 50 changes a second for five minutes while a large import runs:
 * pushes, new titles of merge requests, and the states of pipelines in turn.
 */
export async function lagOfHooks(data: string): Promise<string> {
  const traffic = { perSecond: 50, seconds: 300 };
  const { lags, importRuns, cpu } = await lagsAtTraffic(data, traffic);
  return `### ${traffic.perSecond} changes a second for ${traffic.seconds} s, while an import runs\n\n${table(
    ['kind', 'changes', 'p50 ms (≤ 100)', 'p99 ms (≤ 500)', 'largest ms', 'not in Jira'],
    [...rowsOf(lags)],
  )}\n\nThe import was still running at the end: ${importRuns ? 'yes' : 'no'}. App CPU ${decimals(cpu, 0)} s.`;
}

type Lags = { readonly lags: readonly Lag[]; readonly importRuns: boolean; readonly cpu: number };

/** Of each change; whether the import still ran at the end; and the app's CPU time meanwhile, seconds. */
export async function lagsAtTraffic(data: string, { perSecond, seconds, jiraApp }: Traffic): Promise<Lags> {
  const stack = await startLive({
    jiraApp,
    data,
    projects: 50,
    mergeRequests: 40,
    // An import that lasts: each commit that names an issue is one more request.
    appEnvironment: { CHANGED_FILES: 'on' },
    gitlabFlags: ['--license', 'premium', '--repeat', '10'],
  });
  try {
    await control(stack.addresses.jira, 'watch-arrivals', {});
    await stack.admin.linkAccount('acme', stack.application);
    const cpu = await cpuSeconds(stack);
    await control(stack.addresses.gitlab, 'traffic', {
      ...{ group: liveGroup, key: issueProject, perSecond, seconds },
      kinds: ['push', 'merge_request', 'pipeline'],
    });
    await sleep(seconds * 1000);
    const importRuns = await stack.admin.isBusy();
    const lags = await lagsOf(stack);
    return { lags, importRuns, cpu: (await cpuSeconds(stack)) - cpu };
  } finally {
    await stack.stop();
  }
}

type Lag = { readonly kind: string; readonly ms: number | undefined };

/** For each change when Jira was told of it, or of a later one of the same thing. */
async function lagsOf(stack: Stack): Promise<Lag[]> {
  const endsAt = performance.now() + patienceMs;
  for (;;) {
    const { made } = (await control(stack.addresses.gitlab, 'traffic-made', {})) as { made: unknown };
    const arrivals = Map.groupBy(
      (await control(stack.addresses.jira, 'arrivals')) as unknown as Told[],
      ({ name }) => name,
    );
    const lags = (made as Told[]).map(({ name, level, at }): Lag => {
      const arrival = arrivals.get(name)?.find((one) => one.level >= level);
      return { kind: name.split(' ', 1)[0] ?? '', ms: arrival && arrival.at - at };
    });
    if (lags.every(({ ms }) => ms !== undefined) || performance.now() > endsAt) return lags;
    await sleep(1_000);
  }
}

function* rowsOf(lags: readonly Lag[]): Iterable<(string | number)[]> {
  yield rowOf('all', lags);
  for (const [kind, of] of Map.groupBy(lags, (lag) => lag.kind)) yield rowOf(kind, of);
}

function rowOf(kind: string, lags: readonly Lag[]): (string | number)[] {
  const known = lags.flatMap(({ ms }) => ms ?? []).sort((a, b) => a - b);
  const at = (share: number) => decimals(known[Math.ceil(known.length * share) - 1] ?? Number.NaN, 0);
  return [kind, lags.length, at(0.5), at(0.99), at(1), lags.length - known.length];
}

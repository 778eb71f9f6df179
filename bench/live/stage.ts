import { setTimeout as sleep } from 'node:timers/promises';
import { control } from '../../scripts/demo/control.ts';
import type { JiraApp } from '../../scripts/demo/install.ts';
import { freePorts } from '../../scripts/demo/ports.ts';
import { startStack, type Stack } from '../../scripts/demo/stack.ts';

/** The issue keys of the sandbox's changes: every number of this Jira project exists. */
export const issueProject = 'KAFKA';
export const liveGroup = 'live';

export type Live = {
  /** Default: Connect, with which these figures began. */
  readonly jiraApp?: JiraApp | undefined;
  readonly projects: number;
  readonly mergeRequests: number;
  readonly commits?: number | undefined;
  readonly appEnvironment?: Readonly<Record<string, string>> | undefined;
  readonly gitlabFlags?: readonly string[] | undefined;
  readonly isSplit?: boolean | undefined;
  /** Folder of a history for the group `acme` of the sandbox; it is not linked here. */
  readonly data: string;
};

/** Everything in processes of its own, with a group of many small projects that is linked and imported. */
export async function startLive(live: Live): Promise<Stack> {
  const stack = await startStack({
    jiraApp: live.jiraApp ?? 'connect',
    ports: await freePorts(),
    data: live.data,
    gitlabFlags: live.gitlabFlags ?? [],
    isSplit: live.isSplit,
    appEnvironment: { CHANGED_FILES: 'off', ...live.appEnvironment },
  });
  try {
    const { projects, mergeRequests, commits } = live;
    await control(stack.addresses.gitlab, 'furnish-live', {
      ...{ group: liveGroup, key: issueProject, projects, mergeRequests },
      ...(commits === undefined ? {} : { commits }),
    });
    await stack.admin.linkAccount(liveGroup, stack.application);
    await settled(stack);
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** Until nothing is looked for, read or sent. */
export async function settled(stack: Stack): Promise<void> {
  while (await stack.admin.isBusy()) await sleep(500);
}

type Figures = { readonly requests: number; readonly entities: number };

export type Counted = {
  /** Requests to GitLab by endpoint. */
  readonly gitlab: Readonly<Record<string, number>>;
  /** All calls of Jira's API. */
  readonly jiraCalls: number;
  readonly devInfo: Figures;
  readonly builds: Figures;
  readonly violations: readonly string[];
};

/** What both sandboxes have counted since they were reset. */
export async function counted({ addresses }: Stack): Promise<Counted> {
  const gitlab = (await control(addresses.gitlab, 'state')) as {
    counts: Record<string, number>;
    violations: string[];
  };
  const jira = (await control(addresses.jira, 'state')) as {
    requests: { counts: Record<string, number> };
    devInfo: Figures;
    provided: { builds: Figures };
    violations: string[];
  };
  return {
    gitlab: gitlab.counts,
    jiraCalls: sumOf(jira.requests.counts, (endpoint) => !endpoint.startsWith('control')),
    devInfo: jira.devInfo,
    builds: jira.provided.builds,
    violations: [...gitlab.violations, ...jira.violations],
  };
}

export function sumOf(
  counts: Readonly<Record<string, number>>,
  isCounted: (name: string) => boolean = () => true,
): number {
  return Object.entries(counts).reduce((sum, [name, count]) => sum + (isCounted(name) ? count : 0), 0);
}

export async function resetCounts({ addresses }: Stack): Promise<void> {
  await control(addresses.gitlab, 'reset', {});
  await control(addresses.jira, 'reset', {});
}

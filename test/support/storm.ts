import { branchId } from '../../src/dev-info/entity-id.ts';
import type { Difference } from '../../src/sync/verify/difference.ts';
import { verifyAccount } from '../../src/sync/verify/verify-account.ts';
import type { MergeRequest, Project } from '../sandbox/gitlab/world/model.ts';
import { makeHistory, type MakeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from './app.ts';
import { busyTeam } from './busy-team.ts';
import { installTenant, type InstalledTenant } from './install-tenant.ts';
import { linkAccount } from './link-account.ts';

const minute = 60_000;

export type Storm = {
  readonly seed: number;
  readonly projects: number;
  /** GitLab's. Default: the newest. */
  readonly version?: string | undefined;
  /** Sizes of what each project has at the beginning. */
  readonly history?: Pick<MakeHistory, 'commits' | 'branches' | 'mergeRequests'> | undefined;
};

/** A group of projects with one webhook, linked and imported, and people who work in it while events are held back. */
export type Stage = {
  readonly app: TestApp;
  readonly site: InstalledTenant;
  readonly projects: readonly Project[];
  /**
   * Works until so many events wait, and delivers them in another order, a tenth of them twice, a fifth not at all.
   * @returns how many calls that were
   */
  rage(events: number): Promise<{ sent: number; lost: number; duplicated: number }>;
  /** Every account is refreshed once, as it is each hour. */
  anHourPasses(): Promise<void>;
  /** What `sync --verify` finds. */
  verify(): Promise<Difference[]>;
  /** Whether it comes of a merge request that was deleted: GitLab tells nobody, and an old one shows it to the rotation only. */
  readonly isOfDeleted: (difference: Difference) => boolean;
};

/** What has its time again and again: nothing waits for it. */
export const hourlyTasks: readonly string[] = [
  'sync.refresh-account',
  'queue.housekeep',
  'dev-info.look-for-projects',
];

/** Drains, and lets time pass for what waits for a limit of GitLab or Jira. */
async function workOff(app: TestApp): Promise<void> {
  for (;;) {
    await app.drain();
    const [next] = await app.ctx.db.rows<{ at: Date | null }>(
      'select min(due_at) as at from timer where task <> all ($1::text[])',
      [hourlyTasks],
    );
    if (next?.at == null) return;
    app.advance(Math.max(1_000, next.at.getTime() - app.clock.now()));
  }
}

/** Keeps which merge requests were deleted. */
function deletedOnes(): { add: (row: MergeRequest) => void; has: (of: Difference) => boolean } {
  const names = new Set<string>();
  return {
    add: ({ id, sourceBranch }) => {
      names.add(`pull_request ${id}`).add(`branch ${branchId(sourceBranch)}`);
    },
    has: ({ kind, id }) => names.has(`${kind} ${id}`),
  };
}

export async function startStorm({ seed, projects: count, history = {}, version }: Storm): Promise<Stage> {
  const app = await startTestApp({
    env: { CHANGED_FILES: 'off' },
    gitlab: { license: 'premium', version },
    jira: { allIssuesOf: ['ABC'] },
  });
  const { world, hooks } = app.gitlab;
  const ada = world.addUser({ username: 'ada' });
  const ben = world.addUser({ username: 'ben' });
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, ada, 50);
  world.addMember(group, ben, 30);
  const projects = Array.from({ length: count }, (_, n) => {
    const project = world.addProject({ path: `project-${n}`, namespace: group });
    world.loadHistory(project, makeHistory({ ...history, name: project.path, seed: seed + n, odd: false }));
    return project;
  });
  const site = await installTenant(app);
  const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  await app.drain();
  const deleted = deletedOnes();
  const work = busyTeam({
    world,
    projects,
    people: [ada, ben],
    seed,
    key: 'ABC',
    keys: 40,
    onDelete: deleted.add,
  });
  return {
    app,
    site,
    projects,
    async rage(events) {
      hooks.hold();
      while (hooks.held < events) {
        work();
        app.advance(1_000);
      }
      const weather = hooks.release({ seed, shuffle: true, lose: 0.2, duplicate: 0.1 });
      await workOff(app);
      return weather;
    },
    async anHourPasses() {
      app.advance(61 * minute);
      await workOff(app);
    },
    async verify() {
      const found: Difference[] = [];
      const wait = (ms: number) => {
        app.advance(ms);
        return Promise.resolve();
      };
      for await (const one of verifyAccount(app.ctx, account, { wait })) found.push(one);
      return found;
    },
    isOfDeleted: deleted.has,
  };
}

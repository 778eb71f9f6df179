import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../../sandbox/history/make.ts';
import { installTenant } from '../../support/install-tenant.ts';
import { linkAccount } from '../../support/link-account.ts';
import { within } from '../process-tree.ts';
import { startStage, type Stage } from '../stage.ts';
import { author, commitsFor, issueProject, judge, type Asking, type Judged } from './asked.ts';

export type Kills = {
  readonly seed: number;
  /** Two commands on each. */
  readonly issues: number;
  readonly kills: number;
};

export type Survived = Judged & {
  readonly commands: number;
  readonly kills: number;
  /** Commands that were under way at a kill, over all kills. */
  readonly cutOff: number;
  /** Webhooks that came while nobody listened: GitLab sends them once. */
  readonly unheard: number;
  /** How many commands ended how. */
  readonly states: Readonly<Record<string, number>>;
  /** Those that have not ended `done`, in words. */
  readonly notDone: readonly string[];
  /** Undocumented calls, and processes that ended by themselves. */
  readonly faults: readonly string[];
  readonly seconds: number;
};

const projects = 10;
const pushEveryMs = 150;
const patienceMs = 300_000;
/** A write takes so long, so that there is something to die in. */
const writeMs = 30;
const writes = new Set(['issue.comment.add', 'issue.worklog.add', 'issue.transition']);

type Scene = {
  readonly stage: Stage;
  readonly random: () => number;
  readonly refresh: () => Promise<void>;
  /** Writes that have come to Jira. */
  readonly written: () => number;
};

/**
 * Commits with commands come in all the while; the whole app, web and workers, is killed and started again at random
 * moments: each is a number of writes that Jira has got, and some milliseconds more, so that it dies before Jira's work,
 * between that and the answer, and after it. In the end the repositories are refreshed, as every hour.
 */
export async function killCommands({ seed, issues, kills }: Kills): Promise<Survived> {
  const startedAt = performance.now();
  const random = randomFrom(seed);
  const stage = await startStage({
    gitlab: { latencyMs: 0 },
    jira: { latencyMs: 0, allIssuesOf: [issueProject] },
  });
  try {
    const scene = { stage, random, ...(await furnish(stage)), written: slowWrites(stage, random) };
    const askings = commitsFor(issues);
    const asked = askings.flatMap(({ asks }) => asks);
    const pushed = pushAll(scene, askings);
    const cutOff = await killAtMoments(scene, { kills, commands: asked.length, pushed });
    await pushed;
    await settle(scene, asked.length);
    const judged = judge(stage.jira, asked);
    const { states, notDone } = await ended(stage);
    await stage.tree.stopAll();
    return {
      ...judged,
      ...{ commands: asked.length, kills, cutOff, states, notDone },
      unheard: stage.gitlab.hooks.deliveries.filter(({ status }) => status === 0).length,
      faults: [...stage.gitlab.violations, ...stage.jira.violations, ...stage.tree.faults],
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    await stage.close();
  }
}

/** A site in which the author works, and some projects that are imported. */
async function furnish(stage: Stage): Promise<Pick<Scene, 'refresh'>> {
  const { app, gitlab, jira } = stage;
  const { world } = gitlab;
  const site = await installTenant(app);
  jira.createUser({
    displayName: author.authorName,
    emailAddress: author.authorEmail,
    emailVisible: true,
  });
  world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
  for (let n = 0; n < projects; n += 1) {
    const project = world.addProject({ path: `project-${n}`, namespace: world.namespace('acme') });
    world.push(project, 'main', [{ message: 'begin' }]);
  }
  const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  if (!(await within(patienceMs, async () => (await imported(stage)) === projects)))
    throw new Error('The repositories were not imported.');
  const path = `/accounts/${account.id}/repositories/refresh`;
  return {
    /** Until the app, which may be just starting, has taken the order. */
    refresh: async () => {
      const ask = async () => (await site.ask({ path, fields: {} }).catch(() => undefined))?.status === 200;
      await within(patienceMs, ask);
    },
  };
}

async function imported({ client }: Stage): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from repository r where commits_imported_at is not null and not exists (
       select from sync_run s where s.tenant_id = r.tenant_id and s.repository_id = r.id
         and s.state in ('queued', 'running'))`,
  );
  return rows[0]?.count ?? 0;
}

/** Jira takes a while to write: before it does, or before it says so. */
function slowWrites({ jira }: Stage, random: () => number): () => number {
  let count = 0;
  let isLate = false;
  jira.faults.add({
    match: ({ endpoint }) => {
      if (!writes.has(endpoint)) return false;
      count += 1;
      isLate = random() < 0.5;
      return !isLate;
    },
    latencyMs: writeMs,
  });
  jira.faults.add({
    match: ({ endpoint }) => writes.has(endpoint) && isLate,
    ...{ latencyMs: writeMs, afterHandling: true },
  });
  return () => count;
}

/** Evenly, whatever happens to the app. The commits of an issue are in one project, in their order. */
async function pushAll({ stage, random }: Scene, askings: readonly Asking[]): Promise<void> {
  const { world } = stage.gitlab;
  const queues = Array.from({ length: projects }, (): Asking[] => []);
  for (const one of askings) {
    const number = Number(one.asks[0]?.issueKey.split('-')[1]);
    queues[number % projects]?.push(one);
  }
  for (let n = 0; queues.some((queue) => queue.length > 0); n += 1) {
    const commits = (queues[n % projects] ?? []).splice(0, 1 + Math.floor(random() * 5));
    if (commits.length === 0) continue;
    const project = world.project(`acme/project-${n % projects}`);
    world.push(
      project,
      'main',
      commits.map(({ commit }) => commit),
    );
    await sleep(pushEveryMs);
  }
}

type Moments = { readonly kills: number; readonly commands: number; readonly pushed: Promise<void> };

/** @returns how many commands were under way at a kill */
async function killAtMoments(scene: Scene, { kills, commands, pushed }: Moments): Promise<number> {
  const { stage, random, written, refresh } = scene;
  const all = { isPushed: false };
  void pushed.then(() => (all.isPushed = true));
  const moments = Array.from({ length: kills }, () => Math.ceil(random() * commands * 0.9)).sort(
    (a, b) => a - b,
  );
  let cutOff = 0;
  for (const moment of moments) {
    for (let waited = 0; written() < moment; waited += 1) {
      await sleep(1);
      // What came while nobody listened is read then, or there would be nothing more to write.
      if (all.isPushed && waited % 20_000 === 0) await refresh();
      if (waited > patienceMs) throw new Error(`Jira got ${written()} writes and no more.`);
    }
    await sleep(random() * 2 * writeMs);
    await Promise.all(stage.tree.names.map((name) => stage.tree.kill(name)));
    cutOff += await running(stage);
    await Promise.all(stage.tree.names.map((name) => stage.tree.start(name)));
  }
  return cutOff;
}

async function running({ client }: Stage): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from smart_command where state = 'running'`,
  );
  return rows[0]?.count ?? 0;
}

/** Until all commands have ended. */
async function settle({ stage, refresh }: Scene, commands: number): Promise<void> {
  await refresh();
  const left = async () => {
    const { rows } = await stage.client.query<{ ended: number; jobs: number }>(
      `select (select count(*)::int from smart_command where state not in ('waiting', 'running')) as ended,
         (select count(*)::int from graphile_worker.jobs where attempts < max_attempts) as jobs`,
    );
    return rows[0];
  };
  await within(patienceMs, async () => {
    const now = await left();
    return now !== undefined && now.ended >= commands && now.jobs === 0;
  });
}

async function ended({ client }: Stage): Promise<Pick<Survived, 'states' | 'notDone'>> {
  const { rows } = await client.query<{ state: string; words: string }>(
    `select state, concat_ws(' ', issue_key, name, state, reason) as words from smart_command`,
  );
  const states = Object.fromEntries(
    [...Map.groupBy(rows, ({ state }) => state)].map(([state, of]) => [state, of.length]),
  );
  return { states, notDone: rows.filter(({ state }) => state !== 'done').map(({ words }) => words) };
}

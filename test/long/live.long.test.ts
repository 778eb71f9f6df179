import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LinkedAccount } from '../../src/account/account.store.ts';
import { readConfig } from '../../src/config.ts';
import type { Context } from '../../src/context.ts';
import { createContext } from '../../src/create-context.ts';
import { createLog } from '../../src/lib/log.ts';
import { listRepositories } from '../../src/repository/repository.store.ts';
import { startImport } from '../../src/sync/run/start-import.ts';
import type { Difference } from '../../src/sync/verify/difference.ts';
import { verifyAccount } from '../../src/sync/verify/verify-account.ts';
import type { Hooks } from '../sandbox/gitlab/hooks/hooks.ts';
import { makeHistory, randomFrom } from '../sandbox/history/make.ts';
import { busyTeam } from '../support/busy-team.ts';
import { installTenant } from '../support/install-tenant.ts';
import { storeDifferences } from '../support/jira-store.ts';
import { linkAccount } from '../support/link-account.ts';
import { hourlyTasks } from '../support/storm.ts';
import { disasters } from './disasters.ts';
import { within } from './process-tree.ts';
import { startStage, type Stage } from './stage.ts';

/** As `npm run test:long -- --seed 7`; time is real, so a seed repeats a run nearly, not exactly. */
const seed = jest.getSeed();
const busyMs = 120_000;
const patienceMs = 420_000;
const gitKinds: readonly string[] = ['branch', 'commit', 'pull_request'];

describe('work in bad weather', () => {
  let stage: Stage;
  /** Judges; runs no jobs. */
  let ctx: Context;
  beforeEach(async () => {
    stage = await startStage({
      gitlab: { latencyMs: 20, license: 'premium' },
      jira: { latencyMs: 50, allIssuesOf: ['ABC'] },
    });
    const { clock } = stage.app;
    ctx = await createContext(readConfig(stage.env), { clock, log: createLog('silent') });
  }, 60_000);
  afterEach(async () => {
    await ctx.close();
    await stage.close();
  });

  const started = performance.now();
  const say = (words: string) => {
    process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s: ${words}\n`);
  };

  /** What is not done yet. Timers are tries that follow a failure, apart from those that come every hour. */
  const left = async () => {
    const { rows } = await stage.client.query<Record<string, number>>(
      `select (select count(*)::int from sync_run where state in ('queued', 'running')) as runs,
         (select count(*)::int from entity where state = 'pending') as entities,
         (select count(*)::int from jira_removal) as removals,
         (select count(*)::int from timer where task <> all ($1)) as timers,
         (select count(*)::int from graphile_worker.jobs where attempts < max_attempts) as jobs`,
      [hourlyTasks],
    );
    return rows[0] ?? {};
  };
  const settled = async (what: string) => {
    const isOver = await within(patienceMs, async () =>
      Object.values(await left()).every((count) => count === 0),
    );
    say(`${what}: left ${JSON.stringify(await left())}`);
    if (!isOver) say(JSON.stringify(await stuck()));
    expect(isOver).toBe(true);
  };
  const stuck = async () => {
    const ask = async (sql: string) => (await stage.client.query<object>(sql)).rows;
    return {
      runs: await ask(`select mode, state, error from sync_run where state <> 'finished'`),
      cursors: await ask(
        `select stream, state, waiting_until, error from sync_cursor where state in ('running', 'waiting', 'failed')`,
      ),
      jobs: await ask('select task_identifier, attempts, locked_at, last_error from graphile_worker.jobs'),
      timers: await ask('select task, due_at, job from timer'),
      lanes: await ask('select lane, api, failures, waiting_until, last_error from outbox_lane'),
    };
  };

  const verify = async (account: LinkedAccount): Promise<Difference[]> => {
    const found: Difference[] = [];
    const wait = (ms: number) => sleep(ms);
    for await (const one of verifyAccount(ctx, account, { wait })) found.push(one);
    return found;
  };

  it('leaves nothing wrong after a refresh and a look at everything', async () => {
    process.stderr.write(`live seed ${seed}: repeat it with npm run test:long -- --seed ${seed}\n`);
    const random = randomFrom(seed);
    const { app, gitlab, jira, tree } = stage;
    const { world, hooks } = gitlab;
    const ada = world.addUser({ username: 'ada' });
    const ben = world.addUser({ username: 'ben' });
    const group = world.addGroup({ path: 'acme' });
    world.addMember(group, ada, 50);
    world.addMember(group, ben, 30);
    const projects = [1, 2, 3, 4].map((n) => {
      const project = world.addProject({ path: `project-${n}`, namespace: group });
      world.loadHistory(project, makeHistory({ name: project.path, seed: seed + n, odd: false }));
      return project;
    });
    const site = await installTenant(app, jira);
    const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await settled('imported');
    expect(await verify(account)).toEqual([]);

    const team = { world, projects, people: [ada, ben] as const, seed, key: 'ABC', keys: 40 };
    const work = busyTeam(team);
    const sky = disasters(stage, random);
    const end = performance.now() + busyMs;
    let acts = 0;
    const people = (async () => {
      while (performance.now() < end) {
        work();
        acts += 1;
        await sleep(random() * 200);
      }
    })();
    const post = misdeliver(hooks, { random, until: end });
    while (performance.now() < end) {
      say(`${await sky.next()}, left ${JSON.stringify(await left())}`);
      await sleep(500 + random() * 3_000);
    }
    await Promise.all([people, post]);
    await sky.clear();
    say(`fair from now on, after ${acts} acts and ${hooks.sent} calls, of which ${hooks.dropped} not sent`);
    await settled('worked off');

    const path = `/accounts/${account.id}/repositories/refresh`;
    expect((await site.ask({ path, fields: {} })).status).toBe(200);
    await settled('refreshed');
    const found = (await verify(account)).filter(({ kind }) => gitKinds.includes(kind));
    expect(found).toEqual([]);

    const { tenantId, id: accountId } = account;
    for (const { id: repositoryId } of await listRepositories(ctx.db, { tenantId, accountId })) {
      await startImport(ctx, { tenantId, repositoryId, mode: 'rotation' });
    }
    await settled('looked at as a whole');
    expect(await verify(account)).toEqual([]);
    expect(await storeDifferences(ctx.db, tenantId, jira)).toEqual([]);
    expect([...gitlab.violations, ...jira.violations]).toEqual([]);
    await tree.stopAll();
    expect(tree.faults).toEqual([]);
    say(`nothing is wrong; peak ${Math.round(tree.peakMegabytes())} MB`);
  }, 1_500_000);
});

/** Now and then events are kept for some seconds, and come shuffled, twice, or not at all. */
async function misdeliver(
  hooks: Hooks,
  { random, until }: { random: () => number; until: number },
): Promise<void> {
  while (performance.now() < until) {
    hooks.hold();
    await sleep(500 + random() * 4_000);
    hooks.release({ seed: Math.floor(random() * 1e9), shuffle: true, lose: 0.1, duplicate: 0.1 });
    await sleep(random() * 4_000);
  }
}

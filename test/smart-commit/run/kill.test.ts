import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startRunningApp, type RunningApp } from './running-app.ts';

const worker = fileURLToPath(new URL('../../sync/import-worker.ts', import.meta.url));
/** What the database calls its connections. */
const childName = 'killed-worker';
const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;

let running: RunningApp;
beforeEach(async () => {
  // The worker has the real time: what is done before it starts moves the clock about there.
  const startAt = new Date().getTime() - 115_000;
  running = await startRunningApp({ env: { ENCRYPTION_KEYS: keys }, startAt });
});
afterEach(() => running.close());

describe('a process that is killed between Jira’s answer and our commit', () => {
  it.each([
    ['issue.comment.add', '#comment once'],
    ['issue.worklog.add', '#time 1h once'],
    ['issue.transition', '#close'],
  ])(
    '%s is made once',
    async (match, command) => {
      const key = running.newIssue();
      const isMade = () => {
        const { comments, worklogs, transitions } = running.issue(key);
        return comments.length + worklogs.length + transitions > 0;
      };
      running.app.jira.faults.add({ match, times: 1, latencyMs: 60_000, afterHandling: true });
      running.push(`${key} ${command}`);
      await running.app.gitlab.hooks.idle();
      await killOnce(isMade);
      expect(isMade()).toBe(true);
      expect(await running.outcomes(key)).toMatchObject([{ state: 'running' }]);

      await settle(key);
      expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
      const { comments, worklogs, transitions } = running.issue(key);
      expect(comments.length + worklogs.length + transitions).toBe(1);
    },
    60_000,
  );
});

/**
 * The database goes on with what a dead process has asked for, when there is time: one that was about to take a job takes
 * it after it was given back, and nobody does it.
 */
async function connectionsGone(): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const left = await running.app.ctx.db.rows(
      'select 1 from pg_stat_activity where application_name = $1 and datname = current_database()',
      [childName],
    );
    if (left.length === 0) return;
    await delay(20);
  }
  throw new Error('The killed process still has connections to the database.');
}

/** Lets minutes go by until nothing is under way. @throws with all that is known, where that never comes */
async function settle(key: string): Promise<void> {
  const { app } = running;
  const isUnderWay = async () => (await running.outcomes(key)).some(({ state }) => state === 'running');
  for (let minutes = 0; minutes < 5 && (await isUnderWay()); minutes += 1) {
    app.advance(60_000);
    await app.drain();
  }
  if (!(await isUnderWay())) return;
  const rows = await app.ctx.db.rows('select * from smart_command where issue_key = $1', [key]);
  const timers = await app.ctx.db.rows('select * from timer');
  const jobs = await app.ctx.db.rows(
    `select j.id, j.task_identifier, j.run_at, j.attempts, j.locked_at, j.locked_by, q.queue_name,
       q.locked_by as queue_locked_by, p.payload
     from graphile_worker.jobs j join graphile_worker._private_jobs p using (id)
       left join graphile_worker._private_job_queues q on q.id = p.job_queue_id`,
  );
  const clock = new Date(app.ctx.clock.now());
  throw new Error(`Still under way: ${JSON.stringify({ clock, rows, timers, jobs }, null, 2)}`);
}

/** Runs a worker until something is so, then kills it with no chance to clean up. */
async function killOnce(isSo: () => boolean): Promise<void> {
  const { config } = running.app.ctx;
  const child = spawn(process.execPath, [worker], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      APP_BASE_URL: config.appBaseUrl,
      ATLASSIAN_API_URL: config.atlassianApiUrl,
      CHANGED_FILES: 'off',
      CONNECT_TOKEN_URL: config.connectTokenUrl,
      DATABASE_URL: config.databaseUrl,
      ENCRYPTION_KEYS: keys,
      FORGE_APP_ID: config.forgeAppId,
      GITLAB_REQUESTS_PER_MINUTE: '0',
      PATH: process.env['PATH'],
      PGAPPNAME: childName,
      PRIVATE_HOSTS: '127.0.0.1,localhost',
    },
  });
  const exit = once(child, 'exit');
  for (let waited = 0; !isSo() && waited < 20_000; waited += 5) await delay(5);
  child.kill('SIGKILL');
  await exit;
  await connectionsGone();
  // What the heartbeat does after 30 s of silence.
  await running.app.ctx.db.run(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))`,
  );
  await running.app.ctx.db.run('update graphile_worker._private_jobs set run_at = now()');
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startRunningApp, type RunningApp } from './running-app.ts';

const worker = fileURLToPath(new URL('../../sync/import-worker.ts', import.meta.url));
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

      running.app.advance(60_000);
      await running.app.drain();
      running.app.advance(60_000);
      await running.app.drain();
      expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
      const { comments, worklogs, transitions } = running.issue(key);
      expect(comments.length + worklogs.length + transitions).toBe(1);
    },
    60_000,
  );
});

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
      PRIVATE_HOSTS: '127.0.0.1,localhost',
    },
  });
  const exit = once(child, 'exit');
  for (let waited = 0; !isSo() && waited < 20_000; waited += 5) await delay(5);
  child.kill('SIGKILL');
  await exit;
  // What the heartbeat does after 30 s of silence.
  await running.app.ctx.db.run(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))`,
  );
  await running.app.ctx.db.run('update graphile_worker._private_jobs set run_at = now()');
}

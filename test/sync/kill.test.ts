import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { ledger, progressOf, reachable, repositoryNamed, stateOf } from './support.ts';

const worker = fileURLToPath(new URL('./import-worker.ts', import.meta.url));
const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;

describe('an import whose process is killed', () => {
  it('goes on where it stood, and ends with everything once', async () => {
    const app = await startTestApp({ env: { CHANGED_FILES: 'off', ENCRYPTION_KEYS: keys } });
    const site = await installTenant(app);
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'acme' });
    world.addMember(group, world.addUser({ username: 'ada' }), 50);
    const history = makeHistory({ commits: 2400, branches: 20, mergeRequests: 600 });
    world.loadHistory(world.addProject({ path: 'one', namespace: group }), history);
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });

    for (const pages of [4, 10, 16]) await killAfter(app, pages);
    const half = await stateOf(app, await repositoryNamed(app, site.tenant.id, 'one'));
    expect(half.state).toBe('running');

    await app.drain();
    const repository = await repositoryNamed(app, site.tenant.id, 'one');
    const state = await stateOf(app, repository);
    expect(state).toMatchObject({ state: 'finished', lastError: undefined });
    expect(progressOf(state, 'commits')).toMatchObject({ read: reachable(history).size });
    expect(progressOf(state, 'merge_requests')).toMatchObject({ read: 600 });
    expect(progressOf(state, 'branches')).toMatchObject({ read: history.branches.length });
    const rows = await ledger(app, repository);
    expect(new Set(rows.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(rows.length);
    await app.close();
  }, 120_000);
});

/** Runs a worker until GitLab has been asked for so many pages in all, then kills it with no chance to clean up. */
async function killAfter(app: TestApp, pages: number): Promise<void> {
  const { config } = app.ctx;
  const child = spawn(process.execPath, [worker], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      DATABASE_URL: config.databaseUrl,
      ENCRYPTION_KEYS: keys,
      APP_BASE_URL: config.appBaseUrl,
      PRIVATE_HOSTS: '127.0.0.1,localhost',
      CHANGED_FILES: 'off',
      WORKER_CONCURRENCY: '3',
      PATH: process.env['PATH'],
    },
  });
  const exit = once(child, 'exit');
  const asked = () => (app.gitlab.counts['project.commits'] ?? 0) + (app.gitlab.counts['graphql'] ?? 0);
  for (let waited = 0; asked() < pages && waited < 30_000; waited += 2) await delay(2);
  child.kill('SIGKILL');
  await exit;
  // What the heartbeat does after 30 s of silence.
  await app.ctx.db.run(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))`,
  );
  await app.ctx.db.run('update graphile_worker._private_jobs set run_at = now()');
}

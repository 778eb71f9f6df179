import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from '../../../src/context.ts';
import { inTransaction } from '../../../src/db/db.ts';
import { runIssueCommands } from '../../../src/smart-commit/run/run-issue.ts';
import { startRunningApp, type RunningApp } from './running-app.ts';

let running: RunningApp;
let key: string;
beforeAll(async () => {
  running = await startRunningApp();
});
afterAll(() => running.close());
beforeEach(() => {
  key = running.newIssue();
});

const made = () => running.issue(key).comments.map(({ text }) => text);
const later = async (ms: number) => {
  running.app.advance(ms);
  await running.app.drain();
};

/** Notes a command that Jira lets wait, and gives what carries it out once the wait is over. */
async function waiting(): Promise<(ctx: Context) => Promise<void>> {
  const { app, site } = running;
  app.jira.faults.add({ match: 'issue.comment.add', times: 1, status: 429, headers: { 'Retry-After': '5' } });
  await running.run(`${key} #comment once`);
  expect(await running.outcomes(key)).toMatchObject([{ state: 'waiting' }]);
  app.advance(6_000);
  return (ctx) => runIssueCommands(ctx, { tenantId: site.tenant.id, issueKey: key }).catch(() => undefined);
}

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries > 500) throw new Error('This has not come to pass.');
    await delay(10);
  }
}

describe('a process that stands still', () => {
  it('between writing down what it does and doing it, does it no more', async () => {
    const run = await waiting();
    const { app } = running;
    let end: Promise<void> | undefined;
    await inTransaction(app.ctx.db, async (tx) => {
      await tx.rows('select 1 as one from smart_command where issue_key = $1 for update', [key]);
      end = run(app.ctx);
      await until(async () => {
        const [row] = await app.ctx.db.rows<{ count: number }>(
          `select count(*)::int as count from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like 'update smart_command%running%'`,
        );
        return row?.count === 1;
      });
      // By now others would have looked in Jira, found nothing, and done it.
      app.advance(60_000);
    });
    await end;
    expect(made()).toEqual([]);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'waiting' }]);
    await later(60_000);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expect(made()).toEqual(['once']);
  });

  it('and then finds nobody as whom to do it, does not end what another does', async () => {
    const run = await waiting();
    const { app } = running;
    let isAsked = false;
    const match = ({ endpoint }: { endpoint: string }) => {
      isAsked ||= endpoint === 'user.search';
      return endpoint === 'user.search';
    };
    app.jira.faults.add({ match, times: 1, status: 200, body: [], latencyMs: 1_000 });
    // Another process remembers nothing of what this one has asked.
    const slow = run({ ...app.ctx });
    await until(() => isAsked);
    app.jira.faults.add({
      match: 'issue.comment.add',
      times: 1,
      dropConnection: true,
      afterHandling: true,
    });
    // This one knows her from the first try, and is quicker.
    await run(app.ctx);
    expect(made()).toEqual(['once']);
    await slow;
    expect(await running.outcomes(key)).toMatchObject([{ state: 'running' }]);
    await later(13_000);
    expect(await running.outcomes(key)).toMatchObject([{ state: 'done' }]);
    expect(made()).toEqual(['once']);
  });
});

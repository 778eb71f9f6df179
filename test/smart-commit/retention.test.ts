import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scheduleHousekeeping } from '../../src/queue/housekeeping.ts';
import { forgetOldCommands } from '../../src/smart-commit/retention/forget-old-commands.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { seedCommand, type SeededCommand } from './support/seed-commands.ts';

const dayMs = 86_400_000;

describe('what commits did', () => {
  let app: TestApp;
  let site: InstalledTenant;
  beforeAll(async () => {
    app = await startTestApp({ env: { SMART_COMMIT_DAYS: '30' } });
    site = await installTenant(app);
    await scheduleHousekeeping(app.ctx);
  });
  afterAll(() => app.close());

  const seed = (given: SeededCommand) =>
    seedCommand(app, { tenantId: site.tenant.id, repositoryId: randomUUID() }, given);
  const kept = async () => {
    const rows = (table: string, what: string) =>
      app.ctx.db.rows<{ of: string }>(`select ${what} as of from ${table} where tenant_id = $1 order by 1`, [
        site.tenant.id,
      ]);
    const [commands, commits] = [await rows('smart_command', 'argument'), await rows('smart_commit', 'line')];
    return [commands.map(({ of }) => of), commits.map(({ of }) => of)];
  };
  /** Hourly housekeeping. */
  const hour = async () => {
    app.advance(3_600_000);
    await app.drain();
  };

  it('is forgotten when its time is over, with the commit', async () => {
    const old = app.clock.now() - 31 * dayMs;
    await seed({ seenAt: old, line: 'old', argument: 'old' });
    await seed({ seenAt: old, line: 'both', argument: 'failed', sha: 'b0'.repeat(20), state: 'failed' });
    await seed({ seenAt: old, argument: 'unknown', sha: 'b0'.repeat(20), position: 1, state: 'unknown' });
    await seed({ seenAt: app.clock.now() - 29 * dayMs, line: 'young', argument: 'young' });
    await hour();
    expect(await kept()).toEqual([['young'], ['young']]);
    app.advance(2 * dayMs);
    await hour();
    expect(await kept()).toEqual([[], []]);
  });

  it('is forgotten where it was left to Jira', async () => {
    const { db } = app.ctx;
    const left = (sha: string, days: number, ended: boolean) =>
      db.run(
        `insert into native_commit (tenant_id, sha, repository_id, sequence, ended, claimed_at)
         values ($1, $2, $1, 1, $3, $4)`,
        [site.tenant.id, sha, ended, new Date(app.clock.now() - days * dayMs)],
      );
    await left('old', 31, true);
    await left('open', 31, false);
    await left('young', 29, true);
    await hour();
    const rows = await db.rows('select sha from native_commit where tenant_id = $1 order by sha', [
      site.tenant.id,
    ]);
    expect(rows).toEqual([{ sha: 'open' }, { sha: 'young' }]);
  });

  it('is forgotten however much it is', async () => {
    const { tenant } = site;
    const old = new Date(app.clock.now() - 31 * dayMs);
    await app.ctx.db.run(
      `insert into smart_commit (tenant_id, sha, repository_id, line, author_name, author_email, authored_at, url,
         fingerprint, seen_at)
       select $1::uuid, md5(n::text), $1::uuid, 'many', '', '', $2::timestamptz, '', '', $2::timestamptz
       from generate_series(1, 1100) n`,
      [tenant.id, old],
    );
    await app.ctx.db.run(
      `insert into smart_command (tenant_id, sha, place, position, issue_key, name, type, argument, state, seen_at)
       select tenant_id, sha, place, p, 'ABC-1', 'comment', 'comment', 'many', 'done', seen_at
       from smart_commit, generate_series(0, 1) p where tenant_id = $1 and line = 'many'`,
      [tenant.id],
    );
    await hour();
    expect(await kept()).toEqual([[], []]);
  });

  // Not through the queue, which would carry it out.
  it('is not forgotten before it has ended', async () => {
    const old = app.clock.now() - 31 * dayMs;
    await seed({ seenAt: old, line: 'moves', argument: 'done', sha: 'c0'.repeat(20) });
    await seed({ seenAt: old, argument: 'running', sha: 'c0'.repeat(20), position: 1, state: 'running' });
    await forgetOldCommands(app.ctx);
    expect(await kept()).toEqual([['running'], ['moves']]);
  });

  it('is counted for operators while it has not ended', async () => {
    app.ctx.metrics.command({ outcome: 'failed', reason: 'no_user' });
    const text = await (await fetch(`${app.url}/metrics`)).text();
    expect(text).toMatch(/^smart_commands_open\{state="running"\} 1$/m);
    expect(text).toMatch(/^smart_commands_open\{state="waiting"\} 0$/m);
    expect(text).toMatch(/^smart_commands_oldest_seconds \d{7}/m);
    expect(text).toMatch(/^smart_commands_total\{outcome="failed",reason="no_user"\} 1$/m);
  });
});

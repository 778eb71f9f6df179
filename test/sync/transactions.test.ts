import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp } from '../support/app.ts';
import { installTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';

const latencyMs = 120;

describe('a call to GitLab or Jira', () => {
  it('never has a transaction open behind it', async () => {
    const app = await startTestApp({ gitlab: { latencyMs }, jira: { latencyMs } });
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    const project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.loadHistory(project, makeHistory({ commits: 120 }));
    const site = await installTenant(app);

    const pool = new pg.Pool({ connectionString: app.ctx.config.databaseUrl, max: 4 });
    const looks: Promise<void>[] = [];
    const held: string[] = [];
    /** A session that rests in its transaction, after the same statement, for as long as the answer takes. */
    const look = async (call: string) => {
      let resting = await idle(pool);
      for (let looks = 0; looks < 3 && resting.length > 0; looks += 1) {
        await sleep(latencyMs / 4);
        const now = await idle(pool);
        resting = resting.filter((one) => now.includes(one));
      }
      if (resting.length > 0) held.push(call);
    };
    const watched = { match: ({ path }: { path: string }) => (looks.push(look(path)), false) };
    app.gitlab.faults.add(watched);
    app.jira.faults.add(watched);
    await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    app.clock.advance(6_900_000);
    await app.drain();
    await Promise.all(looks);
    await pool.end();
    expect(held).toEqual([]);
    expect(looks.length).toBeGreaterThan(50);
    expect(app.gitlab.counts['oauth.token'] ?? 0).toBeGreaterThan(0);
    await app.close();
  }, 60_000);
});

async function idle(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ one: string }>(
    `select pid || ' ' || state_change as one from pg_stat_activity
     where datname = current_database() and state like 'idle in transaction%'`,
  );
  return rows.map(({ one }) => one);
}

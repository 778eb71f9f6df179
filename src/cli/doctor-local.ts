import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import { pendingMigrations } from '../db/migrate.ts';
import { openTenant } from '../db/sealed.store.ts';
import { livingProcesses } from '../queue/process.store.ts';
import { listTenants } from '../tenant/tenant.store.ts';
import { failed, type Finding } from './finding.ts';

const oldestPostgres = 150_000;

/** What can be said of the settings alone; that they can be read is checked before. */
export function checkConfiguration(config: Config): Finding[] {
  const findings: Finding[] = [{ name: 'configuration', state: 'ok', detail: 'every variable can be read' }];
  const url = new URL(config.appBaseUrl);
  if (url.protocol === 'http:') {
    findings.push({
      name: 'APP_BASE_URL',
      state: ['localhost', '127.0.0.1'].includes(url.hostname) ? 'warning' : 'fault',
      detail: `${config.appBaseUrl} is not https`,
      todo: 'Jira Cloud only installs apps from a public https address. Set APP_BASE_URL to it.',
    });
  }
  if (config.vendorUrl === 'https://example.com') {
    findings.push({
      name: 'VENDOR_URL',
      state: 'warning',
      detail: 'not set',
      todo: 'Set VENDOR_NAME and VENDOR_URL: Jira shows them to its administrators.',
    });
  }
  return findings;
}

/** That the database answers, is new enough, has this version's tables, and that somebody runs jobs. */
export async function checkDatabase(ctx: Context): Promise<Finding[]> {
  try {
    const [row] = await ctx.db.rows<{ number: number; version: string }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
    );
    const version: Finding =
      row !== undefined && row.number >= oldestPostgres
        ? { name: 'database', state: 'ok', detail: `PostgreSQL ${row.version}` }
        : {
            name: 'database',
            state: 'fault',
            detail: `PostgreSQL ${row?.version ?? ''} is too old`,
            todo: 'Use PostgreSQL 15 or newer.',
          };
    const pending = await pendingMigrations(ctx.db);
    if (pending.length > 0) return [version, pendingFinding(pending)];
    const schema: Finding = { name: 'migrations', state: 'ok', detail: 'up to date' };
    return [version, schema, await checkSecrets(ctx), await checkWorkers(ctx)];
  } catch (error) {
    return [failed('database', error)];
  }
}

function pendingFinding(pending: readonly string[]): Finding {
  return {
    name: 'migrations',
    state: 'warning',
    detail: `${pending.length} to run (${pending.join(', ')})`,
    todo: 'Run "npm run cli -- migrate", or start the app, which does it.',
  };
}

/** That ENCRYPTION_KEYS opens everything that is stored: a key that is lost shows here before a token is due. */
async function checkSecrets(ctx: Context): Promise<Finding> {
  const name = 'ENCRYPTION_KEYS';
  try {
    let count = 0;
    for (const { id } of await listTenants(ctx.db)) {
      count += await openTenant(ctx.db, { tenantId: id, sealer: ctx.sealer });
    }
    return { name, state: 'ok', detail: `${count} stored secrets open` };
  } catch (error) {
    return failed(name, error);
  }
}

async function checkWorkers(ctx: Context): Promise<Finding> {
  const working = (await livingProcesses(ctx.db)).filter((process) => process.workers > 0).length;
  if (working > 0)
    return {
      name: 'workers',
      state: 'ok',
      detail: `${working} ${working === 1 ? 'process takes' : 'processes take'} jobs`,
    };
  return {
    name: 'workers',
    state: 'warning',
    detail: 'no process takes jobs, so nothing is imported or sent',
    todo: 'Start the app with ROLE=all, or one with ROLE=worker beside the web processes.',
  };
}

import type { Db } from '../db/db.ts';
import { storedText } from '../lib/words/stored-text.ts';
import type { Text } from '../lib/words/text.ts';

/** A self-hosted Jira whose built-in connector is served, and the one GitLab behind it. Times are epoch ms. */
export type Facade = {
  readonly tenantId: string;
  /** Base URL of the Jira, with the path below which it runs. */
  readonly jiraUrl: string;
  readonly gitlabUrl: string;
  readonly enabled: boolean;
  /** In the address of the page that says what to type into Jira: `<tenant id>.<random>`. */
  readonly pageKey: string;
  /** What went wrong last while it was being linked: `textOfStored`. */
  readonly problem: string | null;
  readonly problemAt: number | null;
};

type Row = {
  tenant_id: string;
  base_url: string;
  gitlab_url: string;
  enabled: boolean;
  page_key: string;
  problem: string | null;
  problem_at: Date | null;
};

const select = `select f.tenant_id, t.base_url, f.gitlab_url, f.enabled and t.state = 'active' as enabled, f.page_key,
  f.problem, f.problem_at from facade f join tenant t on t.tenant_id = f.tenant_id`;

function toFacade(row: Row): Facade {
  return {
    tenantId: row.tenant_id,
    jiraUrl: row.base_url,
    gitlabUrl: row.gitlab_url,
    enabled: row.enabled,
    pageKey: row.page_key,
    problem: row.problem,
    problemAt: row.problem_at?.getTime() ?? null,
  };
}

export async function findFacade(db: Db, tenantId: string): Promise<Facade | undefined> {
  const [row] = await db.rows<Row>(`${select} where f.tenant_id = $1`, [tenantId]);
  return row && toFacade(row);
}

/** Of every site, oldest first: a handful, made by the operator. */
export async function listFacades(db: Db): Promise<Facade[]> {
  return (await db.rows<Row>(`${select} order by f.enabled_at, f.tenant_id`)).map(toFacade);
}

/** Switches it on; one that was there before keeps its page's address. */
export async function putFacade(
  tx: Db,
  { tenantId, gitlabUrl, pageKey, now }: Pick<Facade, 'tenantId' | 'gitlabUrl' | 'pageKey'> & { now: number },
): Promise<void> {
  await tx.run(
    `insert into facade (tenant_id, gitlab_url, enabled, page_key, enabled_at) values ($1, $2, true, $3, $4)
     on conflict (tenant_id) do update set gitlab_url = excluded.gitlab_url, enabled = true, problem = null`,
    [tenantId, gitlabUrl, pageKey, new Date(now)],
  );
}

export async function disableFacade(db: Db, tenantId: string): Promise<void> {
  await db.run('update facade set enabled = false where tenant_id = $1', [tenantId]);
}

/** What a person should know who sets it up; null clears it. */
export async function noteProblem(
  db: Db,
  tenantId: string,
  { problem, now }: { problem: Text | null; now: number },
): Promise<void> {
  await db.run('update facade set problem = $2, problem_at = $3 where tenant_id = $1', [
    tenantId,
    problem && storedText(problem),
    problem === null ? null : new Date(now),
  ]);
}

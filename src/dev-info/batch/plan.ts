import type { Context } from '../../context.ts';
import type { JiraCall } from '../../jira/bulk.client.ts';
import { say } from '../../lib/words/say.ts';
import { getRepositories, type Repository } from '../../repository/repository.store.ts';
import type { Lane } from '../entity.ts';
import { knownProjects, sendableKeys } from '../projects/known-projects.ts';
import { letJiraRun } from '../native/let-jira-run.ts';
import { toRepository } from '../to-jira/repository.ts';
import type { Outcome, PendingRow } from '../outbox/outbox.store.ts';
import { prepare, type Destination, type Item } from './prepare.ts';
import type { Deletion } from './send-deletes.ts';

export type Plan = { items: Item[]; deletions: Deletion[]; settled: Outcome[] };

/** Decides for each row: sent, deleted in Jira, held for want of a project, or nothing since Jira has just this. */
export async function plan(
  ctx: Context,
  call: JiraCall,
  { lane, rows }: { lane: Lane; rows: readonly PendingRow[] },
): Promise<Plan> {
  const { tenantId } = call.connection;
  const [repositories, projects] = await Promise.all([
    repositoriesOf(ctx, tenantId, rows),
    knownProjects(
      ctx,
      call,
      rows.flatMap((row) => (row.removed ? [] : row.issueKeys)),
    ),
  ]);
  const destinations = destinationsOf(repositories);
  const work: Plan = { items: [], deletions: [], settled: [] };
  for (const row of rows) {
    const destination = destinations.get(row.repositoryId);
    if (destination === undefined) {
      work.settled.push({ row, outcome: row.removed ? 'gone' : 'held' });
      continue;
    }
    try {
      const keys = row.removed ? [] : sendableKeys(row.issueKeys, projects);
      place(work, row, { ...destination, lane, keys });
    } catch (err) {
      // A mistake of ours about one entity: it is shown, and the others go on.
      ctx.log.error({ err, repositoryId: row.repositoryId, kind: row.kind, id: row.id }, 'not translated');
      work.settled.push({ row, outcome: 'rejected', reason: say('errors.jira.notTranslated') });
    }
  }
  if (lane === 'import') return work;
  return { ...work, items: await letJiraRun(ctx, { tenantId, items: work.items, repositories }) };
}

function place(
  work: Plan,
  row: PendingRow,
  { keys, ...to }: Destination & { lane: Lane; keys: readonly string[] },
): void {
  if (keys.length > 0) {
    const item = prepare(row, keys, to);
    if (item.hash === row.sentHash) work.settled.push({ row, outcome: 'unchanged' });
    else work.items.push(item);
  } else if (row.removed || row.sentHash !== null) {
    const outcome = row.removed ? 'gone' : 'held';
    work.deletions.push({ row, jiraRepositoryId: to.repository.id, outcome });
  } else {
    work.settled.push({ row, outcome: 'held' });
  }
}

function repositoriesOf(ctx: Context, tenantId: string, rows: readonly PendingRow[]): Promise<Repository[]> {
  return getRepositories(ctx.db, tenantId, [...new Set(rows.map((row) => row.repositoryId))]);
}

function destinationsOf(repositories: readonly Repository[]): Map<string, Destination> {
  return new Map(
    repositories.map((repository) => [
      repository.id,
      { accountId: repository.accountId, repository: toRepository(repository) },
    ]),
  );
}

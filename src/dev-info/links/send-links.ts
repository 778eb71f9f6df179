import type { Context } from '../../context.ts';
import type { JiraCall } from '../../jira/bulk.client.ts';
import { deleteRemoteLink, putRemoteLink } from '../../jira/remote-links.client.ts';
import type { Text } from '../../lib/words/text.ts';
import { getRepositories, type Repository } from '../../repository/repository.store.ts';
import type { Batch, BatchEnd } from '../batch/send-batch.ts';
import { tryApi, type Failures } from '../batch/failures.ts';
import { apiOf, kindsFor } from '../jira-api.ts';
import { dropGone, settle, takePending, type Outcome, type PendingRow } from '../outbox/outbox.store.ts';
import { retryRejected } from '../tasks.ts';
import { knownProjects, lookAgainLater, sendableKeys } from '../projects/known-projects.ts';
import { entityKeyOf, globalIdOf, linkOf, type Link } from './link-of.ts';
import { confirmLink, dropLink, linksOf, noteLink, type KnownLink } from './link.store.ts';

/** Entities of one batch: each is a request for every issue that it names. */
const batchSize = 50;
const atOnce = 4;
const hour = 3_600_000;
const day = 24 * hour;

/**
 * Sends what has waited longest in a lane to a Jira that takes no development information: as links of the issues, one
 * for each entity and issue. A link is made again only where something that it shows has changed, and taken away where
 * its entity is gone or does not name the issue any more.
 */
export async function sendLinks(ctx: Context, call: JiraCall, { lane, apis }: Batch): Promise<BatchEnd> {
  const { tenantId } = call.connection;
  const failures: Failures = new Map();
  const rows = await takePending(ctx.db, { tenantId, lane }, { kinds: kindsFor(apis), limit: batchSize });
  if (rows.length === 0) return { requests: 0, next: 'empty', failures };
  const around = await surroundings(ctx, call, rows);
  for (const api of apis) {
    const ofApi = rows.filter((row) => apiOf[row.kind] === api);
    await tryApi(failures, api, () => sendRows(ctx, call, { rows: ofApi, around }));
  }
  await dropGone(ctx.db, tenantId, ctx.clock.now() - day);
  const isHeld = rows.some((row) => !row.removed && around.keysOf(row).length === 0);
  if (isHeld) await lookAgainLater(ctx, tenantId);
  return { requests: rows.length, next: 'more', failures };
}

/** A permission is given without a word to us: what was refused is tried again every hour. */
async function tryAgainLater(ctx: Context, tenantId: string): Promise<void> {
  await ctx.jobs.add(ctx.db, retryRejected, { payload: { tenantId }, at: ctx.clock.now() + hour });
}

type Around = {
  readonly repositories: ReadonlyMap<string, Repository>;
  /** By entity key. */
  readonly known: ReadonlyMap<string, readonly KnownLink[]>;
  /** Issues that the entity is to be linked with. */
  keysOf(row: PendingRow): readonly string[];
};

async function surroundings(ctx: Context, call: JiraCall, rows: readonly PendingRow[]): Promise<Around> {
  const { tenantId } = call.connection;
  const ids = [...new Set(rows.map((row) => row.repositoryId))];
  const repositories = new Map(
    (await getRepositories(ctx.db, tenantId, ids)).map((repository) => [repository.id, repository]),
  );
  const named = rows.flatMap((row) => (row.removed ? [] : row.issueKeys));
  const projects = await knownProjects(ctx, call, named);
  const entityKeys = rows.flatMap((row) => {
    const repository = repositories.get(row.repositoryId);
    return repository === undefined ? [] : [entityKeyOf(row, repository.jiraRepositoryId)];
  });
  const links = await linksOf(ctx.db, tenantId, entityKeys);
  return {
    repositories,
    known: Map.groupBy(links, ({ entityKey }) => entityKey),
    keysOf: (row) => (row.removed ? [] : sendableKeys(row.issueKeys, projects)),
  };
}

/** What was done stays done when a later one fails. */
async function sendRows(
  ctx: Context,
  call: JiraCall,
  { rows, around }: { rows: readonly PendingRow[]; around: Around },
): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce) {
    const part = rows.slice(from, from + atOnce);
    const ends = await Promise.allSettled(part.map((row) => sendRow(ctx, call, { row, around })));
    const { tenantId } = call.connection;
    const outcomes = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    const rejected = outcomes.filter(({ outcome }) => outcome === 'rejected');
    // Some of its links may be there: whoever removes it later has to know that Jira has something of it.
    await settle(
      ctx.db,
      tenantId,
      rejected.map(({ row }) => ({ row, outcome: 'sent', hash: 'in part', cuts: 0 })),
    );
    await settle(ctx.db, tenantId, outcomes);
    if (rejected.length > 0) await tryAgainLater(ctx, tenantId);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}

async function sendRow(
  ctx: Context,
  call: JiraCall,
  { row, around }: { row: PendingRow; around: Around },
): Promise<Outcome> {
  const repository = around.repositories.get(row.repositoryId);
  if (repository === undefined) return { row, outcome: row.removed ? 'gone' : 'held' };
  const entityKey = entityKeyOf(row, repository.jiraRepositoryId);
  const source = { ...repository, path: repository.path };
  const link = row.removed ? undefined : linkOf(row, source, `${ctx.config.appBaseUrl}/icons`);
  const keys = link === undefined ? [] : around.keysOf(row);
  const known = around.known.get(entityKey) ?? [];
  const linked = { row, repository, entityKey, known };
  const stale = known.filter(({ issueKey }) => !keys.includes(issueKey));
  const reasons = [
    ...(await removeStale(ctx, call, stale)),
    ...(link === undefined ? [] : await putAll(ctx, call, { ...linked, link, keys })),
  ];
  const [reason] = reasons;
  if (reason !== undefined) return { row, outcome: 'rejected', reason };
  if (row.removed) return { row, outcome: 'gone' };
  // A commit is not linked: there is nothing that Jira lacks.
  if (link === undefined) return { row, outcome: 'unchanged' };
  if (keys.length === 0) return { row, outcome: 'held' };
  return { row, outcome: 'sent', hash: link.hash, cuts: link.cuts };
}

/** @returns why Jira refused some */
async function removeStale(ctx: Context, call: JiraCall, links: readonly KnownLink[]): Promise<Text[]> {
  const { tenantId } = call.connection;
  const reasons: Text[] = [];
  for (const { entityKey, issueKey } of links) {
    const outcome = await deleteRemoteLink(call, issueKey, globalIdOf(entityKey));
    if (outcome.kind === 'refused') reasons.push(outcome.reason);
    else await dropLink(ctx.db, { tenantId, entityKey, issueKey });
  }
  return reasons;
}

type Putting = {
  readonly row: PendingRow;
  readonly repository: Repository;
  readonly entityKey: string;
  readonly known: readonly KnownLink[];
  readonly link: Link;
  readonly keys: readonly string[];
};

/** @returns why Jira refused some */
async function putAll(
  ctx: Context,
  call: JiraCall,
  { row, repository, entityKey, known, link, keys }: Putting,
): Promise<Text[]> {
  const { tenantId } = call.connection;
  const { accountId, jiraRepositoryId } = repository;
  const owner = { api: apiOf[row.kind], accountId, jiraRepositoryId, sequence: row.sequence };
  const reasons: Text[] = [];
  for (const issueKey of keys) {
    const key = { tenantId, entityKey, issueKey };
    const before = known.find((one) => one.issueKey === issueKey);
    await noteLink(ctx.db, key, owner);
    // Jira forgets nothing by itself: what it has said it has is there, unless all is to be sent anew.
    if (before?.hash === link.hash && row.sentHash !== null) continue;
    const outcome = await putRemoteLink(call, issueKey, link.link);
    if (outcome.kind === 'done') {
      if (!(await confirmLink(ctx.db, key, link.hash))) {
        await deleteRemoteLink(call, issueKey, link.link.globalId);
      }
    } else if (before === undefined || outcome.kind === 'no_issue') await dropLink(ctx.db, key);
    if (outcome.kind === 'refused') reasons.push(outcome.reason);
  }
  return reasons;
}

import { getAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { inDurableTransaction } from '../../db/db.ts';
import { smartCommitRunner } from '../../repository/smart-commit-runner.ts';
import type { Repository } from '../../repository/repository.ts';
import { whereTransitionsRun, type Item } from '../batch/prepare.ts';
import { asWritten } from '../to-jira/commit.ts';
import { claimNative, type Candidate, type NativeCommit } from './native-commit.store.ts';

type Live = {
  readonly tenantId: string;
  readonly items: readonly Item[];
  /** Those of the items. */
  readonly repositories: readonly Repository[];
};

/**
 * Where an account leaves Smart Commits to Jira, a new commit is sent as it was written, once: this gives the items
 * with those commits changed. Jira ignores an `updateSequenceId` that it has had ("Store development information"), so
 * one whose answer was lost is sent with the same number again. Where the commit has changed since then, that change
 * follows by itself, as anything that Jira has already.
 */
export async function letJiraRun(ctx: Context, { tenantId, items, repositories }: Live): Promise<Item[]> {
  const candidates = items.flatMap((item) => candidateOf(item) ?? []);
  const left = candidates.length === 0 ? new Set() : await leftToJira(ctx, tenantId, repositories);
  const asked = candidates.filter(({ repositoryId }) => left.has(repositoryId));
  if (asked.length === 0) return [...items];
  const claimed = await inDurableTransaction(ctx.db, (tx) =>
    claimNative(tx, tenantId, { candidates: asked, now: ctx.clock.now() }),
  );
  const claims = new Map(claimed.map((claim) => [`${claim.repositoryId} ${claim.sha}`, claim]));
  return items.map((item) => {
    const claim = item.kind === 'commit' && claims.get(`${item.row.repositoryId} ${item.row.id}`);
    return claim ? written(item, claim) : item;
  });
}

function candidateOf({ kind, heldCommands, row }: Item): Candidate | undefined {
  const [issueKey] = row.issueKeys;
  if (kind !== 'commit' || !heldCommands || row.sentHash !== null || issueKey === undefined) return undefined;
  const { repositoryId, id, queuedAt, sequence } = row;
  return { repositoryId, sha: id, issueKey, queuedAt, sequence };
}

/** Ids of the repositories whose Smart Commits are Jira's. */
async function leftToJira(
  ctx: Context,
  tenantId: string,
  repositories: readonly Repository[],
): Promise<Set<string>> {
  const left = new Set<string>();
  for (const accountId of new Set(repositories.map((repository) => repository.accountId))) {
    const account = await getAccount(ctx.db, tenantId, accountId);
    if (account === undefined) continue;
    for (const repository of repositories) {
      const isOfAccount = repository.accountId === accountId;
      if (isOfAccount && smartCommitRunner(account, repository) === 'jira') left.add(repository.id);
    }
  }
  return left;
}

function written(item: Item, { sequence }: NativeCommit): Item {
  const { row, payload } = item;
  if (!('message' in payload) || !('message' in row.facts)) return item;
  return {
    ...item,
    ...whereTransitionsRun(item),
    isNative: true,
    payload: asWritten(payload, row.facts),
    row: { ...row, sequence },
    // It has changed since: what Jira may have of it is not what it is to have in the end.
    hash: sequence === row.sequence ? item.hash : 'as written',
  };
}

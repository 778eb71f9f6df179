import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { listRepositories, getRepository } from '../repository/repository.store.ts';
import { refreshAccount } from '../sync/refresh/refresh-account.ts';
import { refreshRepository } from '../sync/refresh/refresh-repository.ts';
import type { Difference } from '../sync/verify/difference.ts';
import { verifyAccount } from '../sync/verify/verify-account.ts';
import { differencesOf } from '../sync/verify/verify-repository.ts';
import { withDatabase } from './command-context.ts';
import { print, type Output } from './output.ts';
import { syncTargets, type Selection, type SyncTargets } from './sync-targets.ts';

export type SyncOptions = Output &
  Selection & { readonly full: boolean; readonly verify: boolean; readonly repair: boolean };

/**
 * Announces a refresh, which the workers then do; or, with `verify` or `repair`, compares GitLab, the ledger and Jira
 * here and now and prints each difference when it is found. Exit code 1: there are differences that were not healed, or
 * something could not be compared.
 * @throws AppError `bad_request`, `not_found`, `conflict`
 */
export async function syncCommand(options: SyncOptions): Promise<void> {
  await withDatabase(async (ctx) => {
    const targets = await syncTargets(ctx.db, options);
    if (options.verify || options.repair) await verify(ctx, targets, options);
    else await announce(ctx, targets, options);
  });
}

type Announced = { readonly kind: 'repository' | 'account'; readonly id: string; readonly path: string };

async function announce(
  ctx: Context,
  { accounts, repositories }: SyncTargets,
  options: SyncOptions,
): Promise<void> {
  const mode = options.full ? 'full' : 'soft';
  const announced: Announced[] = [];
  const refresh = async ({ tenantId, id, path }: { tenantId: string; id: string; path: string }) => {
    await refreshRepository(ctx, { tenantId, repositoryId: id, mode });
    announced.push({ kind: 'repository', id, path });
  };
  for (const repository of repositories) await refresh(repository);
  for (const { tenantId, id, namespacePath } of accounts) {
    await refreshAccount(ctx, { tenantId, accountId: id });
    announced.push({ kind: 'account', id, path: namespacePath });
    if (!options.full) continue;
    for (const one of await listRepositories(ctx.db, { tenantId, accountId: id, enabled: true }))
      await refresh(one);
  }
  const words = options.full ? 'everything is read again' : 'what has changed is read';
  print(
    options,
    { mode, announced },
    announced.length === 0
      ? ['There is no account to refresh.']
      : announced.map(({ kind, path }) => `${kind} ${path}: announced, ${words} by the workers.`),
  );
}

async function verify(ctx: Context, targets: SyncTargets, options: SyncOptions): Promise<void> {
  let count = 0;
  const failed: string[] = [];
  const fail = (what: string, thrown: unknown) => {
    failed.push(what);
    process.stderr.write(`${what}: ${thrown instanceof Error ? thrown.message : 'could not be compared.'}\n`);
    process.exitCode = 1;
  };
  for await (const { difference, path } of differences(ctx, targets, { repair: options.repair, fail })) {
    count += 1;
    const { kind, id, problem, detail } = difference;
    const line = options.json ? JSON.stringify(difference) : [path, kind, id, problem, detail].join('  ');
    process.stdout.write(`${line}\n`);
  }
  if (!options.json)
    process.stdout.write(`${summary(count, { ...options, isWhole: failed.length === 0 })}\n`);
  if (count > 0 && !options.repair) process.exitCode = 1;
}

function summary(count: number, { repair, isWhole }: { repair: boolean; isWhole: boolean }): string {
  const differences =
    count === 1 ? '1 difference' : `${count === 0 ? 'No' : count} difference${count === 0 ? '' : 's'}`;
  const where = isWhole ? '' : ' in what could be compared';
  return `${differences}${where}.${repair && count > 0 ? ' The workers send what was healed.' : ''}`;
}

/** What one account or repository fails with stops nothing beside it. */
async function* differences(
  ctx: Context,
  { accounts, repositories }: SyncTargets,
  { repair, fail }: { repair: boolean; fail: (what: string, thrown: unknown) => void },
): AsyncGenerator<{ readonly difference: Difference; readonly path: string }> {
  const wait = async (ms: number) => {
    process.stderr.write(`Waiting ${Math.ceil(ms / 1000)} s for a limit.\n`);
    await delay(ms);
  };
  const sources = [
    ...repositories.map((one) => ({
      name: one.path,
      tenantId: one.tenantId,
      found: differencesOf(ctx, { tenantId: one.tenantId, repositoryId: one.id }, { repair, wait }),
    })),
    ...accounts.map((one) => ({
      name: one.namespacePath,
      tenantId: one.tenantId,
      found: verifyAccount(ctx, one, { repair, wait, onFailure: fail }),
    })),
  ];
  for (const { name, tenantId, found } of sources) {
    try {
      for await (const difference of found) {
        const { repositoryId } = difference;
        const repository =
          repositoryId === '' ? undefined : await getRepository(ctx.db, tenantId, repositoryId);
        yield { difference, path: repository?.path ?? name };
      }
    } catch (thrown) {
      fail(name, thrown);
    }
  }
}

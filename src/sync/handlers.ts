import type { Context } from '../context.ts';
import { handle, type Handler } from '../queue/run-task.ts';
import { giveUpDiscovery, runDiscovery } from '../repository/discover-repositories.ts';
import { announceHooks, ensureHooksOfOwners } from '../repository/hooks/handlers.ts';
import {
  discoverRepositories,
  repositoriesFound,
  repositoriesHandedOver,
  type AccountPayload,
} from '../repository/tasks.ts';
import { onRepositoriesHandedOver } from './account-changes.ts';
import { giveUpStream, readStream } from './run/read-stream.ts';
import { importAccount, startNextRuns } from './run/start-import.ts';
import { importFiles, importStream, startWaitingRuns, type StreamPayload } from './tasks.ts';

async function onRepositoriesFound(ctx: Context, key: AccountPayload): Promise<void> {
  await importAccount(ctx, key);
  await announceHooks(ctx, key);
}

async function onHandedOver(
  ctx: Context,
  moved: { tenantId: string; repositoryIds: readonly string[] },
): Promise<void> {
  await onRepositoriesHandedOver(ctx, moved);
  await ensureHooksOfOwners(ctx, moved);
}

/** Reading GitLab: what is there, and everything in it. */
export const syncHandlers: readonly Handler<Context>[] = [
  handle<Context, AccountPayload>(discoverRepositories, { run: runDiscovery, onGiveUp: giveUpDiscovery }),
  handle<Context, AccountPayload>(repositoriesFound, { run: onRepositoriesFound }),
  handle(repositoriesHandedOver, { run: onHandedOver }),
  handle<Context, { tenantId: string }>(startWaitingRuns, { run: startNextRuns }),
  handle<Context, StreamPayload>(importStream, { run: readStream, onGiveUp: giveUpStream }),
  handle<Context, StreamPayload>(importFiles, { run: readStream, onGiveUp: giveUpStream }),
];

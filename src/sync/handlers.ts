import { followVersion } from '../account/authorization/follow-version.ts';
import type { Context } from '../context.ts';
import { handle, type Handler } from '../queue/run-task.ts';
import { giveUpDiscovery, runDiscovery } from '../repository/discover-repositories.ts';
import { announceHooks, ensureHooksOfOwners } from '../repository/hooks/handlers.ts';
import {
  discoverRepositories,
  repositoriesFound,
  repositoriesHandedOver,
  repositoriesListed,
  repositoriesVanished,
  type AccountPayload,
  type RepositoriesPayload,
} from '../repository/tasks.ts';
import { checkAccountHooks, checkRepositoryHook } from '../repository/hooks/check-hooks.ts';
import { eventsMissed, type EventsMissed } from '../repository/hooks/tasks.ts';
import {
  projectsChanged,
  repositoryChanged,
  type ProjectsPayload,
  type RepositoryPayload,
} from '../webhook/tasks.ts';
import { onSwitched } from './bulk/switch-many.ts';
import { onRepositoriesHandedOver } from './account-changes.ts';
import { onProjectsChanged } from './live/projects-changed.ts';
import { giveUpChanges, onRepositoryChanged } from './live/read-changes.ts';
import { onListed, onRefreshDue, refreshRepositories } from './refresh/refresh-account.ts';
import { refreshIfEnabled } from './refresh/refresh-repository.ts';
import { keepGraphs } from './graph/keep-graphs.ts';
import { onRepositoriesVanished } from './refresh/vanished-repositories.ts';
import { giveUpStream, readStream } from './run/read-stream.ts';
import { importAccount, startNextRuns } from './run/start-import.ts';
import {
  checkHook,
  checkHooks,
  followSwitches,
  importFiles,
  importStream,
  refreshAccountTask,
  refreshAgain,
  startWaitingRuns,
  type ManyPayload,
  type RefreshPayload,
  type StreamPayload,
} from './tasks.ts';

async function onRepositoriesFound(ctx: Context, key: AccountPayload): Promise<void> {
  await keepGraphs(ctx, key);
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

/** Webhooks are made and tested by what this version of GitLab can do. */
async function onCheckDue(ctx: Context, key: AccountPayload): Promise<void> {
  await followVersion(ctx, key);
  await checkAccountHooks(ctx, key);
}

/** Reading GitLab: what is there, and everything in it. */
export const syncHandlers: readonly Handler<Context>[] = [
  handle<Context, AccountPayload>(discoverRepositories, { run: runDiscovery, onGiveUp: giveUpDiscovery }),
  handle<Context, AccountPayload>(repositoriesFound, { run: onRepositoriesFound }),
  handle<Context, AccountPayload>(repositoriesListed, { run: onListed }),
  handle<Context, RepositoriesPayload>(repositoriesVanished, { run: onRepositoriesVanished }),
  handle<Context, AccountPayload>(refreshAccountTask, { run: onRefreshDue }),
  handle<Context, RefreshPayload>(refreshAgain, { run: refreshIfEnabled }),
  handle<Context, ManyPayload>(followSwitches, { run: onSwitched }),
  handle<Context, EventsMissed>(eventsMissed, { run: refreshRepositories }),
  handle<Context, AccountPayload>(checkHooks, { run: onCheckDue }),
  handle<Context, { tenantId: string; repositoryId: string }>(checkHook, { run: checkRepositoryHook }),
  handle<Context, RepositoryPayload>(repositoryChanged, {
    run: onRepositoryChanged,
    onGiveUp: giveUpChanges,
  }),
  handle<Context, ProjectsPayload>(projectsChanged, { run: onProjectsChanged }),
  handle(repositoriesHandedOver, { run: onHandedOver }),
  handle<Context, { tenantId: string }>(startWaitingRuns, { run: startNextRuns }),
  handle<Context, StreamPayload>(importStream, { run: readStream, onGiveUp: giveUpStream }),
  handle<Context, StreamPayload>(importFiles, { run: readStream, onGiveUp: giveUpStream }),
];

import { renameNamespace } from '../account/account-state.store.ts';
import { gitlabFor } from '../account/gitlab-for.ts';
import { getAccount, type LinkedAccount } from '../account/account.store.ts';
import type { Context } from '../context.ts';
import { inTransaction, type Db } from '../db/db.ts';
import type { GitlabClient } from '../gitlab/gitlab-client.ts';
import type { GitlabPage } from '../gitlab/page.ts';
import type { GitlabProject } from '../gitlab/project.schema.ts';
import { AppError, asAppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import {
  advanceDiscovery,
  beginDiscovery,
  finishDiscovery,
  getDiscovery,
  noteDiscovery,
  type Discovery,
} from './discovery.store.ts';
import { adoptUnreached, listUnseen, markSeen, releaseReach, type Unseen } from './reach.store.ts';
import { upsertRepositories } from './repository.store.ts';
import {
  discoverRepositories,
  repositoriesFound,
  repositoriesHandedOver,
  repositoriesListed,
  repositoriesRenamed,
  repositoriesVanished,
  type AccountPayload,
} from './tasks.ts';

const sliceMs = 20_000;
const unseenAtOnce = 20;

/**
 * Lists projects page by page, each with its cursor in one transaction, and announces what was found. At the end,
 * those that were there before and were not listed are asked for one by one: an offset page can lose one, and only
 * what GitLab does not show, or has moved elsewhere, has vanished.
 */
export async function runDiscovery(ctx: Context, key: AccountPayload): Promise<void> {
  const first = await linkedAccount(ctx, key);
  if (first === undefined) return;
  const endsAt = ctx.clock.now() + sliceMs;
  try {
    const gitlab = await gitlabFor(ctx, first);
    for (;;) {
      // A page may have shown that the group has another path.
      const account = await linkedAccount(ctx, key);
      if (account === undefined) return;
      const discovery = await getDiscovery(ctx.db, key.tenantId, key.accountId);
      if (discovery?.state !== 'running') return;
      const { nextPage } = discovery;
      if (nextPage === null) {
        if (await confirmUnseen(ctx, { account, gitlab, discovery })) return;
      } else await readPage(ctx, { account, gitlab, discovery, page: nextPage });
      if (ctx.stopping.aborted || ctx.clock.now() >= endsAt) {
        await ctx.jobs.add(ctx.db, discoverRepositories, { payload: key });
        return;
      }
    }
  } catch (thrown) {
    await noteTrouble(ctx, key, asAppError(thrown));
    throw thrown;
  }
}

async function linkedAccount(ctx: Context, key: AccountPayload): Promise<LinkedAccount | undefined> {
  const account = await getAccount(ctx.db, key.tenantId, key.accountId);
  return !account || account.state === 'pending' || account.state === 'removed' ? undefined : account;
}

/** No try will follow. */
export async function giveUpDiscovery(ctx: Context, key: AccountPayload, error: AppError): Promise<void> {
  await noteDiscovery(ctx.db, { ...key, state: 'failed', error: error.text, now: ctx.clock.now() });
}

async function noteTrouble(ctx: Context, key: AccountPayload, error: AppError): Promise<void> {
  if (error.code === 'cancelled') return;
  const waits = error.code === 'rate_limited';
  await noteDiscovery(ctx.db, {
    ...key,
    state: 'running',
    waitingUntil: waits ? error.retryAt : undefined,
    error: waits ? undefined : error.text,
    now: ctx.clock.now(),
  });
}

type Step = {
  readonly account: LinkedAccount;
  readonly gitlab: GitlabClient;
  readonly discovery: Discovery;
};

async function readPage(
  ctx: Context,
  { account, gitlab, discovery, page }: Step & { page: number },
): Promise<void> {
  const listed = await listProjects(ctx, { account, gitlab, discovery, page });
  await followNamespace(ctx, { account, gitlab, projects: listed.items });
  const key = { tenantId: account.tenantId, accountId: account.id };
  const now = ctx.clock.now();
  await inTransaction(ctx.db, async (tx) => {
    const gitlabProjectIds = listed.items.map(({ id }) => id);
    const adopted = await adoptUnreached(tx, key, { hostUrl: account.hostUrl, gitlabProjectIds });
    await announceHandover(ctx, tx, { tenantId: key.tenantId, repositoryIds: adopted });
    const renamed = await upsertRepositories(tx, {
      ...key,
      hostUrl: account.hostUrl,
      enabled: account.autoLink,
      smartCommits: account.smartCommits,
      round: discovery.round,
      projects: listed.items,
      now,
    });
    if (renamed.length > 0) {
      const moves = renamed.filter(({ from, to }) => from.webUrl !== to.webUrl);
      const repositoryIds = renamed.map(({ repositoryId }) => repositoryId);
      await ctx.jobs.add(tx, repositoriesRenamed, {
        payload: { tenantId: key.tenantId, repositoryIds, moves },
      });
    }
    const moved = await advanceDiscovery(tx, {
      ...key,
      round: discovery.round,
      nextPage: listed.nextPage ?? null,
      found: listed.items.length,
      now,
    });
    if (!moved) throw new AppError('cancelled', say('repository.newerListing'));
    await ctx.jobs.add(tx, repositoriesFound, { payload: key });
  });
}

/**
 * One page. Where the group or user is not shown any more, none are listed: each project that was there is then asked
 * for. Not where GitLab says so of everything, as a proxy does in front of one that is down, nor where none were known.
 */
async function listProjects(
  ctx: Context,
  { account, gitlab, discovery, page }: Step & { page: number },
): Promise<Pick<GitlabPage<GitlabProject>, 'items' | 'nextPage'>> {
  const { tenantId, id: accountId, namespaceKind, namespaceId, includeArchived } = account;
  try {
    return await gitlab.projects({ namespaceKind, namespaceId, page, includeArchived });
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code !== 'not_found') throw error;
    const { round } = discovery;
    const known = await listUnseen(ctx.db, { tenantId, accountId }, { round, limit: 1 });
    if (known.length === 0) throw error;
    await gitlab.currentUser();
    return { items: [], nextPage: undefined };
  }
}

/**
 * Whether a project that was not listed is one of the account's all the same: it was moved over the edge of a page. An
 * archived one is not where archived projects are left out.
 */
function isOurs(account: LinkedAccount, found: GitlabProject | undefined): found is GitlabProject {
  if (found === undefined || (found.archived && !account.includeArchived)) return false;
  return found.path.toLowerCase().startsWith(`${account.namespacePath.toLowerCase()}/`);
}

/** @returns true when none is left and the listing is over */
async function confirmUnseen(ctx: Context, { account, gitlab, discovery }: Step): Promise<boolean> {
  const key = { tenantId: account.tenantId, accountId: account.id };
  const { round } = discovery;
  const unseen = await listUnseen(ctx.db, key, { round, limit: unseenAtOnce });
  for (const one of unseen) {
    const found = await findProject(gitlab, one);
    const now = ctx.clock.now();
    await inTransaction(ctx.db, async (tx) => {
      const { repositoryId } = one;
      if (isOurs(account, found)) await markSeen(tx, key, { repositoryId, round, archived: found.archived });
      else {
        const { handedOver, unreached } = await releaseReach(tx, key, { repositoryIds: [repositoryId], now });
        await announceHandover(ctx, tx, { tenantId: key.tenantId, repositoryIds: handedOver });
        if (unreached.length > 0) {
          const payload = { tenantId: key.tenantId, repositoryIds: [...unreached] };
          await ctx.jobs.add(tx, repositoriesVanished, { payload });
        }
      }
    });
  }
  if (unseen.length > 0) return false;
  await inTransaction(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    const finished = await finishDiscovery(tx, { ...key, round, now });
    if (finished === undefined) return;
    await ctx.jobs.add(tx, repositoriesListed, { payload: key });
    if (!finished.again) return;
    await beginDiscovery(tx, { ...key, now });
    await ctx.jobs.add(tx, discoverRepositories, { payload: key });
  });
  return true;
}

type Follow = {
  readonly account: LinkedAccount;
  readonly gitlab: GitlabClient;
  readonly projects: readonly GitlabProject[];
};

/** The group or user has another path now: its projects' paths say so, and no hook does. One request, then only. */
async function followNamespace(ctx: Context, { account, gitlab, projects }: Follow): Promise<void> {
  const [first] = projects;
  const prefix = `${account.namespacePath.toLowerCase()}/`;
  if (first === undefined || first.path.toLowerCase().startsWith(prefix)) return;
  // A user's namespace has another id than the user; but it holds projects only, so that theirs is its path.
  const path = account.namespaceKind === 'user' ? first.namespacePath : String(account.namespaceId);
  if (path === undefined) return;
  const { fullPath, name, webUrl } = await gitlab.namespace(path);
  const key = { tenantId: account.tenantId, accountId: account.id };
  await renameNamespace(ctx.db, key, { namespacePath: fullPath, name, webUrl: webUrl ?? account.webUrl });
}

async function announceHandover(
  ctx: Context,
  tx: Db,
  payload: { tenantId: string; repositoryIds: readonly string[] },
): Promise<void> {
  if (payload.repositoryIds.length === 0) return;
  await ctx.jobs.add(tx, repositoriesHandedOver, {
    payload: { ...payload, repositoryIds: [...payload.repositoryIds] },
  });
}

async function findProject(gitlab: GitlabClient, { gitlabProjectId }: Unseen) {
  try {
    return await gitlab.project(gitlabProjectId);
  } catch (thrown) {
    if (asAppError(thrown).code === 'not_found') return undefined;
    throw thrown;
  }
}

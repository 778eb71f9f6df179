import { gitlabFor } from '../../account/gitlab-for.ts';
import { getAccount, type LinkedAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { inTransaction, type Db } from '../../db/db.ts';
import type { ReadEntity } from '../../dev-info/entity.ts';
import { recordEntities } from '../../dev-info/ledger.store.ts';
import { wakeOutbox } from '../../dev-info/outbox/wake-outbox.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { getRepository, type Repository } from '../../repository/repository.store.ts';
import { findTenantById } from '../../tenant/tenant.store.ts';
import { laneOf } from '../stream.ts';
import type { StreamPayload } from '../tasks.ts';
import { advanceCursor, getCursor, type Cursor } from './cursor.store.ts';
import { getRun, type SyncRun } from './run.store.ts';

/** What one page adds. `position` is where the stream stands after it. */
export type SavedPage = {
  readonly position: unknown;
  readonly read: number;
  readonly entities: readonly ReadEntity[];
  /** How many there are in all, where GitLab told it. */
  readonly total?: number | undefined;
  /** These entities come again with more keys: they are counted then. */
  readonly isProvisional?: boolean | undefined;
  /** The ledger was changed beside `entities`. */
  readonly isChange?: boolean | undefined;
};

/** One slice of reading one stream: what to read, with what, and how to keep it. */
export type Reading = {
  readonly key: StreamPayload;
  readonly cursor: Cursor;
  readonly run: SyncRun;
  readonly repository: Repository;
  readonly account: LinkedAccount;
  readonly gitlab: GitlabClient;
  /** True when the slice should end at this page: others wait, or the process is stopping. */
  isTimeUp(): boolean;
  /**
   * Keeps a page and the cursor behind it in one transaction: after a crash at any point the next slice goes on
   * exactly there. @throws AppError `cancelled` when another run has replaced this one; nothing is kept then
   */
  save(store: (tx: Db) => Promise<SavedPage>): Promise<void>;
};

const sliceMs = 20_000;

export type OpenStream = Pick<Reading, 'key' | 'cursor' | 'run' | 'repository' | 'account'>;

/**
 * What a job is about; undefined when there is nothing to do any more: another run, switched off, removed. A site that
 * has switched us off, or has no licence, is read on when it is back (`refreshTenant`).
 */
export async function openStream(ctx: Context, key: StreamPayload): Promise<OpenStream | undefined> {
  const cursor = await getCursor(ctx.db, key);
  if (cursor?.state !== 'running') return undefined;
  const [tenant, run, repository, account] = await Promise.all([
    findTenantById(ctx.db, key.tenantId),
    getRun(ctx.db, key.tenantId, key.runId),
    getRepository(ctx.db, key.tenantId, key.repositoryId),
    getAccount(ctx.db, key.tenantId, cursor.accountId),
  ]);
  if (tenant?.state === 'disabled') return undefined;
  if (!run || repository?.enabled !== true || repository.vanishedAt !== null) return undefined;
  if (run.state !== (key.stream === 'files' ? 'finished' : 'running')) return undefined;
  if (!account || account.state === 'pending' || account.state === 'removed') return undefined;
  return { key, cursor, run, repository, account };
}

/** @throws AppError of `gitlabFor` */
export async function startReading(ctx: Context, open: OpenStream): Promise<Reading> {
  const gitlab = await gitlabFor(ctx, open.account);
  const endsAt = ctx.clock.now() + sliceMs;
  let counted = 0;
  return {
    ...open,
    gitlab,
    isTimeUp: () => ctx.stopping.aborted || ctx.clock.now() >= endsAt,
    async save(store) {
      const sent = gitlab.sent();
      await inTransaction(ctx.db, async (tx) => {
        const page = await store(tx);
        await record(ctx, tx, { open, entities: page.entities });
        const moved = await advanceCursor(tx, {
          ...open.key,
          position: page.position,
          read: page.read,
          keyed: page.isProvisional === true ? 0 : page.entities.length,
          requests: sent - counted,
          total: page.total,
          now: ctx.clock.now(),
        });
        if (!moved) throw new AppError('cancelled', say('sync.replaced'));
        // Last, for all pages of a tenant touch the same timer: they wait for each other from here on.
        if (page.entities.length > 0 || page.isChange === true) {
          await wakeOutbox(ctx, tx, { tenantId: open.key.tenantId, lane: laneOf(open.run.mode) });
        }
      });
      counted = sent;
      if (open.run.mode === 'rotation') leaveShare(gitlab, ctx.clock.now());
    },
  };
}

/** A rotation reads what has probably not changed: half of each window is left to everyone else. */
const rotationShare = 0.5;

function leaveShare(gitlab: GitlabClient, now: number): void {
  const window = gitlab.limits();
  if (!window || window.resetAt <= now || window.remaining > window.limit * (1 - rotationShare)) return;
  throw new AppError('rate_limited', say('sync.daily.wait'), {
    retryAt: window.resetAt,
  });
}

async function record(
  ctx: Context,
  tx: Db,
  { open, entities }: { open: OpenStream; entities: readonly ReadEntity[] },
): Promise<void> {
  if (entities.length === 0) return;
  const { tenantId, repositoryId, runId } = open.key;
  const lane = laneOf(open.run.mode);
  await recordEntities(tx, { tenantId, repositoryId, runId, lane, entities, now: ctx.clock.now() });
}

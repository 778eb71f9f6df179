import type { Context } from '../../context.ts';
import { asAppError, jobRuleOf, type AppError } from '../../lib/errors.ts';
import {
  dropChanges,
  dueChanges,
  forgetChanges,
  nextDue,
  postponeChange,
  type Change,
  type ChangeKind,
} from '../../webhook/change.store.ts';
import { repositoryChanged, type RepositoryPayload } from '../../webhook/tasks.ts';
import { readDeployment } from '../ci/live/deployment-changed.ts';
import { readFlags } from '../ci/live/feature-flags-changed.ts';
import { readPipeline } from '../ci/live/pipeline-changed.ts';
import { readBranch } from './branch-moved.ts';
import { readMergeRequests } from './merge-request-changed.ts';
import { openLive, unlessHidden, type Live } from './open-live.ts';

/** Then others have their turn. */
const sliceMs = 5_000;
const atOnce = 200;
/** GitLab lists no more at once. */
const mergeRequestsAtOnce = 100;
const mostTries = 10;
const firstBackoffMs = 2_000;
const longestBackoffMs = 15 * 60_000;

/**
 * Looks at what events have named of a repository, once: what is named meanwhile has its turn after other repositories.
 * What cannot be read for GitLab's or our own sake (limits, outages) waits with all the rest; one thing that is odd by
 * itself holds up no other.
 */
export async function onRepositoryChanged(ctx: Context, key: RepositoryPayload): Promise<void> {
  const startedAt = ctx.clock.now();
  const changes = await dueChanges(ctx.db, key, { now: startedAt, limit: atOnce });
  if (changes.length === 0) return announceNext(ctx, key);
  const live = await openLive(ctx, key);
  if (live === undefined) return forgetChanges(ctx.db, key);
  for (const part of partsOf(changes)) {
    if (ctx.stopping.aborted || ctx.clock.now() >= startedAt + sliceMs) break;
    await readPart(ctx, live, part);
  }
  await announceNext(ctx, key);
}

/** No try will follow: a refresh finds what it was. */
export async function giveUpChanges(ctx: Context, key: RepositoryPayload): Promise<void> {
  await forgetChanges(ctx.db, key);
}

async function announceNext(ctx: Context, key: RepositoryPayload): Promise<void> {
  const at = await nextDue(ctx.db, key);
  if (at !== undefined) await ctx.jobs.add(ctx.db, repositoryChanged, { payload: key, at });
}

type Part = { readonly kind: ChangeKind; readonly changes: readonly [Change, ...Change[]] };

// Branches first: the issues of pipelines and deployments come from commits and merge requests that have been read.
const order: readonly ChangeKind[] = ['branch', 'merge_request', 'pipeline', 'deployment', 'feature_flags'];

/** Merge requests are read many at once, all else one by one. */
function partsOf(changes: readonly Change[]): Part[] {
  return order.flatMap((kind) => {
    const [first, ...rest] = changes.filter((change) => change.kind === kind);
    if (first === undefined) return [];
    if (kind !== 'merge_request') return [first, ...rest].map((one): Part => ({ kind, changes: [one] }));
    const parts: Part[] = [];
    for (let from = 0; from <= rest.length; from += mergeRequestsAtOnce) {
      const [head, ...tail] = [first, ...rest].slice(from, from + mergeRequestsAtOnce);
      if (head !== undefined) parts.push({ kind, changes: [head, ...tail] });
    }
    return parts;
  });
}

async function readPart(ctx: Context, live: Live, { kind, changes }: Part): Promise<void> {
  try {
    await unlessHidden(ctx, () => read(ctx, live, { kind, changes }));
    await dropChanges(ctx.db, live.key, changes);
  } catch (thrown) {
    const error = asAppError(thrown);
    const rule = jobRuleOf[error.code];
    // These concern all of the account: the job waits, and everything stays to be read.
    if (rule !== 'retry' && rule !== 'stop') throw thrown;
    if (error.code === 'needs_authorization') return forgetChanges(ctx.db, live.key);
    if (changes.length > 1) {
      for (const one of changes) await readPart(ctx, live, { kind, changes: [one] });
    } else await putAside(ctx, live, { change: changes[0], error, isOver: rule === 'stop' });
  }
}

type PutAside = { readonly change: Change; readonly error: AppError; readonly isOver: boolean };

async function putAside(ctx: Context, { key }: Live, { change, error, isOver }: PutAside): Promise<void> {
  const { kind, id, tries } = change;
  const fields = { repositoryId: key.repositoryId, kind, id, tries, code: error.code, err: error };
  if (isOver || tries + 1 >= mostTries) {
    ctx.log.error(fields, 'what an event named cannot be read; a refresh tries again');
    return dropChanges(ctx.db, key, [change]);
  }
  ctx.log.warn(fields, 'what an event named could not be read, it is tried again');
  const backoff = Math.min(longestBackoffMs, firstBackoffMs * 2 ** tries);
  await postponeChange(ctx.db, key, { kind, id, dueAt: ctx.clock.now() + backoff });
}

function read(ctx: Context, live: Live, { kind, changes }: Part): Promise<void> {
  const [{ id }] = changes;
  switch (kind) {
    case 'branch':
      return readBranch(ctx, live, id);
    case 'merge_request':
      return readMergeRequests(
        ctx,
        live,
        changes.map((change) => Number(change.id)),
      );
    case 'pipeline':
      return readPipeline(ctx, live, Number(id));
    case 'deployment':
      return readDeployment(ctx, live, Number(id));
    case 'feature_flags':
      return readFlags(ctx, live);
  }
}

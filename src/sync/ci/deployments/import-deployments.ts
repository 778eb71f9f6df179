import type { Context } from '../../../context.ts';
import { removeEntities } from '../../../dev-info/ledger.store.ts';
import type { GitlabDeployment } from '../../../gitlab/ci/ci.schema.ts';
import type { GitlabPage } from '../../../gitlab/gitlab-port.ts';
import { advanceUpdates, byUpdate, wasListed, type ByUpdate } from '../../merge-requests/by-update.ts';
import type { Reading } from '../../run/reading.ts';
import { laneOf } from '../../stream.ts';
import { sourceOf } from '../ci-source.ts';
import { keepMark, readFrom, removeNotShown } from '../since-mark.ts';
import { dropDeployments } from './deployment.store.ts';
import { readDeployments } from './read-deployments.ts';

/** `newest`: the last change seen, or there when the listing by id began; the provider's epoch ms. */
type ById = { readonly by: 'id'; readonly page: number; readonly newest: number; readonly isOver: boolean };
type Position = ById | (ByUpdate & { readonly from: number; readonly newest: number });

/**
 * Reads deployments. A first and a full read goes by id, for what a deployment brought depends on those before it; a
 * soft one by what has changed since the mark, a rotation by what has changed within 30 days.
 */
export async function importDeployments(ctx: Context, reading: Reading): Promise<'more' | 'finished'> {
  let position = (reading.cursor.position as Position | null) ?? (await firstPosition(ctx, reading));
  while (!position.isOver) {
    position = await readPage(ctx, reading, position);
    if (reading.isTimeUp()) return 'more';
  }
  return 'finished';
}

async function firstPosition(ctx: Context, reading: Reading): Promise<Position> {
  const from = await readFrom(ctx.db, reading, ctx.clock.now());
  if (from === undefined) return { by: 'id', page: 1, newest: 0, isOver: false };
  return { ...byUpdate, updatedAfter: from, from, newest: 0 };
}

async function readPage(ctx: Context, reading: Reading, position: Position): Promise<Position> {
  const { key, run } = reading;
  const answer = await list(reading, position);
  const now = ctx.clock.now();
  const next = await advance(reading, position, answer);
  const reuse = run.mode !== 'full';
  const { entities, unnamed } = await readDeployments(sourceOf(ctx, reading), answer.items, { reuse });
  await reading.save(async (tx) => {
    // A full run swaps what it has not recorded.
    const ids = reuse ? unnamed : [];
    await removeEntities(tx, { ...key, kind: 'deployment', ids, now, lane: laneOf(run.mode) });
    let isChange = ids.length > 0;
    if (next.isOver) {
      const from = next.by === 'id' ? 0 : next.from;
      if (run.mode === 'rotation') {
        isChange = (await removeNotShown(tx, reading, { kind: 'deployment', from, now })) || isChange;
      }
      // A soft read shows what has changed, not what is gone.
      if (next.by === 'id' || run.mode !== 'soft') {
        const seenBefore = run.startedAt ?? run.queuedAt;
        await dropDeployments(tx, key, { changedSince: from, seenBefore });
      }
      await keepMark(tx, reading, { updatedAt: next.newest, now });
    }
    const isNew = (item: GitlabDeployment) => position.by === 'id' || !wasListed(position, item);
    const total = position.by === 'id' ? answer.total : undefined;
    return { position: next, read: answer.items.filter(isNew).length, total, entities, isChange };
  });
  return next;
}

function list({ gitlab, repository }: Reading, position: Position): Promise<GitlabPage<GitlabDeployment>> {
  const { page } = position;
  const projectId = repository.gitlabProjectId;
  if (position.by === 'id') return gitlab.deploymentsById({ projectId, page });
  return gitlab.deploymentsByUpdate({ projectId, updatedAfter: position.updatedAfter ?? undefined, page });
}

async function advance(
  { gitlab, repository }: Reading,
  position: Position,
  answer: GitlabPage<GitlabDeployment>,
): Promise<Position> {
  const shown = Math.max(position.newest, ...answer.items.map(({ updatedAt }) => updatedAt));
  if (position.by === 'update') {
    return { ...advanceUpdates(position, answer), from: position.from, newest: shown };
  }
  const { page } = position;
  const isOver = answer.nextPage === undefined;
  // What changes on a page that has been read is for the next refresh: it begins at what was newest at the beginning.
  const isFirstOfMany = page === 1 && !isOver;
  const newest = isFirstOfMany
    ? ((await gitlab.newestDeploymentUpdate({ projectId: repository.gitlabProjectId })) ?? 0)
    : page === 1
      ? shown
      : position.newest;
  return { by: 'id', page: page + 1, newest, isOver };
}

import type { Context } from '../../../context.ts';
import { removeEntities } from '../../../dev-info/ledger.store.ts';
import { advanceUpdates, byUpdate, wasListed, type ByUpdate } from '../../merge-requests/by-update.ts';
import type { Reading } from '../../run/reading.ts';
import { laneOf } from '../../stream.ts';
import { sourceOf } from '../ci-source.ts';
import { keepMark, readFrom, removeNotShown } from '../since-mark.ts';
import { readBuilds } from './read-builds.ts';
import { testsSince } from './tests-since.ts';

/** `from`: the change it began at; null: all were to be read. `newest`: the last change seen. Epoch ms. */
type Position = ByUpdate & { readonly from: number | null; readonly newest: number };

/**
 * Reads pipelines in the order of their last update: all of them in a full run, what has changed since the mark in a
 * soft one, the last 30 days in a rotation. In a full run only finished pipelines of the last 30 days are asked for
 * their test summary: it costs a request for each.
 */
export async function importPipelines(ctx: Context, reading: Reading): Promise<'more' | 'finished'> {
  let position = (reading.cursor.position as Position | null) ?? (await firstPosition(ctx, reading));
  while (!position.isOver) {
    position = await readPage(ctx, reading, position);
    if (reading.isTimeUp()) return 'more';
  }
  return 'finished';
}

async function firstPosition(ctx: Context, reading: Reading): Promise<Position> {
  const from = (await readFrom(ctx.db, reading, ctx.clock.now())) ?? null;
  return { ...byUpdate, updatedAfter: from, from, newest: 0 };
}

async function readPage(ctx: Context, reading: Reading, position: Position): Promise<Position> {
  const { gitlab, repository, key, run } = reading;
  const answer = await gitlab.pipelinesByUpdate({
    projectId: repository.gitlabProjectId,
    updatedAfter: position.updatedAfter ?? undefined,
    page: position.page,
  });
  const now = ctx.clock.now();
  const builds = await readBuilds(sourceOf(ctx, reading), answer.items, {
    testsSince: testsSince(run.mode, now),
  });
  const newest = Math.max(position.newest, ...answer.items.map(({ updatedAt }) => updatedAt));
  const next: Position = { ...advanceUpdates(position, answer), from: position.from, newest };
  await reading.save(async (tx) => {
    // A full run swaps what it has not recorded.
    const ids = run.mode === 'full' ? [] : builds.unnamed;
    await removeEntities(tx, { ...key, kind: 'build', ids, now, lane: laneOf(run.mode) });
    let isChange = ids.length > 0;
    if (next.isOver && run.mode === 'rotation') {
      isChange =
        (await removeNotShown(tx, reading, { kind: 'build', from: next.from ?? 0, now })) || isChange;
    }
    if (next.isOver) {
      await keepMark(tx, reading, { updatedAt: newest, now });
    }
    return {
      position: next,
      read: answer.items.filter((item) => !wasListed(position, item)).length,
      total: position.from === null && position.updatedAfter === null ? answer.total : undefined,
      entities: builds.entities,
      isChange,
    };
  });
  return next;
}

import type { Context } from '../../../context.ts';
import { nextReadCounter } from '../../../repository/repository.store.ts';
import type { Reading } from '../../run/reading.ts';
import { sourceOf } from '../ci-source.ts';
import { readFeatureFlags } from './read-feature-flags.ts';

type Position = { readonly page: number; readonly version: number; readonly isOver: boolean };

/**
 * Reads all feature flags, whatever the mode: GitLab cannot list those that have changed, and there are few. What the
 * list does not show leaves the ledger at the end of the run.
 */
export async function importFeatureFlags(ctx: Context, reading: Reading): Promise<'more' | 'finished'> {
  let position = (reading.cursor.position as Position | null) ?? (await firstPosition(ctx, reading));
  while (!position.isOver) {
    position = await readPage(ctx, reading, position);
    if (reading.isTimeUp()) return 'more';
  }
  return 'finished';
}

async function firstPosition(ctx: Context, { key }: Reading): Promise<Position> {
  return { page: 1, version: await nextReadCounter(ctx.db, key.tenantId, key.repositoryId), isOver: false };
}

async function readPage(ctx: Context, reading: Reading, position: Position): Promise<Position> {
  const { gitlab, repository } = reading;
  const projectId = repository.gitlabProjectId;
  const answer = await gitlab.featureFlags({ projectId, page: position.page });
  const entities = readFeatureFlags(sourceOf(ctx, reading), answer.items, position.version);
  const next = { ...position, page: position.page + 1, isOver: answer.nextPage === undefined };
  await reading.save(async () => ({
    position: next,
    read: answer.items.length,
    total: answer.total,
    entities,
  }));
  return next;
}

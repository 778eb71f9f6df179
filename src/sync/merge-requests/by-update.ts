import type { GitlabPage } from '../../gitlab/gitlab-port.ts';

/** What is listed by its last update: merge requests, pipelines, deployments. `updatedAt` is epoch ms. */
type Listed = { readonly id: number; readonly updatedAt: number };

/**
 * A listing in the order of the last update, oldest first. `updatedAfter` moves to the last one's time instead of deep
 * pages; what is updated meanwhile moves to the end and is read again.
 */
export type ByUpdate = {
  readonly by: 'update';
  /** Epoch ms, inclusive. */
  readonly updatedAfter: number | null;
  readonly page: number;
  /** Which of those updated at that very time have been read: they are listed once more. */
  readonly idsAt: readonly number[];
  readonly isOver: boolean;
};

export const byUpdate: ByUpdate = { by: 'update', updatedAfter: null, page: 1, idsAt: [], isOver: false };

export function advanceUpdates(position: ByUpdate, answer: GitlabPage<Listed>): ByUpdate {
  const last = answer.items.at(-1)?.updatedAt;
  if (last === undefined || answer.nextPage === undefined) return { ...position, isOver: true };
  const ids = answer.items.filter(({ updatedAt }) => updatedAt === last).map(({ id }) => id);
  // More than a page with one time: page on within it.
  return position.updatedAfter === null || last > position.updatedAfter
    ? { ...position, updatedAfter: last, page: 1, idsAt: ids }
    : { ...position, page: position.page + 1, idsAt: [...position.idsAt, ...ids] };
}

/** Whether this one has been counted already. */
export function wasListed({ updatedAfter, idsAt }: ByUpdate, { id, updatedAt }: Listed): boolean {
  return updatedAt === updatedAfter && idsAt.includes(id);
}

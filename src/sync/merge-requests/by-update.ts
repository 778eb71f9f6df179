import type { GitlabMergeRequest } from '../../gitlab/merge-request.schema.ts';
import type { GitlabPage } from '../../gitlab/gitlab-port.ts';

/**
 * A listing in the order of the last update, oldest first. `updatedAfter` moves to the last one's time instead of deep
 * pages; what is updated meanwhile moves to the end and is read again.
 */
export type ByUpdate = {
  readonly by: 'update';
  /** Epoch ms, inclusive. */
  readonly updatedAfter: number | null;
  readonly page: number;
  readonly isOver: boolean;
};

export function advanceUpdates(position: ByUpdate, answer: GitlabPage<GitlabMergeRequest>): ByUpdate {
  const last = answer.items.at(-1);
  if (last === undefined || answer.nextPage === undefined) return { ...position, isOver: true };
  // More than a page of merge requests with one time: page on within it.
  return position.updatedAfter === null || last.updatedAt > position.updatedAfter
    ? { ...position, updatedAfter: last.updatedAt, page: 1 }
    : { ...position, page: position.page + 1 };
}

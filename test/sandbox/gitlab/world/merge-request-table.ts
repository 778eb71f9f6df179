import type { MergeRequest } from './model.ts';

export type MergeRequestOrder = 'updatedAt' | 'createdAt';
export type SortDirection = 'asc' | 'desc';

/** A project's merge requests, with the sorted lists that paging needs kept until something changes. */
export class MergeRequestTable {
  private readonly byIid = new Map<number, MergeRequest>();
  private sorted = new Map<string, readonly MergeRequest[]>();

  get size(): number {
    return this.byIid.size;
  }

  get(iid: number): MergeRequest | undefined {
    return this.byIid.get(iid);
  }

  all(): IterableIterator<MergeRequest> {
    return this.byIid.values();
  }

  nextIid(): number {
    return Math.max(0, ...[...this.byIid.keys()].slice(-1)) + 1;
  }

  add(mergeRequest: MergeRequest): void {
    this.byIid.set(mergeRequest.iid, mergeRequest);
    this.changed();
  }

  remove(iid: number): void {
    this.byIid.delete(iid);
    this.changed();
  }

  /** To be called after a row was edited. */
  changed(): void {
    this.sorted = new Map();
  }

  /** Rows that share a time come newest id first in both directions, as GitLab breaks ties by `id DESC`. */
  inOrder(by: MergeRequestOrder, direction: SortDirection): readonly MergeRequest[] {
    const key = `${by} ${direction}`;
    let rows = this.sorted.get(key);
    if (rows === undefined) {
      const sign = direction === 'asc' ? 1 : -1;
      rows = [...this.byIid.values()].sort((a, b) => sign * (a[by] - b[by]) || b.id - a.id);
      this.sorted.set(key, rows);
    }
    return rows;
  }
}

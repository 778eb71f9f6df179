import { GraphQLError } from 'graphql';
import type { MergeRequestOrder, SortDirection } from '../world/merge-request-table.ts';
import type { MergeRequest } from '../world/model.ts';

export interface KeysetPage {
  readonly rows: readonly MergeRequest[];
  readonly hasNextPage: boolean;
}

/** A cursor is opaque to clients; it names the last row's time and id, so rows that move do not shift the page. */
export function cursorOf(row: MergeRequest, by: MergeRequestOrder): string {
  return Buffer.from(JSON.stringify({ [by]: String(row[by]), id: String(row.id) })).toString('base64url');
}

/** The rows after a cursor. `ordered` is sorted by (time in `direction`, id falling). */
export function pageAfter(
  ordered: readonly MergeRequest[],
  page: {
    readonly by: MergeRequestOrder;
    readonly direction: SortDirection;
    readonly after: string | null | undefined;
    readonly first: number;
    readonly keep: (row: MergeRequest) => boolean;
  },
): KeysetPage {
  let at = page.after === null || page.after === undefined ? 0 : positionAfter(ordered, page.after, page);
  const rows: MergeRequest[] = [];
  for (; at < ordered.length; at += 1) {
    const row = ordered[at];
    if (row === undefined || !page.keep(row)) continue;
    if (rows.length === page.first) return { rows, hasNextPage: true };
    rows.push(row);
  }
  return { rows, hasNextPage: false };
}

function positionAfter(
  ordered: readonly MergeRequest[],
  cursor: string,
  { by, direction }: { by: MergeRequestOrder; direction: SortDirection },
): number {
  const { time, id } = parse(cursor, by);
  const sign = direction === 'asc' ? 1 : -1;
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = ordered[middle];
    const passed = row !== undefined && (sign * (row[by] - time) || id - row.id) <= 0;
    if (passed) low = middle + 1;
    else high = middle;
  }
  return low;
}

function parse(cursor: string, by: MergeRequestOrder): { time: number; id: number } {
  try {
    const value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Record<string, unknown>;
    const time = Number(value[by]);
    const id = Number(value['id']);
    if (!Number.isNaN(time) && !Number.isNaN(id)) return { time, id };
  } catch {
    // Falls through to the same answer.
  }
  throw new GraphQLError('Please provide a valid cursor');
}

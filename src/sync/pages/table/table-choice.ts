import { z } from 'zod';

/** Which repositories of an account a person wants to see. */
export const shows = ['all', 'failed', 'syncing', 'off', 'no-webhook'] as const;
/** In which order; activity starts with the newest. */
const sorts = ['name', 'name-desc', 'activity', 'activity-asc'] as const;

export type Show = (typeof shows)[number];
export type Sort = (typeof sorts)[number];

/** What the address of the table says; anything else in it counts as not said. */
export const tableChoice = z.object({
  /** Part of a name or path; empty: all. */
  search: z.string().trim().max(200).catch(''),
  show: z.enum(shows).catch('all'),
  sort: z.enum(sorts).catch('name'),
  /** From 1; one beyond the last shows the last. */
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type TableChoice = z.infer<typeof tableChoice>;

/** The same as a query, with its `?`; empty where nothing is chosen. */
export function queryOf({ search, show, sort, page }: TableChoice): string {
  const query = new URLSearchParams();
  if (search !== '') query.set('search', search);
  if (show !== 'all') query.set('show', show);
  if (sort !== 'name') query.set('sort', sort);
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

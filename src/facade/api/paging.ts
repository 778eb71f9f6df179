import { z } from 'zod';

/** GitHub's paging: `page` from 1, `per_page` 30 by default and 100 at most; anything else is taken for the default. */
export type Paging = {
  readonly page: number;
  readonly perPage: number;
  readonly offset: number;
  /** One more than is shown: whether there is another page. */
  readonly limit: number;
};

const number = z.coerce.number().int().min(1).max(1_000_000);

export function pagingOf(query: Readonly<Record<string, unknown>>): Paging {
  const page = number.safeParse(query['page']).data ?? 1;
  const perPage = Math.min(number.safeParse(query['per_page']).data ?? 30, 100);
  return { page, perPage, offset: (page - 1) * perPage, limit: perPage + 1 };
}

/** What a page shows of the rows that were read for it, and whether more follow. */
export function pageOf<T>(rows: readonly T[], { perPage }: Paging): { items: readonly T[]; isLast: boolean } {
  return { items: rows.slice(0, perPage), isLast: rows.length <= perPage };
}

/**
 * GitHub's `Link` header; undefined where there is one page only.
 * @param address whole, with its query. The old client takes the path and query of what is here for its next request
 */
export function linkHeader(
  address: string,
  { page }: Pick<Paging, 'page'>,
  { isLast }: { isLast: boolean },
): string | undefined {
  const at = (to: number): string => {
    const url = new URL(address);
    url.searchParams.delete('access_token');
    url.searchParams.set('page', String(to));
    return url.href;
  };
  const links = [
    ...(isLast ? [] : [`<${at(page + 1)}>; rel="next"`]),
    ...(page > 1 ? [`<${at(page - 1)}>; rel="prev"`, `<${at(1)}>; rel="first"`] : []),
  ];
  return links.length === 0 ? undefined : links.join(', ');
}

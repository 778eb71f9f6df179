import { Refusal } from './exchange.ts';
import type { Answer, Call } from './exchange.ts';

export interface PageRequest {
  readonly page: number;
  readonly perPage: number;
  readonly offset: number;
}

/** The parameters of offset paging: 20 a page unless told, at most 100. */
export const pagingParameters = ['page', 'per_page'] as const;

/** GitLab gives totals and a last page up to this many rows. */
const countedRows = 10_000;

export function pageRequest(query: URLSearchParams): PageRequest {
  const page = Math.max(1, wholeNumber(query, 'page') ?? 1);
  const asked = wholeNumber(query, 'per_page') ?? 20;
  const perPage = asked < 1 ? 20 : Math.min(100, asked);
  return { page, perPage, offset: (page - 1) * perPage };
}

/** A page of rows that can be counted. `total` may differ from the rows where GitLab's headers do. */
export function countedPage(
  call: Call,
  page: PageRequest,
  given: { total: number; rows: unknown[] },
): Answer {
  const pages = Math.max(1, Math.ceil(given.total / page.perPage));
  const counted = given.total <= countedRows;
  const links = linksOf(call, page, page.page < pages);
  if (counted) links.push(link(call, { ...page, page: pages }, 'last'));
  return {
    status: 200,
    headers: {
      ...pageHeaders(page, page.page < pages),
      link: links.join(', '),
      ...(counted ? { 'x-total': String(given.total), 'x-total-pages': String(pages) } : {}),
    },
    json: given.rows,
  };
}

/** A page without totals, whose next page GitLab invents whenever this one is full. */
export function uncountedPage(call: Call, page: PageRequest, rows: unknown[]): Answer {
  const full = rows.length === page.perPage;
  return {
    status: 200,
    headers: { ...pageHeaders(page, full), link: linksOf(call, page, full).join(', ') },
    json: rows,
  };
}

function pageHeaders(page: PageRequest, more: boolean): Record<string, string> {
  return {
    'x-page': String(page.page),
    'x-per-page': String(page.perPage),
    'x-next-page': more ? String(page.page + 1) : '',
    'x-prev-page': page.page > 1 ? String(page.page - 1) : '',
  };
}

function linksOf(call: Call, page: PageRequest, more: boolean): string[] {
  const links: string[] = [];
  if (page.page > 1) links.push(link(call, { ...page, page: page.page - 1 }, 'prev'));
  if (more) links.push(link(call, { ...page, page: page.page + 1 }, 'next'));
  links.push(link(call, { ...page, page: 1 }, 'first'));
  return links;
}

function link(call: Call, page: PageRequest, rel: string): string {
  return linkTo(call, { page: String(page.page), per_page: String(page.perPage) }, rel);
}

/** A `Link` to the same list with some parameters replaced. */
export function linkTo(call: Call, replaced: Readonly<Record<string, string>>, rel: string): string {
  const query = new URLSearchParams(call.query);
  for (const [name, value] of Object.entries(replaced)) query.set(name, value);
  return `<${call.sandbox.url}${call.request.path}?${query.toString()}>; rel="${rel}"`;
}

export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d+$/.test(text)) throw new Refusal({ status: 400, json: { error: `${name} is invalid` } });
  return Number(text);
}

export function flag(query: URLSearchParams, name: string, otherwise: boolean): boolean {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  if (/^(true|t|1|on)$/i.test(text)) return true;
  if (/^(false|f|0|off)$/i.test(text)) return false;
  throw new Refusal({ status: 400, json: { error: `${name} is invalid` } });
}

/** Epoch ms of an ISO 8601 parameter. */
export function time(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Refusal({ status: 400, json: { error: `${name} is invalid` } });
  return ms;
}

/** One of the documented values of a parameter. */
export function choice<T extends string>(query: URLSearchParams, name: string, of: readonly [T, ...T[]]): T {
  const text = query.get(name);
  if (text === null || text === '') return of[0];
  const value = of.find((one) => one === text);
  if (value === undefined)
    throw new Refusal({ status: 400, json: { error: `${name} does not have a valid value` } });
  return value;
}

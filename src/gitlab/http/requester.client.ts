import { createRequesterFn, type BaseResourceOptions } from '@gitbeaker/requester-utils';
import type { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Exchange } from './exchange.client.ts';
import type { GitlabPage } from '../page.ts';
import { thing, type Thing } from './thing.ts';

/**
 * Settings for a gitbeaker resource whose requests go through our own exchange: time-outs, address checks, budget and
 * error words are in one place. gitbeaker's own rate limiter, retries and case conversion stay off.
 */
export function resourceOptions(
  exchange: Exchange,
  { hostUrl, what }: { hostUrl: string; what: Thing },
): BaseResourceOptions<false> {
  const requesterFn = createRequesterFn(
    async (_resource, request) => request,
    async (endpoint, options) => {
      const search = options?.['searchParams'];
      const query = typeof search === 'string' && search !== '' ? `?${search}` : '';
      const answer = await exchange.send({ method: 'GET', path: `/api/v4/${endpoint}${query}`, what });
      // gitbeaker follows `link` by itself unless a page is named; every call of ours names one.
      return { body: answer.body as Record<string, unknown>, headers: { ...answer.headers }, status: 200 };
    },
  );
  return { host: hostUrl, requesterFn, queryTimeout: null, rateLimits: {}, token: '' };
}

/** What gitbeaker gives for one page with `showExpanded`. A total that GitLab did not tell is NaN. */
export type Expanded = {
  readonly data: unknown;
  readonly paginationInfo: { readonly next: number | null; readonly total: number };
};

export function pageOf<T>(
  schema: z.ZodType<T[]>,
  { data, paginationInfo }: Expanded,
  what: Thing,
): GitlabPage<T> {
  return {
    items: checked(schema, data, what),
    nextPage: paginationInfo.next ?? undefined,
    total: Number.isFinite(paginationInfo.total) ? paginationInfo.total : undefined,
  };
}

/** @throws AppError `unexpected_answer` that names the first field that is not as documented */
export function checked<T>(schema: z.ZodType<T>, data: unknown, what: Thing): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError(
    'unexpected_answer',
    say('errors.gitlab.notAsDocumented', {
      what: thing(what),
      where: issue?.path.join('.') ?? '',
      problem: issue?.message ?? '',
    }),
    { cause: parsed.error },
  );
}

/** Undefined where GitLab has no such thing, or does not show it (404). */
export async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}

import type { Context } from '../../context.ts';
import type { JiraAnswer } from '../../jira/connection.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { HttpResponse } from '../../lib/http/request.ts';
import { pause, rateLimited, settle } from '../jira-budget.ts';
import type { TenantCall } from '../jira-limits.ts';

const minute = 60_000;
const hour = 60 * minute;

/**
 * Jira's answer for whoever asked, or the error that concerns the tenant as a whole.
 *
 * @throws AppError `rate_limited` (429), `needs_authorization` (401), `redirected` (3xx)
 */
export async function answerOfJira(
  ctx: Context,
  { response, ...call }: TenantCall & { readonly response: HttpResponse },
): Promise<JiraAnswer> {
  const { status, headers } = response;
  if (status === 429) throw await limited(ctx, call, response);
  if (status === 401) {
    throw new AppError('needs_authorization', say('tenant.notAccepted'));
  }
  if (status >= 300 && status < 400) {
    // Jira answers 302 after a site was renamed. Following it would repeat a POST as a GET, and carry our token along.
    throw new AppError('redirected', say('tenant.movedAddress'));
  }
  const body = parsed(response.text);
  if (call.request.method === 'GET') await settle(ctx, call, objectsIn(body));
  return { status, headers, body };
}

/** What the lists of Jira's answers are called. */
const lists = ['values', 'comments', 'worklogs', 'transitions'];

/** What a GET costs beside the call: a point for each object. A list is a field of a page, or the answer itself. */
function objectsIn(body: unknown): number {
  if (Array.isArray(body)) return body.length;
  if (typeof body !== 'object' || body === null) return 0;
  const list = Object.entries(body).find(([name, value]) => lists.includes(name) && Array.isArray(value));
  return list === undefined ? 1 : (list[1] as unknown[]).length;
}

/** JSON, or undefined for anything else. */
export function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Takes a 429 in: nothing is asked for until its time. @returns the error that says so */
export async function limited(
  ctx: Context,
  call: TenantCall,
  { headers }: Pick<HttpResponse, 'headers'>,
): Promise<AppError> {
  const until = retryTime(ctx.clock.now(), headers);
  await pause(ctx, call, { reason: headers['ratelimit-reason'], until });
  return rateLimited(until);
}

/** When Jira takes requests again, epoch ms: Retry-After (seconds or a date), else X-RateLimit-Reset, else a minute. */
function retryTime(now: number, headers: HttpResponse['headers']): number {
  const after = headers['retry-after'];
  const seconds = Number(after);
  if (after !== undefined && Number.isFinite(seconds) && seconds >= 0)
    return bounded(now, now + seconds * 1000);
  for (const text of [after, headers['x-ratelimit-reset']]) {
    const at = text === undefined ? Number.NaN : Date.parse(text);
    if (Number.isFinite(at)) return bounded(now, at);
  }
  return now + minute;
}

/** At least a second, and never longer than Jira's own window of an hour. */
function bounded(now: number, at: number): number {
  return Math.min(Math.max(at, now + 1000), now + hour);
}

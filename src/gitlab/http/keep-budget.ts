import { block, takeAll, type Take } from '../../db/budget.store.ts';
import { limitOf } from '../../db/fair-window.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { HttpResponse } from '../../lib/http/request.ts';
import { addressBudget, endpointBudget, importBudget, limitedBy } from './budgets.ts';
import type { GitlabContext, GitlabOptions, GitlabRequest } from './gitlab-request.ts';
import { rateLimit, retryTime } from './rate-limit.ts';

const minuteMs = 60_000;

/**
 * Asks whether a request may be sent now, and takes it from the address's window where this GitLab has one. One small
 * statement, which all processes share.
 *
 * @throws AppError `rate_limited` with the time from which it may be sent
 */
export async function takeRequest(
  ctx: GitlabContext,
  options: GitlabOptions,
  request: Pick<GitlabRequest, 'method' | 'path'>,
): Promise<void> {
  const { budgetName: user, hostUrl, lane = 'import' } = options;
  const unblocked = [user, addressBudget(hostUrl), endpointBudget(user, request)];
  if (lane === 'import') unblocked.push(importBudget(user));
  const refused = await takeAll(ctx.db, { takes: addressTakes(options), unblocked, now: ctx.clock.now() });
  if (refused === undefined) return;
  throw new AppError('rate_limited', say('errors.gitlab.wait'), {
    retryAt: refused.until,
  });
}

/** Imports leave part of the window to live work, and each account's take at most its share of the rest. */
function addressTakes({ hostUrl, address, lane = 'import' }: GitlabOptions): Take[] {
  if (address === undefined) return [];
  const of = addressBudget(hostUrl);
  const limit = limitOf(lane, address.perMinute);
  const whole = { name: of, cost: 1, limit, windowMs: minuteMs };
  if (lane === 'live') return [whole];
  const share = { of, usable: limit };
  return [whole, { ...whole, name: `${of} account ${address.accountId}`, share }];
}

/**
 * Learns from an answer what may be asked next. Full speed until the user's window is used up (imports: until what is
 * left belongs to live work), then nobody asks before it ends: a refused request is a wasted one.
 */
export async function learnLimits(
  ctx: GitlabContext,
  { budgetName: user, hostUrl, lane = 'import' }: GitlabOptions,
  { request, answer }: { request: Pick<GitlabRequest, 'method' | 'path'>; answer: HttpResponse },
): Promise<void> {
  const now = ctx.clock.now();
  if (answer.status === 429) {
    const reason = limitedBy(answer);
    const endpoint = endpointBudget(user, request);
    const name = { user, address: addressBudget(hostUrl), endpoint }[reason];
    ctx.log.info({ budget: name }, 'GitLab answered 429');
    return block(ctx.db, { name, until: retryTime(answer.headers, now), reason });
  }
  const window = rateLimit(answer.headers);
  if (window === undefined || window.resetAt <= now) return;
  if (window.remaining <= 0) {
    await block(ctx.db, { name: user, until: window.resetAt, reason: 'user' });
  } else if (lane === 'import' && window.limit - window.remaining >= limitOf('import', window.limit)) {
    await block(ctx.db, { name: importBudget(user), until: window.resetAt, reason: 'imports' });
  }
}

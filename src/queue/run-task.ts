import { asAppError, jobRuleOf, type AppError, type JobRule } from '../lib/errors.ts';
import type { Clock } from '../lib/clock.ts';
import { jittered, soonAfter } from '../lib/jitter.ts';
import type { Log } from '../lib/log.ts';
import type { Db } from '../db/db.ts';
import type { Jobs } from './jobs.ts';
import { isLive, type Envelope, type Task } from './task.ts';

export type QueueContext = { readonly db: Db; readonly clock: Clock; readonly jobs: Jobs; readonly log: Log };

/** A task with what it does. `onGiveUp` is told when no try will follow, so that a person can be shown the error. */
export type Handler<Ctx> = {
  readonly name: string;
  /** Live work has slots of its own in a worker. */
  readonly isLive: boolean;
  /** What came of it, for metrics; every outcome completes the job. */
  run(ctx: Ctx, envelope: Envelope): Promise<JobOutcome>;
};

export type JobOutcome = 'done' | JobRule;

export type HandlerOptions<Ctx, P> = {
  readonly run: (ctx: Ctx, payload: P) => Promise<void>;
  readonly onGiveUp?: (ctx: Ctx, payload: P, error: AppError) => Promise<void>;
};

const firstBackoffMs = 2_000;
const longestBackoffMs = 15 * 60_000;
const defaultAttempts = 10;
/** A server that has not answered for so long after its first failure is given up until somebody asks again. */
export const patienceMs = 6 * 3_600_000;

/**
 * Binds a task to its work and to the job rules of the error table: waiting costs no attempt (for `patienceMs` where
 * the other side does not answer, for ever where it named a limit), a retry does, a stop ends it. Either way the job itself completes; the next try is a timer compared with the injected clock.
 */
export function handle<Ctx extends QueueContext, P extends { tenantId: string }>(
  task: Task<P>,
  options: HandlerOptions<Ctx, P>,
): Handler<Ctx> {
  return {
    name: task.name,
    isLive: isLive(task),
    async run(ctx, envelope) {
      const payload = task.payload.parse(envelope.payload);
      try {
        await options.run(ctx, payload);
        return 'done';
      } catch (thrown) {
        return afterFailure(ctx, {
          task,
          options,
          payload,
          envelope,
          error: asAppError(thrown),
        });
      }
    },
  };
}

type Failure<Ctx, P extends { tenantId: string }> = {
  task: Task<P>;
  options: HandlerOptions<Ctx, P>;
  payload: P;
  envelope: Envelope;
  error: AppError;
};

async function afterFailure<Ctx extends QueueContext, P extends { tenantId: string }>(
  ctx: Ctx,
  { task, options, payload, envelope, error }: Failure<Ctx, P>,
): Promise<JobOutcome> {
  const { attempt, failingSince } = envelope;
  const rule = jobRuleOf[error.code];
  const next = nextTry(error, { now: ctx.clock.now(), attempt, failingSince, maxAttempts: task.maxAttempts });
  const fields = { task: task.name, tenantId: payload.tenantId, code: error.code, attempt, failingSince };
  if (next !== undefined) {
    if (rule === 'retry' || rule === 'patient') {
      ctx.log.warn({ ...fields, err: error }, 'job failed, will be tried again');
    }
    await ctx.jobs.add(ctx.db, task, { payload, ...next });
    return rule;
  }
  ctx.log.error({ ...fields, err: error }, 'job given up');
  await options.onGiveUp?.(ctx, payload, error);
  return 'stop';
}

type Tried = {
  readonly now: number;
  readonly attempt: number;
  readonly failingSince: number | undefined;
  readonly maxAttempts: number | undefined;
};
type NextTry = { readonly at: number; readonly attempt: number; readonly failingSince: number | undefined };

/**
 * When work that failed is tried again; undefined when it is given up. Back-off has a jitter of a quarter either way, so
 * that what failed together does not return together. Without counting tries, patience waits as long as it has failed.
 */
function nextTry(
  error: AppError,
  { now, attempt, failingSince, maxAttempts = defaultAttempts }: Tried,
): NextTry | undefined {
  const rule = jobRuleOf[error.code];
  const since = failingSince ?? now;
  if (rule === 'again') return { at: 0, attempt, failingSince };
  if (rule === 'wait') {
    const at = error.retryAt === undefined ? now + backoff(attempt) : soonAfter(error.retryAt, now);
    return { at, attempt, failingSince };
  }
  if (rule === 'patient' && now - since < patienceMs) {
    const wait = jittered(Math.max(firstBackoffMs, Math.min(longestBackoffMs, now - since)));
    const at = error.retryAt === undefined ? now + wait : error.retryAt + (wait * Math.random()) / 4;
    return { at, attempt, failingSince: since };
  }
  if (rule === 'retry' && attempt < maxAttempts) {
    const at = error.retryAt ?? now + backoff(attempt);
    return { at, attempt: attempt + 1, failingSince: since };
  }
  return undefined;
}

function backoff(attempt: number): number {
  return jittered(Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1)));
}

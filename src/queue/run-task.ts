import { asAppError, jobRuleOf, type AppError, type JobRule } from '../lib/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Db } from '../db/db.ts';
import type { Jobs } from './jobs.ts';
import type { Envelope, Task } from './task.ts';

export type QueueContext = { readonly db: Db; readonly clock: Clock; readonly jobs: Jobs; readonly log: Log };

/** A task with what it does. `onGiveUp` is told when no try will follow, so that a person can be shown the error. */
export type Handler<Ctx> = {
  readonly name: string;
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

/**
 * Binds a task to its work and to the job rules of the error table: waiting costs no attempt, a retry does, a stop
 * ends it. Either way the job itself completes; the next try is a timer compared with the injected clock.
 */
export function handle<Ctx extends QueueContext, P extends { tenantId: string }>(
  task: Task<P>,
  options: HandlerOptions<Ctx, P>,
): Handler<Ctx> {
  return {
    name: task.name,
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
          attempt: envelope.attempt,
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
  attempt: number;
  error: AppError;
};

async function afterFailure<Ctx extends QueueContext, P extends { tenantId: string }>(
  ctx: Ctx,
  { task, options, payload, attempt, error }: Failure<Ctx, P>,
): Promise<JobOutcome> {
  const rule = jobRuleOf[error.code];
  const again = async (at: number, nextAttempt: number) => {
    await ctx.jobs.add(ctx.db, task, { payload, at, attempt: nextAttempt });
    return rule;
  };
  const backoff =
    Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1)) * (0.75 + Math.random() / 2);
  const fields = { task: task.name, tenantId: payload.tenantId, code: error.code, attempt };
  if (rule === 'again') return again(0, attempt);
  if (rule === 'wait') return again(error.retryAt ?? ctx.clock.now() + backoff, attempt);
  if (rule === 'retry' && attempt < (task.maxAttempts ?? defaultAttempts)) {
    ctx.log.warn({ ...fields, err: error }, 'job failed, will be tried again');
    return again(error.retryAt ?? ctx.clock.now() + backoff, attempt + 1);
  }
  ctx.log.error({ ...fields, err: error }, 'job given up');
  await options.onGiveUp?.(ctx, payload, error);
  return 'stop';
}

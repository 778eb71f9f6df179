import type { z } from 'zod';

/**
 * A kind of work that is queued. It is declared by the feature that announces it and handled where `tasks.ts` says,
 * so that a feature can announce work to one right of it without importing it.
 */
export type Task<Payload extends { tenantId: string }> = {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** Jobs with the same order key run one after the other. Absent: any order, any number at once. */
  readonly orderKey?: (payload: Payload) => string;
  /**
   * Name of queues of its own for the order, in which no other work stands; the order key is then a small whole number,
   * the lane of the tenant. Default: the queues of its priority.
   */
  readonly queue?: string;
  /** At most one job with the same key waits (a running one may be followed by one more). */
  readonly jobKey?: (payload: Payload) => string;
  /** Lower runs first. Default 0; live work below 0, imports 10, files 20. */
  readonly priority?: number;
  /**
   * Many transactions announce the same job at the same time. Each would hold the job's row until it is committed, and
   * all others with it: instead each leaves a timer of its own, and these become one job right after.
   */
  readonly isAnnouncedByMany?: boolean;
  /** Tries before the work is given up. Default 10. */
  readonly maxAttempts?: number;
};

export function defineTask<Payload extends { tenantId: string }>(task: Task<Payload>): Task<Payload> {
  return task;
}

/** Of looking at what an event named; what sends it to Jira comes first: one job carries what many have read. */
export const livePriority = -10;

/** What people wait for: it stands behind no import. */
export function isLive({ priority = 0 }: { readonly priority?: number }): boolean {
  return priority < 0;
}

/** What a job carries. */
export type Envelope = {
  readonly payload: unknown;
  /** Which try it is; 1 is the first. Waiting is no try. */
  readonly attempt: number;
  /** When it first failed, epoch ms; absent while it has not. */
  readonly failingSince?: number | undefined;
};

import type { Context } from './context.ts';
import type { Handler } from './queue/run-task.ts';

/** The job map: every kind of queued work and what does it. */
export const tasks: readonly Handler<Context>[] = [];

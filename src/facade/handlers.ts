import type { Context } from '../context.ts';
import { handle, type Handler } from '../queue/run-task.ts';
import { graphChanged, type GraphChanged } from '../sync/graph/tasks.ts';
import { onGraphChanged } from './hooks/follow-graph.ts';
import { nudgeSite } from './hooks/nudge-jira.ts';
import { nudgeJira } from './hooks/tasks.ts';

/** Telling a Jira whose own connector reads from us that there is something new. */
export const facadeHandlers: readonly Handler<Context>[] = [
  handle<Context, GraphChanged>(graphChanged, { run: onGraphChanged }),
  handle<Context, { tenantId: string }>(nudgeJira, { run: nudgeSite }),
];

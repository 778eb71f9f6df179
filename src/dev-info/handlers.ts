import type { Context } from '../context.ts';
import { handle, type Handler } from '../queue/run-task.ts';
import { sendLane } from './outbox/send-lane.ts';
import { lookForTenantProjects } from './projects/look-for-projects.ts';
import { lookForProjects, sendTaskOf } from './tasks.ts';

export const devInfoHandlers: readonly Handler<Context>[] = [
  handle(sendTaskOf.live, { run: (ctx: Context, payload) => sendLane(ctx, 'live', payload) }),
  handle(sendTaskOf.import, { run: (ctx: Context, payload) => sendLane(ctx, 'import', payload) }),
  handle(lookForProjects, { run: lookForTenantProjects }),
];

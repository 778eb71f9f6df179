import type { Context } from '../context.ts';
import { inTransaction } from '../db/db.ts';
import { handle, type Handler } from '../queue/run-task.ts';
import { repositoriesRenamed } from '../repository/tasks.ts';
import { moveAddresses } from './move-addresses.store.ts';
import { resendRepositories } from './outbox/resend-repositories.ts';
import { sendLane } from './outbox/send-lane.ts';
import { lookForTenantProjects } from './projects/look-for-projects.ts';
import { retryRejectedLinks } from './links/retry-rejected.ts';
import { lookForProjects, retryRejected, sendTaskOf } from './tasks.ts';

export const devInfoHandlers: readonly Handler<Context>[] = [
  handle(sendTaskOf.live, { run: (ctx: Context, payload) => sendLane(ctx, 'live', payload) }),
  handle(sendTaskOf.import, { run: (ctx: Context, payload) => sendLane(ctx, 'import', payload) }),
  handle(lookForProjects, { run: lookForTenantProjects }),
  handle(retryRejected, { run: retryRejectedLinks }),
  // Jira learns a repository's name and address with its entities, in no other way.
  handle(repositoriesRenamed, {
    run: (ctx: Context, renamed) =>
      inTransaction(ctx.db, async (tx) => {
        for (const move of renamed.moves ?? []) {
          await moveAddresses(tx, { tenantId: renamed.tenantId, ...move });
        }
        await resendRepositories(ctx, tx, renamed);
      }),
  }),
];

import type { Context } from '../../context.ts';
import { getDiscovery } from '../../repository/discovery.store.ts';
import { requestDiscovery } from '../../repository/request-discovery.ts';
import { projectsChanged, type ProjectsPayload } from '../../webhook/tasks.ts';

/** Whoever makes fifty projects with a script makes one listing of it, not fifty. */
const restMs = 15_000;

/** A project or subgroup came, went or was moved: the account's projects are listed anew, at most four times a minute. */
export async function onProjectsChanged(ctx: Context, key: ProjectsPayload): Promise<void> {
  const discovery = await getDiscovery(ctx.db, key.tenantId, key.accountId);
  const restsUntil = discovery?.state === 'finished' ? (discovery.begunAt ?? 0) + restMs : 0;
  if (restsUntil > ctx.clock.now()) {
    await ctx.jobs.add(ctx.db, projectsChanged, { payload: key, at: restsUntil });
  } else await requestDiscovery(ctx, key, { ifRunning: 'again' });
}

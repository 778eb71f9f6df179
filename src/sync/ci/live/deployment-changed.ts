import type { Context } from '../../../context.ts';
import { isShown, type Live } from '../../live/open-live.ts';
import { dropDeployment } from '../deployments/deployment.store.ts';
import { readDeployments } from '../deployments/read-deployments.ts';
import { visible } from '../visible.ts';
import { liveSource, recordLive } from './record-live.ts';

/** A deployment began or ended: reads it, and keeps it where it belongs to an issue. */
export async function readDeployment(ctx: Context, live: Live, id: number): Promise<void> {
  const deployment = await visible(
    live.gitlab.deployment({ projectId: live.repository.gitlabProjectId, id }),
  );
  if (deployment !== undefined) {
    const read = await readDeployments(liveSource(ctx, live), [deployment], { reuse: true });
    return recordLive(ctx, live, { kind: 'deployment', entities: read.entities, removed: read.unnamed });
  }
  if (!(await isShown(live))) return;
  await recordLive(ctx, live, {
    kind: 'deployment',
    entities: [],
    removed: [String(id)],
    also: (tx) => dropDeployment(tx, live.key, id),
  });
}

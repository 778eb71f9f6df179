import type { Context } from '../../../context.ts';
import type { GitlabPipeline } from '../../../gitlab/ci/ci.schema.ts';
import { isShown, openLive, unlessHidden, type Live } from '../../live/open-live.ts';
import type { RelinkPayload } from '../../tasks.ts';
import { readBuilds } from '../pipelines/read-builds.ts';
import { testsSince } from '../pipelines/tests-since.ts';
import { visible } from '../visible.ts';
import { liveSource, recordLive } from './record-live.ts';

/** A pipeline changed its status: reads it, and keeps it where it belongs to an issue. */
export async function readPipeline(ctx: Context, live: Live, id: number): Promise<void> {
  const projectId = live.repository.gitlabProjectId;
  const pipeline = await visible(live.gitlab.pipeline({ projectId, id }));
  if (pipeline === undefined) {
    const removed = (await isShown(live)) ? [String(id)] : [];
    return recordLive(ctx, live, { kind: 'build', entities: [], removed });
  }
  const builds = await readBuilds(liveSource(ctx, live), [pipeline], sinceNow(ctx));
  await recordLive(ctx, live, { kind: 'build', entities: builds.entities, removed: builds.unnamed });
}

/** Pipelines of one merge request that are linked anew; older ones are left to the rotation. */
const mostPages = 5;

/** A merge request names other issues than before, and its pipelines belong to those now. */
export function onRelinkPipelines(ctx: Context, payload: RelinkPayload): Promise<void> {
  return unlessHidden(ctx, async () => {
    const live = await openLive(ctx, payload);
    if (live === undefined) return;
    const projectId = live.repository.gitlabProjectId;
    const pipelines: GitlabPipeline[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const answer = await live.gitlab.mergeRequestPipelines({ projectId, iid: payload.iid, page });
      // Those of a fork are numbered in the fork.
      pipelines.push(...answer.items.filter((one) => (one.projectId ?? projectId) === projectId));
      if (answer.nextPage === undefined) break;
    }
    const builds = await readBuilds(liveSource(ctx, live), pipelines, sinceNow(ctx));
    await recordLive(ctx, live, { kind: 'build', entities: builds.entities, removed: builds.unnamed });
  });
}

function sinceNow({ clock }: Context): { testsSince: number } {
  return { testsSince: testsSince('live', clock.now()) };
}

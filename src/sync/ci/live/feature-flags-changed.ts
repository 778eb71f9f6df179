import type { Context } from '../../../context.ts';
import { entitiesNotShown } from '../../../dev-info/named-issues.store.ts';
import type { GitlabFeatureFlag } from '../../../gitlab/ci/feature-flag.schema.ts';
import { nextReadCounter } from '../../../repository/repository.store.ts';
import type { Live } from '../../live/open-live.ts';
import { readFeatureFlags } from '../feature-flags/read-feature-flags.ts';
import { liveSource, recordLive } from './record-live.ts';

/** A feature flag was switched: lists them all, for the event has no name that can be relied on. */
export async function readFlags(ctx: Context, live: Live): Promise<void> {
  const { tenantId, repositoryId } = live.key;
  const version = await nextReadCounter(ctx.db, tenantId, repositoryId);
  const projectId = live.repository.gitlabProjectId;
  const flags: GitlabFeatureFlag[] = [];
  for (let page: number | undefined = 1; page !== undefined;) {
    const answer: Awaited<ReturnType<typeof live.gitlab.featureFlags>> = await live.gitlab.featureFlags({
      projectId,
      page,
    });
    flags.push(...answer.items);
    page = answer.nextPage;
  }
  const entities = readFeatureFlags(liveSource(ctx, live), flags, version);
  const shown = new Set(entities.map(({ id }) => id));
  const known = await entitiesNotShown(ctx.db, live.key, {
    kind: 'feature_flag',
    changedSince: 0,
    seenBefore: Number.MAX_SAFE_INTEGER,
  });
  const removed = known.filter((id) => !shown.has(id));
  await recordLive(ctx, live, { kind: 'feature_flag', entities, removed, version });
}

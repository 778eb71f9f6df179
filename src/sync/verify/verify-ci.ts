import type { ReadEntity } from '../../dev-info/entity.ts';
import { nextReadCounter } from '../../repository/repository.store.ts';
import type { CiSource } from '../ci/ci-source.ts';
import { readDeployments } from '../ci/deployments/read-deployments.ts';
import { readFeatureFlags } from '../ci/feature-flags/read-feature-flags.ts';
import { readBuilds } from '../ci/pipelines/read-builds.ts';
import { testsSince } from '../ci/pipelines/tests-since.ts';
import { advanceUpdates, byUpdate, type ByUpdate } from '../merge-requests/by-update.ts';
import { compareKind } from './compare-kind.ts';
import type { Difference } from './difference.ts';
import type { Subject } from './subject.ts';

type Pages = AsyncGenerator<readonly ReadEntity[]>;

/** Pipelines belong to the issues of the merge requests and commits that the ledger has: these are verified before. */
export function verifyBuilds(subject: Subject): AsyncGenerator<Difference> {
  return compareKind(subject, { kind: 'build', pages: builds(subject) });
}

async function* builds(subject: Subject): Pages {
  const { gitlab, repository, startedAt } = subject;
  const projectId = repository.gitlabProjectId;
  for (let position: ByUpdate = byUpdate; !position.isOver;) {
    const { updatedAfter, page } = position;
    const answer: Awaited<ReturnType<typeof gitlab.pipelinesByUpdate>> = await gitlab.pipelinesByUpdate({
      projectId,
      updatedAfter: updatedAfter ?? undefined,
      page,
    });
    const since = { testsSince: testsSince('rotation', startedAt) };
    yield (await readBuilds(sourceOf(subject), answer.items, since)).entities;
    position = advanceUpdates(position, answer);
  }
}

/** In the order of their ids, for what one brought depends on those before it. */
export function verifyDeployments(subject: Subject): AsyncGenerator<Difference> {
  return compareKind(subject, { kind: 'deployment', pages: deployments(subject) });
}

async function* deployments(subject: Subject): Pages {
  const { gitlab, repository } = subject;
  for (let page: number | undefined = 1; page !== undefined;) {
    const answer: Awaited<ReturnType<typeof gitlab.deploymentsById>> = await gitlab.deploymentsById({
      projectId: repository.gitlabProjectId,
      page,
    });
    yield (await readDeployments(sourceOf(subject), answer.items, { reuse: true })).entities;
    page = answer.nextPage;
  }
}

export function verifyFeatureFlags(subject: Subject): AsyncGenerator<Difference> {
  return compareKind(subject, { kind: 'feature_flag', pages: featureFlags(subject) });
}

async function* featureFlags(subject: Subject): Pages {
  const { ctx, key, gitlab, repository } = subject;
  const version = await nextReadCounter(ctx.db, key.tenantId, key.repositoryId);
  for (let page: number | undefined = 1; page !== undefined;) {
    const answer: Awaited<ReturnType<typeof gitlab.featureFlags>> = await gitlab.featureFlags({
      projectId: repository.gitlabProjectId,
      page,
    });
    yield readFeatureFlags(sourceOf(subject), answer.items, version);
    page = answer.nextPage;
  }
}

function sourceOf({ ctx, key, repository, account, gitlab, startedAt }: Subject): CiSource {
  const lowerCase = account.lowerCaseKeys;
  return { db: ctx.db, key, repository, account, gitlab, lowerCase, now: startedAt };
}

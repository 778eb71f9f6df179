import type { BuildFacts, ReadEntity } from '../../../dev-info/entity.ts';
import { knownEntities, type KnownEntity } from '../../../dev-info/named-issues.store.ts';
import type { GitlabPipeline } from '../../../gitlab/ci/ci.schema.ts';
import { inParts } from '../../../lib/in-parts.ts';
import type { CiSource } from '../ci-source.ts';
import { refIssues, type RefIssues } from '../ref-issues.ts';
import { visible } from '../visible.ts';
import { buildEntity, buildKeys, hasReported } from './build-entity.ts';

const requestsAtOnce = 4;

/** What pipelines are in the ledger: entities of those that belong to an issue, ids of those that do not. */
export type Builds = { readonly entities: readonly ReadEntity[]; readonly unnamed: readonly string[] };

/** GitLab lists no child of another pipeline, but its webhooks tell of each (app/finders/ci/pipelines_finder.rb). */
function isChild({ source }: GitlabPipeline): boolean {
  return source === 'parent_pipeline';
}

/**
 * Pipelines with their issues and their test summaries; the child of another one belongs to none, as in GitLab's lists. A summary costs one request: only finished pipelines that
 * belong to an issue and changed since `testsSince` (epoch ms) are asked for theirs, and none that has one already.
 */
export async function readBuilds(
  source: CiSource,
  pipelines: readonly GitlabPipeline[],
  { testsSince }: { testsSince: number },
): Promise<Builds> {
  const issues = await refIssues(source, pipelines);
  const named = pipelines.flatMap((pipeline, index) => {
    const of = issues[index];
    return of !== undefined && !isChild(pipeline) && buildKeys(of).length > 0
      ? [{ pipeline, issues: of }]
      : [];
  });
  const ids = named.map(({ pipeline }) => String(pipeline.id));
  const known = new Map(
    (await knownEntities(source.db, source.key, { kind: 'build', ids })).map((one) => [one.id, one]),
  );
  const entities = await inParts(named, requestsAtOnce, (one) =>
    readBuild(source, { ...one, known: known.get(String(one.pipeline.id)), testsSince }),
  );
  const found = new Set(ids);
  return {
    entities: entities.flatMap((entity) => (entity === undefined ? [] : [entity])),
    unnamed: pipelines.map(({ id }) => String(id)).filter((id) => !found.has(id)),
  };
}

type Named = {
  readonly pipeline: GitlabPipeline;
  readonly issues: RefIssues;
  readonly known: KnownEntity<'build'> | undefined;
  readonly testsSince: number;
};

/** Undefined: it was deleted meanwhile. */
async function readBuild(source: CiSource, named: Named): Promise<ReadEntity | undefined> {
  const pipeline = await numbered(source, named.pipeline);
  if (!pipeline) return undefined;
  const tests = await testsOf(source, named);
  return buildEntity(source.repository, pipeline, { issues: named.issues, tests });
}

/** Lists of older versions do not tell a pipeline's number in its project. */
async function numbered(
  { gitlab, repository }: CiSource,
  pipeline: GitlabPipeline,
): Promise<(GitlabPipeline & { iid: number }) | undefined> {
  if (pipeline.iid !== undefined) return { ...pipeline, iid: pipeline.iid };
  const whole = await visible(gitlab.pipeline({ projectId: repository.gitlabProjectId, id: pipeline.id }));
  return whole?.iid === undefined ? undefined : { ...whole, iid: whole.iid };
}

async function testsOf(
  { gitlab, repository }: CiSource,
  { pipeline, known, testsSince }: Named,
): Promise<BuildFacts['tests']> {
  const isKnown = known?.facts.updatedAt === pipeline.updatedAt;
  // Reports are added up in the background: what had none a moment ago may have them now.
  if (isKnown && known.facts.tests !== undefined) return known.facts.tests;
  if (!hasReported(pipeline) || pipeline.updatedAt < testsSince) return undefined;
  return visible(gitlab.testSummary({ projectId: repository.gitlabProjectId, id: pipeline.id }));
}

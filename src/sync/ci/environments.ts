import type { GitlabEnvironment } from '../../gitlab/ci/ci.schema.ts';
import type { GitlabPage } from '../../gitlab/gitlab-port.ts';
import type { CiSource } from './ci-source.ts';
import { knownEnvironments, storeEnvironments, type KnownEnvironment } from './environment.store.ts';
import { visible } from './visible.ts';

const dayMs = 86_400_000;
/** Above this many at once, a page of a hundred is asked for instead of each. */
const askedEach = 3;
const mostPages = 20;

/**
 * Tiers of these environments, by id: lists of deployments do not tell them. What was asked within a day is not asked
 * again. One that GitLab does not show has no tier here, and its name decides.
 */
export async function tiersOf(
  source: CiSource,
  wanted: readonly { readonly id: number; readonly name: string }[],
): Promise<ReadonlyMap<number, string | undefined>> {
  const known = await knownEnvironments(source.db, source.key, { readSince: source.now - dayMs });
  const tiers = new Map(known.map(({ id, tier }) => [id, tier]));
  const missing = new Map(wanted.filter(({ id }) => !tiers.has(id)).map((one) => [one.id, one]));
  if (missing.size === 0) return tiers;
  const read =
    missing.size > askedEach ? await listed(source, missing) : await askedOneByOne(source, missing);
  // One that is not shown is remembered too, so that it is not asked for with every deployment.
  const found = new Set(read.map(({ id }) => id));
  const hidden = [...missing.values()].filter(({ id }) => !found.has(id));
  const environments: KnownEnvironment[] = [...read, ...hidden.map((one) => ({ ...one, tier: undefined }))];
  await storeEnvironments(source.db, source.key, { environments, now: source.now });
  for (const { id, tier } of environments) tiers.set(id, tier);
  return tiers;
}

type Missing = ReadonlyMap<number, { readonly id: number; readonly name: string }>;

async function listed({ gitlab, repository }: CiSource, missing: Missing): Promise<GitlabEnvironment[]> {
  const projectId = repository.gitlabProjectId;
  const read: GitlabEnvironment[] = [];
  const open = new Set(missing.keys());
  for (let page: number | undefined = 1; page !== undefined && page <= mostPages && open.size > 0;) {
    const answer: GitlabPage<GitlabEnvironment> | undefined = await visible(
      gitlab.environments({ projectId, page }),
    );
    read.push(...(answer?.items ?? []));
    for (const { id } of answer?.items ?? []) open.delete(id);
    page = answer?.nextPage;
  }
  return read;
}

async function askedOneByOne(
  { gitlab, repository }: CiSource,
  missing: Missing,
): Promise<GitlabEnvironment[]> {
  const projectId = repository.gitlabProjectId;
  const asked = [...missing.keys()].map((id) => visible(gitlab.environment({ projectId, id })));
  return (await Promise.all(asked)).flatMap((one) => (one === undefined ? [] : [one]));
}

import { storedRules } from '../../../account/environment-rules/environment-rules.ts';
import type { ReadEntity } from '../../../dev-info/entity.ts';
import { namingTexts } from '../../../dev-info/named-issues.store.ts';
import type { GitlabDeployment } from '../../../gitlab/ci/ci.schema.ts';
import { inParts } from '../../../lib/in-parts.ts';
import type { CiSource } from '../ci-source.ts';
import { environmentType } from '../environment-type.ts';
import { tiersOf } from '../environments.ts';
import { refIssues, refTarget } from '../ref-issues.ts';
import { visible } from '../visible.ts';
import { broughtBy, type Looked } from './brought.ts';
import { deploymentEntity } from './deployment-entity.ts';
import { keepShipped, knownDeployments, storeDeployments, type Brought } from './deployment.store.ts';

const requestsAtOnce = 4;
const dayMs = 86_400_000;

/** What deployments are in the ledger: entities of those that belong to an issue, ids of those that do not. */
export type Deployments = { readonly entities: readonly ReadEntity[]; readonly unnamed: readonly string[] };

/**
 * Deployments with their issues, in this order: those of the merge request or branch it ran for, of the merge requests
 * that it shipped, of the commits that it brought. Earlier deployments of their environments have to be read before.
 *
 * @param options.reuse false: what commits were brought is found out anew, as when the rule for issue keys has changed
 */
export async function readDeployments(
  source: CiSource,
  deployments: readonly GitlabDeployment[],
  options: { reuse: boolean },
): Promise<Deployments> {
  const all = await lookAt(source, deployments);
  const brought = await broughtBy(source, all, options);
  const shipped = await shippedKeys(source, all);
  const tiers = await tiersOf(
    source,
    deployments.map(({ environment }) => environment),
  );
  const rules = storedRules(source.account.environmentRules);
  const entities: ReadEntity[] = [];
  const unnamed: string[] = [];
  for (const { deployment, issues } of all) {
    const { id, environment } = deployment;
    const of: Brought = brought.get(id) ?? { commits: [], keys: [] };
    const ofRef = isTag(deployment) ? [] : issues.ofRef;
    const keys = [...new Set([...ofRef, ...(shipped.get(id) ?? []), ...of.keys])];
    const type = environmentType({ name: environment.name, tier: tiers.get(environment.id) }, rules);
    if (keys.length === 0) unnamed.push(String(id));
    else entities.push(deploymentEntity(source.repository, deployment, { type, commits: of.commits, keys }));
  }
  return { entities, unnamed };
}

/** The name of a tag says which release it is, not which issue. */
function isTag({ ref, job }: GitlabDeployment): boolean {
  return job?.isTag === true && 'branch' in refTarget(ref);
}

async function lookAt(source: CiSource, deployments: readonly GitlabDeployment[]): Promise<Looked[]> {
  const { db, key, now } = source;
  await storeDeployments(db, key, {
    deployments: deployments.map(({ environment, ...one }) => ({ ...one, environmentId: environment.id })),
    now,
  });
  const ids = deployments.map(({ id }) => id);
  const [known, issues] = await Promise.all([knownDeployments(db, key, ids), refIssues(source, deployments)]);
  return deployments.flatMap((deployment, index) => {
    const [of, named] = [known.get(deployment.id), issues[index]];
    return of && named ? [{ deployment, known: of, issues: named }] : [];
  });
}

/** Keys of the merge requests that each deployment shipped, as the ledger has them now. */
async function shippedKeys(
  source: CiSource,
  all: readonly Looked[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const shipped = await inParts(all, requestsAtOnce, async (looked) => ({
    id: looked.deployment.id,
    iids: await shippedBy(source, looked),
  }));
  const iids = shipped.flatMap((one) => one.iids);
  if (iids.length === 0) return new Map();
  const { byNumber } = await namingTexts(source.db, source.key, { shas: [], iids, branches: [] });
  return new Map(shipped.map((one) => [one.id, one.iids.flatMap((iid) => byNumber.get(iid)?.keys ?? [])]));
}

/**
 * Only of a success that was not the first in its environment: for that one GitLab links every merge request that was
 * ever merged (app/services/deployments/link_merge_requests_service.rb). It does so in the background: where there are
 * none yet, they are asked for again for two days.
 */
async function shippedBy(source: CiSource, { deployment, known }: Looked): Promise<readonly number[]> {
  const { id, sha, status, updatedAt } = deployment;
  if (status !== 'success' || known.previousSha === null || known.previousSha === sha) return [];
  if (known.shipped !== undefined && (known.shipped.length > 0 || updatedAt < source.now - 2 * dayMs)) {
    return known.shipped;
  }
  const projectId = source.repository.gitlabProjectId;
  const shipped = (await visible(source.gitlab.shippedMergeRequests({ projectId, id }))) ?? [];
  await keepShipped(source.db, source.key, { id, shipped });
  return shipped;
}

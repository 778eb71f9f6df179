import type { GitlabDeployment } from '../../../gitlab/ci/ci.schema.ts';
import { issueKeys } from '../../../lib/naming/issue-keys.ts';
import { inParts } from '../../../lib/in-parts.ts';
import type { CiSource } from '../ci-source.ts';
import type { RefIssues } from '../ref-issues.ts';
import { commitsBetween, type Between } from './commits-between.ts';
import { broughtBefore, keepBrought, type Brought, type KnownDeployment } from './deployment.store.ts';

/** A deployment with what is known of it. */
export type Looked = {
  readonly deployment: GitlabDeployment;
  readonly known: KnownDeployment;
  readonly issues: RefIssues;
};

/**
 * What there is to find out about a deployment. `first`: nothing ran there before, so only its own commit counts:
 * GitLab's own integration links all of history then, and so links old issues again. `same`: the commit ran there
 * already, nothing is new. `range`: what lies between. `known`: it was found out before, and nothing else has been
 * deployed there in the meantime.
 */
export type Question =
  { readonly kind: 'first' | 'same' | 'known' } | { readonly kind: 'range'; readonly from: string };

export function questionOf({ sha }: { sha: string }, known: KnownDeployment, reuse: boolean): Question {
  const { previousSha, brought } = known;
  if (previousSha === null) return { kind: 'first' };
  if (previousSha === sha) return { kind: 'same' };
  if (reuse && brought?.from === previousSha) return { kind: 'known' };
  return { kind: 'range', from: previousSha };
}

const nothing: Brought = { commits: [], keys: [] };
const requestsAtOnce = 4;

/**
 * What each deployment brought to its environment, by id; one request for each 100 commits, none for what is known.
 * A deployment that goes back to an earlier commit belongs to the issues of that commit's own deployment: they are what
 * runs there again. Those that it took away stay with the deployment that had brought them.
 *
 * @param options.reuse false: everything is found out anew
 */
export async function broughtBy(
  source: CiSource,
  all: readonly Looked[],
  { reuse }: { reuse: boolean },
): Promise<ReadonlyMap<number, Brought>> {
  const ranges = new Map<string, Promise<Between | undefined>>();
  const found = await inParts(all, requestsAtOnce, async (looked) => {
    const { deployment, known } = looked;
    const question = questionOf(deployment, known, reuse);
    if (question.kind !== 'range') return { looked, brought: withoutAsking(source, looked, question.kind) };
    const range = `${question.from}..${deployment.sha}`;
    const between = ranges.get(range) ?? commitsBetween(source, { from: question.from, to: deployment.sha });
    ranges.set(range, between);
    return { looked, brought: (await between) ?? ofItself(source, looked) };
  });
  const result = new Map<number, Brought>();
  // One after the other: a deployment that goes back looks at what an earlier one has brought.
  for (const { looked, brought } of found.toSorted(
    (a, b) => a.looked.deployment.id - b.looked.deployment.id,
  )) {
    const { id, sha, environment } = looked.deployment;
    const goesBack = 'isBackwards' in brought && brought.isBackwards;
    const of = goesBack
      ? ((await broughtBefore(source.db, source.key, { id, environmentId: environment.id, sha })) ?? nothing)
      : brought;
    result.set(id, of);
    const { commits, keys } = of;
    await keepBrought(source.db, source.key, { id, from: looked.known.previousSha, commits, keys });
  }
  return result;
}

function withoutAsking(source: CiSource, looked: Looked, kind: 'first' | 'same' | 'known'): Brought {
  if (kind === 'same') return nothing;
  return kind === 'known' ? (looked.known.brought ?? nothing) : ofItself(source, looked);
}

/** Its own commit alone: by the job that ran it, or by the ledger. */
function ofItself({ lowerCase }: CiSource, { deployment, issues }: Looked): Brought {
  const { job, sha } = deployment;
  const keys =
    job?.commitMessage === undefined ? issues.ofCommit : issueKeys(job.commitMessage, { lowerCase });
  return keys.length === 0 ? nothing : { commits: [sha], keys };
}

import type { Deployment } from '../ci.ts';
import type { MergeRequest } from '../model.ts';
import { ciOf } from './tables.ts';

/**
 * The merge requests that came with a successful deployment: those whose merge commit lies between the environment's
 * last success and this one; for the first one all that were merged into its branch. An environment in a folder
 * (`review/x`) gets none, and none is counted twice for an environment (GitLab's
 * app/services/deployments/link_merge_requests_service.rb).
 */
export function shippedBy(row: Deployment): MergeRequest[] {
  if (row.environment.name.includes('/')) return [];
  const earlier = successesBefore(row);
  const last = earlier.at(-1);
  const known = new Set(earlier.flatMap(({ mergeRequests }) => mergeRequests));
  const between = last === undefined ? undefined : commitsBetween(row, last.sha);
  return [...row.project.mergeRequests.all()].filter((one) => {
    if (one.state !== 'merged' || known.has(one)) return false;
    return between === undefined
      ? one.targetBranch === row.ref
      : one.mergeCommitSha !== null && between.has(one.mergeCommitSha);
  });
}

/** Oldest first. */
function successesBefore(row: Deployment): Deployment[] {
  return [...ciOf(row.project).deployments.all()]
    .filter((one) => one.environment === row.environment && one.status === 'success' && one.id < row.id)
    .sort((a, b) => a.id - b.id);
}

function commitsBetween(row: Deployment, from: string): Set<string> {
  const { store } = row.project.repository;
  const head = store.find(row.sha);
  const known = store.find(from);
  if (head === undefined || known === undefined) return new Set();
  return new Set(
    [...store.walk({ heads: [head], exclude: [known] })].map((commit) => store.record(commit).id),
  );
}

import { branchId } from '../../../dev-info/entity-id.ts';
import { findGraphCommit } from '../../../sync/graph/commit-graph.store.ts';
import { findGraphBranch, listGraphBranches } from '../../../sync/graph/graph-state.store.ts';
import { notFoundHere, type ApiHandler } from '../call.ts';
import { changedFilesOf } from './changed-files.store.ts';
import { repositoryOf } from '../find-repository.ts';
import { branchShape, commitShape } from '../shapes.ts';

/**
 * Branches at the head up to which everything is here: the connector walks from it at once and never comes back for what
 * it has not found. While a repository is read for the first time it has none, and Jira is told when it has.
 */
export const branches: ApiHandler = async (call) => {
  const repository = await repositoryOf(call);
  if (!repository.isReady) return { rows: [] };
  const key = { tenantId: repository.tenantId, repositoryId: repository.id };
  const found = await listGraphBranches(call.ctx.db, key, call.paging);
  return { rows: found.map((branch) => branchShape({ call, repository }, branch)) };
};

/** A branch's name may have slashes. */
export const branch: ApiHandler = async (call) => {
  const repository = await repositoryOf(call);
  const key = { tenantId: repository.tenantId, repositoryId: repository.id };
  const name = call.params['0'] ?? '';
  const found = repository.isReady ? await findGraphBranch(call.ctx.db, key, branchId(name)) : undefined;
  if (found === undefined) throw notFoundHere();
  return { json: branchShape({ call, repository }, found) };
};

const wholeSha = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The connector asks for one commit after the other: one indexed look-up, and GitLab is never asked. */
export const commit: ApiHandler = async (call) => {
  const repository = await repositoryOf(call);
  const key = { tenantId: repository.tenantId, repositoryId: repository.id };
  const sha = (call.params['sha'] ?? '').toLowerCase();
  if (!wholeSha.test(sha)) throw notFoundHere();
  const [found, files] = await Promise.all([
    findGraphCommit(call.ctx.db, key, sha),
    changedFilesOf(call.ctx.db, key, sha),
  ]);
  if (found === undefined) throw notFoundHere();
  return { json: commitShape({ call, repository }, found, files) };
};

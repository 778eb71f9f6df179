import type { Context } from '../context.ts';
import { entitiesOfIssue, type IssueEntity } from '../dev-info/issue-entities.store.ts';
import { getRepositories, type Repository } from '../repository/repository.store.ts';
import { commandsOfIssue, type CommittedCommand } from '../smart-commit/commands-of.store.ts';
import type { Viewer } from '../tenant/viewer.ts';
import { newestDeployments, type DeploymentOfIssue } from './deployed/newest-deployments.store.ts';
import { visibleIssue } from './visible-issue.ts';

export type IssueDevelopment = {
  readonly issueKey: string;
  /** Newest first, up to one more of each kind than is shown. */
  readonly entities: readonly IssueEntity[];
  /** What commits asked of the issue, newest first. */
  readonly commands: readonly CommittedCommand[];
  readonly hasMoreCommands: boolean;
  /** The newest of each environment type and state. */
  readonly deployments: readonly DeploymentOfIssue[];
  readonly repositories: ReadonlyMap<string, Repository>;
};

/** Entities of each kind, and Smart Commits. */
export const shownOfEach = 20;

/**
 * What the ledger has of an issue, for a person who may see the issue: Jira is asked as that person, so that its
 * projects, permissions and security levels hold here too.
 *
 * @throws AppError `not_found` for an issue that is not there or not for this person, `unavailable` without an answer
 */
export async function issueFor(ctx: Context, viewer: Viewer, issueKey: string): Promise<IssueDevelopment> {
  const { key, keys: issueKeys } = await visibleIssue(viewer, issueKey);
  const tenantId = viewer.tenant.id;
  const [entities, commands, deployments] = await Promise.all([
    entitiesOfIssue(ctx.db, { tenantId, issueKeys, ofEach: shownOfEach + 1 }),
    commandsOfIssue(ctx.db, { tenantId, issueKeys, limit: shownOfEach + 1 }),
    newestDeployments(ctx.db, { tenantId, issueKeys }),
  ]);
  const named = [...entities, ...commands, ...deployments];
  const ids = [...new Set(named.map(({ repositoryId }) => repositoryId))];
  const repositories = await getRepositories(ctx.db, tenantId, ids);
  return {
    issueKey: key,
    entities,
    deployments,
    commands: commands.slice(0, shownOfEach),
    hasMoreCommands: commands.length > shownOfEach,
    repositories: new Map(repositories.map((repository) => [repository.id, repository])),
  };
}

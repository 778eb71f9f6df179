import { refuse } from '../../http/exchange.ts';
import type { Call } from '../../http/exchange.ts';
import { canReadCode, projectLevel } from '../../world/access.ts';
import { ciOf } from '../../world/ci/tables.ts';
import type { CiTables } from '../../world/ci/tables.ts';
import type { Project } from '../../world/model.ts';
import { projectOf } from '../find.ts';

export interface CiProject {
  readonly project: Project;
  readonly tables: CiTables;
}

/**
 * The project whose pipelines, or whose environments and deployments, the user may read. Without CI or without a
 * repository there are no deployments either (GitLab's ProjectPolicy: `builds_disabled | repository_disabled`).
 */
export function projectWithCi(call: Call, feature: 'builds' | 'environments'): CiProject {
  const project = projectOf(call);
  const off = (['repository', 'builds', feature] as const).some((one) => project.disabled.has(one));
  if (off || !canReadCode(call.user, project)) refuse(403, '403 Forbidden');
  return { project, tables: ciOf(project) };
}

/** Feature flags are for developers and those above, whatever the project's visibility. */
export function projectWithFlags(call: Call): CiProject {
  const project = projectOf(call);
  if (project.disabled.has('feature_flags') || projectLevel(call.user, project) < 30)
    refuse(403, '403 Forbidden');
  return { project, tables: ciOf(project) };
}

/** The row that a path names by its id. */
export function rowOf<T>(call: Call, rows: { get(id: number): T | undefined }, parameter: string): T {
  return rows.get(Number(call.params[parameter])) ?? refuse(404, '404 Not found');
}

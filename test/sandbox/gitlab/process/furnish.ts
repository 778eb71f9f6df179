import type { History } from '../../history/history.ts';
import { makeHistory } from '../../history/make.ts';
import type { GitlabSandbox } from '../sandbox.ts';
import type { Namespace } from '../world/model.ts';

export interface Furniture {
  /** Path of the top group. */
  readonly group: string;
  /** Absent: small histories of the sandbox's own. */
  readonly history: History | undefined;
  /** Projects with the history. */
  readonly copies: number;
  /** Pipelines of each project with a history, and deployments and feature flags with them; 0: none of them. */
  readonly pipelines: number;
  /** Epoch ms: the small histories are of the eleven weeks before it, larger, and without oddities. Default: of some days in 2024. */
  readonly recentTo?: number | undefined;
}

/** People, a group and projects for a visitor. `admin` administers the instance, `dana` owns the group. */
export function furnish({ world }: GitlabSandbox, furniture: Furniture): void {
  const admin = world.addUser({ username: 'admin', name: 'Ada Admin', admin: true });
  const dana = world.addUser({ username: 'dana', name: 'Dana Developer', publicEmail: 'dana@example.com' });
  world.addUser({ username: 'guest', name: 'Gus Guest' });
  const group = world.addGroup({ path: furniture.group });
  world.addMember(group, admin, 50);
  world.addMember(group, dana, 50);
  const { history } = furniture;
  if (history === undefined) {
    furnishSmall(world, { group, owner: dana.namespace }, furniture);
    return;
  }
  for (let n = 1; n <= furniture.copies; n += 1) {
    const path = n === 1 ? history.name : `${history.name}-${n}`;
    const project = world.addProject({ path, namespace: group });
    world.loadHistory(project, history);
    if (furniture.pipelines > 0) world.loadCi(project, { pipelines: furniture.pipelines });
  }
}

function furnishSmall(
  world: GitlabSandbox['world'],
  at: { group: Namespace; owner: Namespace },
  { pipelines, recentTo }: Furniture,
): void {
  const platform = world.addGroup({ path: 'platform', name: 'Platform', parent: at.group });
  const projects = [
    { path: 'website', namespace: at.group },
    { path: 'engine', namespace: platform },
    { path: 'old-site', namespace: at.group, archived: true },
    { path: 'notes', namespace: at.owner },
  ];
  projects.forEach(({ path, ...where }, i) => {
    const project = world.addProject({ path, ...where });
    const history = {
      name: path,
      seed: i + 1,
      odd: path === 'engine' && recentTo === undefined,
      key: 'DEMO',
    };
    const size = recentTo === undefined ? undefined : recentWeeks(recentTo);
    world.loadHistory(project, makeHistory({ ...history, ...size }));
    if (pipelines > 0) world.loadCi(project, { pipelines });
  });
  world.addProject({ path: 'empty', namespace: at.group });
}

/** A history that ends within a day or two of `now`, with the average step. */
function recentWeeks(now: number) {
  const commits = 240;
  const seconds = 77 * 86_400;
  const stepSeconds = Math.floor(seconds / commits / 1.5);
  return { commits, stepSeconds, branches: 16, mergeRequests: 40, startMs: now - seconds * 1000 };
}

import { makeHistory } from '../../history/make.ts';
import type { GitlabSandbox } from '../sandbox.ts';
import type { Pipeline } from '../world/ci.ts';
import type { MergeRequest, Project, User } from '../world/model.ts';
import type { Body, Operation } from './operations.ts';

/** Something that Jira is to be told of: `level` grows with what happens to it (see `test/sandbox/jira/control/arrivals.ts`). */
interface Made {
  readonly name: string;
  readonly level: number;
  /** Epoch ms. */
  readonly at: number;
}

interface Traffic {
  made: Made[];
  running: boolean;
}

/** What a benchmark does to this GitLab: many small projects, and people who work in them at an even pace. */
export function trafficOperations(sandbox: GitlabSandbox): Readonly<Record<string, Operation>> {
  const traffic: Traffic = { made: [], running: false };
  return {
    /** Makes `projects` projects in the new group `group`, each with `mergeRequests` open merge requests. */
    'furnish-live': (body) => furnishLive(sandbox, body),
    /** `perSecond` changes for `seconds` seconds: `kinds` of `push`, `merge_request`, `pipeline`, in turn. */
    traffic: (body) => {
      if (traffic.running) throw new Error('There is traffic already.');
      traffic.made = [];
      traffic.running = true;
      run(sandbox, body, traffic);
    },
    'traffic-made': () => ({ running: traffic.running, made: traffic.made }),
    /** One new title for each merge request of the group; gives the hook calls instead of sending them. */
    'prepare-hooks': (body) => {
      sandbox.hooks.hold();
      const made = mergeRequestsOf(sandbox, body['group'] as string)
        .slice(0, body['count'] as number)
        .map((row) => retitle(sandbox, row));
      return { made, posts: sandbox.hooks.takeHeld() };
    },
  };
}

function furnishLive({ world }: GitlabSandbox, body: Body): unknown {
  const group = world.addGroup({ path: body['group'] as string });
  const dana = world.user('dana');
  world.addMember(group, dana, 50);
  const count = body['mergeRequests'] as number;
  for (let n = 1; n <= (body['projects'] as number); n += 1) {
    const project = world.addProject({ path: `project-${n}`, namespace: group });
    const history = makeHistory({
      name: `project-${n}`,
      seed: n,
      commits: (body['commits'] as number | undefined) ?? 10,
      branches: 2,
      mergeRequests: 0,
      key: body['key'] as string,
      odd: false,
    });
    world.loadHistory(project, history);
    // So that its pipelines belong to an issue.
    world.push(project, project.defaultBranch ?? 'main', [{ message: `${body['key'] as string}-1 Begin` }]);
    for (let m = 1; m <= count; m += 1)
      openOne(world, { project, author: dana, key: `${body['key'] as string}-${m}` });
  }
  return { projects: body['projects'] };
}

type World = GitlabSandbox['world'];

/** All from one branch: what matters is how many merge requests there are. */
function openOne(world: World, of: { project: Project; author: User; key: string }): MergeRequest {
  const { project, author, key } = of;
  if (!project.repository.branches.has('feature')) world.createBranch(project, 'feature');
  return world.openMergeRequest(project, { sourceBranch: 'feature', title: `${key} Change 0`, author });
}

function projectsOf({ world }: GitlabSandbox, group: string): Project[] {
  const namespace = world.namespace(group);
  return [...world.state.projects.values()].filter((project) => project.namespace === namespace);
}

function mergeRequestsOf(sandbox: GitlabSandbox, group: string): MergeRequest[] {
  return projectsOf(sandbox, group).flatMap((project) => project.mergeRequests.inOrder('createdAt', 'asc'));
}

function retitle({ world }: GitlabSandbox, row: MergeRequest): Made {
  const [, text = row.title, count = '0'] = /^(.*?)(\d+)$/.exec(row.title) ?? [];
  const level = Number(count) + 1;
  world.updateMergeRequest(row, { title: `${text}${level}` });
  return { name: `pull_request ${row.id}`, level, at: Date.now() };
}

const tickMs = 5;

function run(sandbox: GitlabSandbox, body: Body, traffic: Traffic): void {
  const perSecond = body['perSecond'] as number;
  const total = perSecond * (body['seconds'] as number);
  const next = changes(sandbox, body);
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const due = Math.min(total, ((performance.now() - startedAt) * perSecond) / 1000);
    while (traffic.made.length < due) traffic.made.push(next(traffic.made.length));
    if (traffic.made.length < total) return;
    clearInterval(timer);
    traffic.running = false;
  }, tickMs);
}

/** One change after the other, through the projects in turn. */
function changes(sandbox: GitlabSandbox, body: Body): (n: number) => Made {
  const { world } = sandbox;
  const key = body['key'] as string;
  const projects = projectsOf(sandbox, body['group'] as string);
  const rows = mergeRequestsOf(sandbox, body['group'] as string);
  const kinds = body['kinds'] as string[];
  const pipelines = new Map<Project, Pipeline>();
  return (n) => {
    const project = at(projects, Math.floor(n / kinds.length));
    switch (kinds[n % kinds.length]) {
      case 'push': {
        const [sha = ''] = world.push(project, project.defaultBranch ?? 'main', [
          { message: `${key}-${(n % 500) + 1} Step ${n}` },
        ]);
        return { name: `commit ${sha}`, level: 0, at: Date.now() };
      }
      case 'merge_request':
        return retitle(sandbox, at(rows, Math.floor(n / kinds.length)));
      default:
        return movePipeline(world, project, pipelines);
    }
  };
}

const steps = ['pending', 'running', 'success'] as const;

/** A new pipeline, or the next state of the one under way: three hooks for each, as GitLab sends them. */
function movePipeline(world: World, project: Project, pipelines: Map<Project, Pipeline>): Made {
  const current = pipelines.get(project);
  let pipeline: Pipeline;
  if (current === undefined || current.status === 'success') {
    pipeline = world.runPipeline(project, { ref: project.defaultBranch ?? 'main' });
    pipelines.set(project, pipeline);
  } else {
    pipeline = current;
    world.setPipelineStatus(pipeline, current.status === 'pending' ? 'running' : 'success');
  }
  const level = steps.findIndex((step) => step === pipeline.status);
  return { name: `build ${project.id}/${pipeline.iid}`, level, at: Date.now() };
}

function at<T>(list: readonly T[], n: number): T {
  const item = list[n % list.length];
  if (item === undefined) throw new Error('There is nothing to change.');
  return item;
}

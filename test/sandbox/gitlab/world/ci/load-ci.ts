import type { Deployment, Pipeline, PipelineStatus } from '../ci.ts';
import type { Project, User } from '../model.ts';
import type { WorldState } from '../state.ts';
import { addDeployment, moveDeployment } from './deployments.ts';
import { addEnvironment, findEnvironment } from './environments.ts';
import { addFeatureFlag } from './feature-flags.ts';
import { addPipeline, movePipeline, setTests } from './pipelines.ts';

export interface CiPast {
  /** One for each of so many newest commits of the default branch, first parents only. */
  readonly pipelines: number;
  /** One for each of so many newest merge requests; default: half of `pipelines`. */
  readonly mergeRequestPipelines?: number | undefined;
  /** Every so many successes go to staging, and each third of those to production; default: 5. */
  readonly deployEvery?: number | undefined;
  /** Named after the newest merge requests; default: 3. */
  readonly featureFlags?: number | undefined;
}

const minute = 60_000;

/**
 * Gives a project with a history what CI did with it: always the same for one history. It happened before the clock's
 * now, so nobody is told of it.
 */
export function loadCi(state: WorldState, project: Project, past: CiPast): void {
  const byEmail = new Map([...state.users.values()].map((user) => [user.email, user]));
  const runs = [...trunkRuns(state, project, past.pipelines), ...mergeRequestRuns(state, project, past)];
  const deployer = deployerOf(state, byEmail);
  let successes = 0;
  for (const run of runs.sort((a, b) => a.at - b.at)) {
    const pipeline = playRun(state, project, { ...run, user: byEmail.get(run.email) ?? deployer });
    if (pipeline.mergeRequest !== null || pipeline.status !== 'success') continue;
    successes += 1;
    const every = past.deployEvery ?? 5;
    if (successes % every === 0) playDeployment(state, pipeline, { to: 'staging', user: deployer });
    if (successes % (3 * every) === 0) playDeployment(state, pipeline, { to: 'production', user: deployer });
  }
  loadFlags(state, project, past.featureFlags ?? 3);
}

interface Run {
  readonly sha: string;
  /** Epoch ms. */
  readonly at: number;
  /** Address of the commit's author. */
  readonly email: string;
  /** The merge request's iid; absent: the default branch. */
  readonly iid?: number | undefined;
}

/** A history may have commits of 2038: what CI did with them was before now, and in their order. */
function trunkRuns(state: WorldState, project: Project, count: number): Run[] {
  const { store } = project.repository;
  const head = project.repository.resolve('HEAD', project.defaultBranch);
  if (head === undefined) return [];
  const newest = [...store.walk({ heads: [head], firstParent: true }).subarray(0, count)];
  const now = state.clock.now();
  let last = 0;
  return newest
    .map((commit, i) => ({ commit, latest: now - (i + 1) * 30 * minute }))
    .reverse()
    .map(({ commit, latest }) => {
      const { id: sha, author_email: email } = store.record(commit);
      last = Math.max(last + 1000, Math.min((store.dates[commit] ?? 0) * 1000 + minute, latest));
      return { sha, at: last, email };
    });
}

function mergeRequestRuns(state: WorldState, project: Project, past: CiPast): Run[] {
  const count = past.mergeRequestPipelines ?? Math.floor(past.pipelines / 2);
  const latest = state.clock.now() - 30 * minute;
  return [...project.mergeRequests.inOrder('createdAt', 'desc')].slice(0, count).map((row) => ({
    sha: row.sha,
    at: Math.min(row.mergedAt ?? row.updatedAt, latest),
    email: row.author.email,
    iid: row.iid,
  }));
}

function deployerOf(state: WorldState, byEmail: ReadonlyMap<string, User>): User {
  const [first] = [...byEmail.values(), ...state.users.values()];
  if (first === undefined) throw new Error('Somebody has to run the pipelines: add a user first.');
  return first;
}

function playRun(state: WorldState, project: Project, run: Run & { user: User }): Pipeline {
  const mergeRequest = run.iid === undefined ? undefined : project.mergeRequests.get(run.iid);
  const draw = drawOf(run.sha);
  const status: PipelineStatus = draw % 8 === 0 ? 'failed' : draw % 31 === 0 ? 'canceled' : 'success';
  const pipeline = addPipeline(state, project, {
    ref: project.defaultBranch ?? 'main',
    mergeRequest,
    sha: run.sha,
    user: run.user,
    at: run.at,
  });
  movePipeline(pipeline, 'running', run.at + minute / 2);
  const failed = status === 'failed' ? 1 + (draw % 5) : 0;
  if (status !== 'canceled') setTests(pipeline, { success: 40 + (draw % 60), failed, skipped: draw % 3 });
  movePipeline(pipeline, status, run.at + (2 + (draw % 18)) * minute);
  return pipeline;
}

function playDeployment(
  state: WorldState,
  pipeline: Pipeline,
  { to, user }: { to: string; user: User },
): Deployment {
  const { project, sha, updatedAt } = pipeline;
  const at = updatedAt + minute;
  const externalUrl = `https://${to}.example.com/${project.path}`;
  const environment =
    findEnvironment(project, to) ?? addEnvironment(state, project, { name: to, externalUrl, at });
  const row = addDeployment(state, project, { environment, ref: pipeline.ref, sha, user, pipeline, at });
  moveDeployment(row, drawOf(sha) % 11 === 0 ? 'failed' : 'success', at + 3 * minute);
  return row;
}

function loadFlags(state: WorldState, project: Project, count: number): void {
  const rollout = { rollout: '25', stickiness: 'default', groupId: 'default' };
  const newest = project.mergeRequests.inOrder('createdAt', 'desc').slice(0, count);
  newest.forEach((row, i) => {
    addFeatureFlag(state, project, {
      name: `flag-${row.iid}`,
      description: row.title,
      active: i % 3 !== 2,
      at: Math.min(row.createdAt, state.clock.now()),
      ...(i % 3 === 1
        ? { strategies: [{ name: 'flexibleRollout', parameters: rollout, scopes: ['production'] }] }
        : {}),
    });
  });
}

/** A number that is always the same for a commit. */
function drawOf(sha: string): number {
  return Number.parseInt(sha.slice(0, 8), 16);
}

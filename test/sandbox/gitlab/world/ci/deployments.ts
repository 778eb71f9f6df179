import type { Deployment, DeploymentStatus, Environment, Pipeline } from '../ci.ts';
import type { Project, User } from '../model.ts';
import type { WorldState } from '../state.ts';
import { addEnvironment, findEnvironment } from './environments.ts';
import { shippedBy } from './shipped.ts';
import { ciOf } from './tables.ts';

export interface NewDeployment {
  /** Or the name of one, which is made where it is not there. */
  readonly environment: Environment | string;
  readonly ref: string;
  /** Default: the head of `ref`. */
  readonly sha?: string | undefined;
  readonly user: User;
  /** Absent: made through the API. */
  readonly pipeline?: Pipeline | undefined;
  /** Default: `running`. `created` and `blocked` are told to nobody. */
  readonly status?: DeploymentStatus | undefined;
  /** Epoch ms, for what happened before the test began; default: now. */
  readonly at?: number | undefined;
}

/** Starts a deployment. The project's `last_activity_at` does not move, as in GitLab. */
export function deploy(state: WorldState, project: Project, given: NewDeployment): Deployment {
  const deployment = addDeployment(state, project, given);
  setDeploymentStatus(state, deployment, given.status ?? 'running');
  return deployment;
}

/** The bare row in the state `created`: nobody is told. */
export function addDeployment(state: WorldState, project: Project, given: NewDeployment): Deployment {
  const sha = given.sha ?? given.pipeline?.sha ?? project.repository.branches.get(given.ref);
  if (sha === undefined) throw new Error(`There is no branch ${given.ref} to deploy.`);
  const { deployments } = ciOf(project);
  const at = given.at ?? state.clock.now();
  return deployments.add({
    id: state.nextId('deployment'),
    iid: deployments.nextIid(),
    project,
    environment: environmentOf(state, project, given),
    ref: given.ref,
    sha,
    user: given.user,
    createdAt: at,
    jobId: given.pipeline === undefined ? null : state.nextId('job'),
    pipeline: given.pipeline ?? null,
    status: 'created',
    updatedAt: at,
    finishedAt: null,
    mergeRequests: [],
  });
}

function environmentOf(state: WorldState, project: Project, given: NewDeployment): Environment {
  const { environment } = given;
  if (typeof environment !== 'string') return environment;
  const known = findEnvironment(project, environment);
  return known ?? addEnvironment(state, project, { name: environment, at: given.at });
}

const finished: readonly DeploymentStatus[] = ['success', 'failed', 'canceled'];

/** GitLab sends its hook when a deployment runs and when it has ended, and for no other state. */
export function setDeploymentStatus(state: WorldState, row: Deployment, status: DeploymentStatus): void {
  if (row.status === status) return;
  moveDeployment(row, status, state.clock.now());
  if (status === 'running' || finished.includes(status)) state.emit({ kind: 'deployment', deployment: row });
}

/** Nobody is told. GitLab lets nobody delete one that runs, or the last of its environment. */
export function deleteDeployment(row: Deployment): void {
  ciOf(row.project).deployments.remove(row.id);
}

/** The change alone: nobody is told. */
export function moveDeployment(row: Deployment, status: DeploymentStatus, at: number): void {
  row.status = status;
  row.updatedAt = at;
  if (finished.includes(status)) row.finishedAt = at;
  if (status === 'success') row.mergeRequests = shippedBy(row);
  ciOf(row.project).deployments.changed();
}

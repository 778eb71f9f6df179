import type { GitlabSandbox } from '../sandbox.ts';
import type { Deployment, DeploymentStatus, FeatureFlag, Pipeline, PipelineStatus } from '../world/ci.ts';
import { ciOf } from '../world/ci/tables.ts';
import type { CiTables } from '../world/ci/tables.ts';
import type { CiPast } from '../world/ci/load-ci.ts';
import type { NewEnvironment } from '../world/ci/environments.ts';
import type { FeatureFlagChanges, NewFeatureFlag } from '../world/ci/feature-flags.ts';
import type { Project, User } from '../world/model.ts';
import type { Body, Operation } from './operations.ts';

/** Pipelines and deployments are named by `pipeline` and `deployment` (ids), feature flags by `name`. */
export function ciOperations({ world }: GitlabSandbox): Readonly<Record<string, Operation>> {
  const project = (body: Body): Project => world.project(body['project'] as string | number);
  const user = (body: Body): User => world.user((body['by'] as string | undefined) ?? 'admin');
  const row = <T>(body: Body, field: string, of: (tables: CiTables) => { get(id: number): T | undefined }) =>
    found(of(ciOf(project(body))).get(body[field] as number), `${field} ${String(body[field])}`);
  const pipeline = (body: Body): Pipeline => row(body, 'pipeline', ({ pipelines }) => pipelines);
  const deployment = (body: Body): Deployment => row(body, 'deployment', ({ deployments }) => deployments);
  const flag = (body: Body): FeatureFlag =>
    found(
      [...ciOf(project(body)).featureFlags.all()].find(({ name }) => name === body['name']),
      `flag ${String(body['name'])}`,
    );
  return {
    /** Of the branch `ref`, or of the merge request `iid`. */
    'run-pipeline': (body) => {
      const made = world.runPipeline(project(body), {
        ref: body['ref'] as string | undefined,
        mergeRequest: project(body).mergeRequests.get(body['iid'] as number),
        sha: body['sha'] as string | undefined,
        status: body['status'] as PipelineStatus | undefined,
        user: user(body),
      });
      return { id: made.id, iid: made.iid };
    },
    'set-pipeline-status': (body) =>
      world.setPipelineStatus(pipeline(body), body['status'] as PipelineStatus),
    'set-tests': (body) => world.setTests(pipeline(body), body['tests'] as Record<string, number>),
    'delete-pipeline': (body) => world.deletePipeline(pipeline(body)),
    'add-environment': (body) => {
      // The control's callers are our own: what they send has the shape of the verb.
      const made = world.addEnvironment(project(body), body as unknown as NewEnvironment);
      return { id: made.id, tier: made.tier };
    },
    deploy: (body) => {
      const made = world.deploy(project(body), {
        environment: body['environment'] as string,
        ref: body['ref'] as string,
        sha: body['sha'] as string | undefined,
        status: body['status'] as DeploymentStatus | undefined,
        user: user(body),
        ...(body['pipeline'] === undefined ? {} : { pipeline: pipeline(body) }),
      });
      return { id: made.id, iid: made.iid };
    },
    'set-deployment-status': (body) =>
      world.setDeploymentStatus(deployment(body), body['status'] as DeploymentStatus),
    'add-feature-flag': (body) => void world.addFeatureFlag(project(body), body as unknown as NewFeatureFlag),
    'update-feature-flag': (body) => {
      const { description, active, strategies } = body as FeatureFlagChanges;
      world.updateFeatureFlag(flag(body), { description, active, strategies, by: user(body) });
    },
    'delete-feature-flag': (body) => world.deleteFeatureFlag(flag(body)),
    /** What CI did before now, of which nobody is told. */
    'load-ci': (body) => world.loadCi(project(body), body as unknown as CiPast),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`This GitLab has no ${what} there.`);
  return value;
}

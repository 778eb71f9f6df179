import type {
  Deployment,
  DeploymentStatus,
  Environment,
  FeatureFlag,
  Pipeline,
  PipelineStatus,
  TestCounts,
} from '../ci.ts';
import type { Project } from '../model.ts';
import type { WorldState } from '../state.ts';
import * as deployments from './deployments.ts';
import * as environments from './environments.ts';
import * as flags from './feature-flags.ts';
import { loadCi } from './load-ci.ts';
import type { CiPast } from './load-ci.ts';
import { ciOf } from './tables.ts';
import * as pipelines from './pipelines.ts';

/** What people and runners do about pipelines, deployments and feature flags. */
export function ciVerbs(state: WorldState) {
  return {
    /** Default: `pending`, which is told to hooks. */
    runPipeline: (project: Project, given: pipelines.NewPipeline): Pipeline =>
      pipelines.runPipeline(state, project, given),
    setPipelineStatus: (pipeline: Pipeline, status: PipelineStatus): void =>
      pipelines.setPipelineStatus(state, pipeline, status),
    setTests: (pipeline: Pipeline, counts: Partial<TestCounts>): void => pipelines.setTests(pipeline, counts),
    /** What `git gc` does some weeks later: what no branch, merge request or pipeline holds is gone. */
    collectGarbage: (project: Project): void =>
      project.repository.prune([...ciOf(project).pipelines.all()].map(({ sha }) => sha)),
    deletePipeline: (pipeline: Pipeline): void => pipelines.deletePipeline(pipeline),
    addEnvironment: (project: Project, given: environments.NewEnvironment): Environment =>
      environments.addEnvironment(state, project, given),
    stopEnvironment: (environment: Environment): void => environments.stopEnvironment(state, environment),
    /** Default: `running`, which is told to hooks. */
    deploy: (project: Project, given: deployments.NewDeployment): Deployment =>
      deployments.deploy(state, project, given),
    deleteDeployment: (deployment: Deployment): void => deployments.deleteDeployment(deployment),
    setDeploymentStatus: (deployment: Deployment, status: DeploymentStatus): void =>
      deployments.setDeploymentStatus(state, deployment, status),
    addFeatureFlag: (project: Project, given: flags.NewFeatureFlag): FeatureFlag =>
      flags.addFeatureFlag(state, project, given),
    updateFeatureFlag: (flag: FeatureFlag, changes: flags.FeatureFlagChanges): void =>
      flags.updateFeatureFlag(state, flag, changes),
    /** What CI did before now, of which nobody is told; after `loadHistory`. */
    loadCi: (project: Project, past: CiPast): void => loadCi(state, project, past),
    deleteFeatureFlag: (flag: FeatureFlag): void => flags.deleteFeatureFlag(flag),
  };
}

import { environmentRulesChanged } from '../../account/tasks.ts';
import type { Context } from '../../context.ts';
import { handle, type Handler } from '../../queue/run-task.ts';
import {
  deploymentChanged,
  featureFlagsChanged,
  pipelineChanged,
  type NumberedPayload,
  type RepositoryPayload,
} from '../../webhook/tasks.ts';
import { relinkPipelines, type RelinkPayload } from '../tasks.ts';
import { applyEnvironmentRules } from './apply-environment-rules.ts';
import { onDeploymentChanged } from './live/deployment-changed.ts';
import { onFeatureFlagsChanged } from './live/feature-flags-changed.ts';
import { onPipelineChanged, onRelinkPipelines } from './live/pipeline-changed.ts';

/** What is done when pipelines, deployments, feature flags, or the rules for environments change. */
export const ciHandlers: readonly Handler<Context>[] = [
  handle<Context, NumberedPayload>(pipelineChanged, { run: onPipelineChanged }),
  handle<Context, NumberedPayload>(deploymentChanged, { run: onDeploymentChanged }),
  handle<Context, RepositoryPayload>(featureFlagsChanged, { run: onFeatureFlagsChanged }),
  handle<Context, RelinkPayload>(relinkPipelines, { run: onRelinkPipelines }),
  handle<Context, { tenantId: string; accountId: string }>(environmentRulesChanged, {
    run: applyEnvironmentRules,
  }),
];

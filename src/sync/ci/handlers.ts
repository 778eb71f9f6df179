import { environmentRulesChanged } from '../../account/tasks.ts';
import type { Context } from '../../context.ts';
import { handle, type Handler } from '../../queue/run-task.ts';
import { relinkPipelines, type RelinkPayload } from '../tasks.ts';
import { applyEnvironmentRules } from './apply-environment-rules.ts';
import { onRelinkPipelines } from './live/pipeline-changed.ts';

/** What is done when pipelines, deployments, feature flags, or the rules for environments change. */
export const ciHandlers: readonly Handler<Context>[] = [
  handle<Context, RelinkPayload>(relinkPipelines, { run: onRelinkPipelines }),
  handle<Context, { tenantId: string; accountId: string }>(environmentRulesChanged, {
    run: applyEnvironmentRules,
  }),
];

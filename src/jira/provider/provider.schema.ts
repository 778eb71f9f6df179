import { z } from 'zod';

const messages = z
  .array(z.object({ message: z.string() }))
  .nullish()
  .transform((list) => (list ?? []).map(({ message }) => message));

const rejections = <Key extends z.ZodType>(key: Key) =>
  z
    .array(z.object({ key, errors: messages }))
    .nullish()
    .transform((list) => list ?? []);

const buildKey = z
  .object({ pipelineId: z.string(), buildNumber: z.number() })
  .transform(({ pipelineId, buildNumber }) => [pipelineId, buildNumber]);
const deploymentKey = z
  .object({ pipelineId: z.string(), environmentId: z.string(), deploymentSequenceNumber: z.number() })
  .transform(({ pipelineId, environmentId, deploymentSequenceNumber }) => [
    pipelineId,
    environmentId,
    deploymentSequenceNumber,
  ]);

type Rejections = readonly {
  readonly key: readonly (string | number)[];
  readonly errors: readonly string[];
}[];

/** What each 202 says of those that Jira would not keep; what was accepted is all the others. */
export const rejectedIn = {
  builds: z
    .object({ rejectedBuilds: rejections(buildKey) })
    .transform(({ rejectedBuilds }): Rejections => rejectedBuilds),
  deployments: z
    .object({ rejectedDeployments: rejections(deploymentKey) })
    .transform(({ rejectedDeployments }): Rejections => rejectedDeployments),
  feature_flags: z
    .object({ failedFeatureFlags: z.record(z.string(), messages).nullish() })
    .transform(({ failedFeatureFlags }): Rejections =>
      Object.entries(failedFeatureFlags ?? {}).map(([id, errors]) => ({ key: [id], errors })),
    ),
};

import { z } from 'zod';
import { defineTask } from '../queue/task.ts';

/**
 * What an event makes us look at again. An event only names a thing: its state is read in GitLab, so that events may
 * come twice, late and in any order (design, rule 2). Things of one repository are read one after the other, and the
 * same thing waits once only. Handled in `sync/live/`.
 */
const inRepository = { tenantId: z.uuid(), repositoryId: z.uuid() };
const live = {
  priority: -10,
  orderKey: ({ repositoryId }: { repositoryId: string }) => repositoryId,
} as const;

const branch = z.object({ ...inRepository, branch: z.string().min(1) });
export type BranchPayload = z.infer<typeof branch>;
export const branchMoved = defineTask({
  name: 'live.branch',
  payload: branch,
  jobKey: (of) => `${of.repositoryId}:${of.branch}`,
  ...live,
});

const mergeRequest = z.object({ ...inRepository, iid: z.int().positive() });
export type MergeRequestPayload = z.infer<typeof mergeRequest>;
export const mergeRequestChanged = defineTask({
  name: 'live.merge-request',
  payload: mergeRequest,
  jobKey: (of) => `${of.repositoryId}:${of.iid}`,
  ...live,
});

const numbered = z.object({ ...inRepository, id: z.int().positive() });
export type NumberedPayload = z.infer<typeof numbered>;
export const pipelineChanged = defineTask({
  name: 'live.pipeline',
  payload: numbered,
  jobKey: (of) => `${of.repositoryId}:${of.id}`,
  ...live,
});
export const deploymentChanged = defineTask({
  name: 'live.deployment',
  payload: numbered,
  jobKey: (of) => `${of.repositoryId}:${of.id}`,
  ...live,
});

const repository = z.object(inRepository);
export type RepositoryPayload = z.infer<typeof repository>;
export const featureFlagsChanged = defineTask({
  name: 'live.feature-flags',
  payload: repository,
  jobKey: (of) => of.repositoryId,
  ...live,
});

/** A project or subgroup of an account came, went or was moved: its projects are listed anew. */
const account = z.object({ tenantId: z.uuid(), accountId: z.uuid() });
export type ProjectsPayload = z.infer<typeof account>;
export const projectsChanged = defineTask({
  name: 'live.projects',
  payload: account,
  jobKey: (of) => of.accountId,
  orderKey: (of) => of.accountId,
  priority: -10,
});

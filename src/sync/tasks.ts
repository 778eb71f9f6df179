import { z } from 'zod';
import { defineTask } from '../queue/task.ts';
import { streams } from './stream.ts';

const streamPayload = z.object({
  tenantId: z.uuid(),
  repositoryId: z.uuid(),
  stream: z.enum(streams),
  runId: z.uuid(),
});
export type StreamPayload = z.infer<typeof streamPayload>;
const perStream = ({ repositoryId, stream }: StreamPayload) => `${repositoryId}:${stream}`;

/** Read the next pages of one stream of a repository. */
export const importStream = defineTask({
  name: 'sync.import-stream',
  payload: streamPayload,
  orderKey: perStream,
  jobKey: perStream,
  priority: 10,
});

/** Read changed files of commits that go to Jira. */
export const importFiles = defineTask({
  name: 'sync.import-files',
  payload: streamPayload,
  orderKey: perStream,
  jobKey: perStream,
  priority: 20,
});

/** Give each tenant's next waiting imports their turn. */
export const startWaitingRuns = defineTask({
  name: 'sync.start-waiting-runs',
  payload: z.object({ tenantId: z.uuid() }),
  orderKey: () => 'runs',
  jobKey: () => 'runs',
});

const refresh = z.object({ tenantId: z.uuid(), repositoryId: z.uuid(), mode: z.enum(['soft', 'full']) });
export type RefreshPayload = z.infer<typeof refresh>;

/** Refresh a repository: asked for while another run was under way, or after events were missed. */
export const refreshAgain = defineTask({
  name: 'sync.refresh-repository',
  payload: refresh,
  jobKey: ({ repositoryId, mode }) => `${repositoryId}:${mode}`,
  orderKey: ({ repositoryId }) => repositoryId,
});

const many = z.object({
  tenantId: z.uuid(),
  repositoryIds: z.array(z.uuid()).min(1),
  /** What was asked for: their switch was set, or they are to be looked at. */
  why: z.enum(['switched', 'refresh']),
});
export type ManyPayload = z.infer<typeof many>;

/** Many repositories were switched or refreshed at once: begin or end the reading of some of them. */
export const followSwitches = defineTask({ name: 'sync.follow-switches', payload: many });

const account = z.object({ tenantId: z.uuid(), accountId: z.uuid() });
export type AccountKey = z.infer<typeof account>;
const perAccount = ({ accountId }: AccountKey) => accountId;

/** Every REFRESH_MINUTES: list an account's projects and look at what moved. */
export const refreshAccountTask = defineTask({
  name: 'sync.refresh-account',
  payload: account,
  jobKey: perAccount,
  orderKey: perAccount,
});

/** Look which version an account's GitLab has, and whether its webhooks still work. */
export const checkHooks = defineTask({
  name: 'sync.check-hooks',
  payload: account,
  jobKey: perAccount,
});

const repository = z.object({ tenantId: z.uuid(), repositoryId: z.uuid() });

/** The same for a repository's own webhook, once a day. */
export const checkHook = defineTask({
  name: 'sync.check-hook',
  payload: repository,
  jobKey: ({ repositoryId }) => repositoryId,
  priority: 10,
});

const relink = z.object({ tenantId: z.uuid(), repositoryId: z.uuid(), iid: z.int().positive() });
export type RelinkPayload = z.infer<typeof relink>;

/** A merge request names other issues than before: its pipelines belong to those now. */
export const relinkPipelines = defineTask({
  name: 'live.relink-pipelines',
  payload: relink,
  jobKey: ({ repositoryId, iid }) => `${repositoryId}:${iid}`,
  orderKey: ({ repositoryId }) => repositoryId,
  priority: -10,
});

import { z } from 'zod';
import { defineTask } from '../../queue/task.ts';

const changed = z.object({
  tenantId: z.uuid(),
  repositoryId: z.uuid(),
  /** Since when the news waits for the changed files of its commits, epoch ms. */
  since: z.number().optional(),
});
export type GraphChanged = z.infer<typeof changed>;

/** Something of a repository whose whole history is kept has been read, or has changed: who follows it is told. */
export const graphChanged = defineTask({
  name: 'sync.graph-changed',
  payload: changed,
  jobKey: ({ repositoryId }) => repositoryId,
  orderKey: ({ repositoryId }) => repositoryId,
  priority: -10,
});

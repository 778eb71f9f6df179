import { z } from 'zod';
import { defineTask, livePriority } from '../queue/task.ts';

/**
 * Things of a repository were named by events (`change.store.ts`): look at them. An event only names a thing: its state
 * is read in GitLab, so that events may come twice, late and in any order (design, rule 2). One job for all that is
 * named of a repository: a burst of events becomes a few reads, and things of one repository follow one another.
 * Handled in `sync/live/`.
 */
const repository = z.object({ tenantId: z.uuid(), repositoryId: z.uuid() });
export type RepositoryPayload = z.infer<typeof repository>;
export const repositoryChanged = defineTask({
  name: 'live.repository',
  payload: repository,
  jobKey: (of) => of.repositoryId,
  orderKey: (of) => of.repositoryId,
  priority: livePriority,
});

/** A project or subgroup of an account came, went or was moved: its projects are listed anew. */
const account = z.object({ tenantId: z.uuid(), accountId: z.uuid() });
export type ProjectsPayload = z.infer<typeof account>;
export const projectsChanged = defineTask({
  name: 'live.projects',
  payload: account,
  jobKey: (of) => of.accountId,
  orderKey: (of) => of.accountId,
  priority: livePriority,
});

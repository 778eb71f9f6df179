import { z } from 'zod';
import { defineTask } from '../../queue/task.ts';

const perAccount = z.object({ tenantId: z.uuid(), accountId: z.uuid() });

/** Bring the webhooks of an account in GitLab to what they should be. */
export const ensureAccountHooks = defineTask({
  name: 'repository.hooks',
  payload: perAccount,
  orderKey: ({ accountId }) => accountId,
  jobKey: ({ accountId }) => accountId,
  priority: 5,
});

const missed = z.object({
  tenantId: z.uuid(),
  accountId: z.uuid(),
  /** Absent: all of the account. */
  repositoryIds: z.array(z.uuid()).min(1).optional(),
});
export type EventsMissed = z.infer<typeof missed>;

/** A webhook was off for a while and works again: what happened meanwhile has to be looked for. */
export const eventsMissed = defineTask({
  name: 'repository.events-missed',
  payload: missed,
  jobKey: ({ accountId, repositoryIds }) => [accountId, ...(repositoryIds ?? [])].join(':'),
});

import { z } from 'zod';
import { defineTask, livePriority } from '../queue/task.ts';
import type { Lane } from './entity.ts';

const payload = z.object({
  tenantId: z.uuid(),
  /** What waits now is sent even if it makes small requests. */
  flush: z.boolean().optional(),
});
export type SendPayload = z.infer<typeof payload>;

const one = () => 'outbox';

// The order key makes a lane's requests follow one another; the two lanes do not wait for each other.
const sendLive = defineTask({
  name: 'dev-info.send-live',
  payload,
  jobKey: one,
  orderKey: () => 'live',
  priority: livePriority - 10,
  isAnnouncedByMany: true,
});
const sendImport = defineTask({
  name: 'dev-info.send-import',
  payload,
  jobKey: one,
  orderKey: () => 'import',
  priority: 10,
});

/** Sends what waits in a lane of a tenant. */
export const sendTaskOf = { live: sendLive, import: sendImport } as const satisfies Record<Lane, unknown>;

/** Some entities name projects that the site does not have: see whether it has them now. */
export const lookForProjects = defineTask({
  name: 'dev-info.look-for-projects',
  payload: z.object({ tenantId: z.uuid() }),
  jobKey: one,
});

/** A Jira that has links of issues refused some: see whether it takes them now. */
export const retryRejected = defineTask({
  name: 'dev-info.retry-rejected',
  payload: z.object({ tenantId: z.uuid() }),
  jobKey: one,
});

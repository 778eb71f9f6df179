import { z } from 'zod';
import { defineTask } from '../../queue/task.ts';

/** Tell a Jira which of its repositories have changed: it comes and reads what. */
export const nudgeJira = defineTask({
  name: 'facade.nudge-jira',
  payload: z.object({ tenantId: z.uuid() }),
  jobKey: () => 'nudge',
  orderKey: () => 'nudge',
  priority: -10,
});

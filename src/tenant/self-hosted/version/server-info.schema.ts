import { z } from 'zod';

/** `GET /rest/api/2/serverInfo`, which Jira tells anybody (Jira Data Center platform REST API). */
export const serverInfo = z.object({
  version: z.string().min(1).max(50),
  /** As Jira is configured to call itself. */
  baseUrl: z.string().max(2000).optional().catch(undefined),
  /** Cloud says "Cloud". */
  deploymentType: z.string().max(50).optional().catch(undefined),
});

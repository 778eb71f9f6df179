import { z } from 'zod';

/**
 * GitLab's opinion of a hook (16.x and newer): `temporarily_disabled` ends by itself, `disabled` only
 * by a successful test (doc/user/project/integrations/webhooks.md, "Auto-disabled webhooks").
 */
const alertStatus = z.enum(['executable', 'temporarily_disabled', 'disabled']);
export type AlertStatus = z.infer<typeof alertStatus>;

const hook = z
  .object({
    id: z.int(),
    url: z.string(),
    alert_status: alertStatus.nullish().catch(undefined),
    signing_token_present: z.boolean().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    url: row.url,
    /** Undefined where this GitLab does not tell. */
    alertStatus: row.alert_status ?? undefined,
    /** True only where GitLab (19.0) says that it signs. */
    signed: row.signing_token_present === true,
  }));

/** A webhook of a project or group as GitLab shows it; its secrets are never shown. */
export type GitlabHook = z.infer<typeof hook>;
export const hookSchema: z.ZodType<GitlabHook> = hook;
export const hooksSchema: z.ZodType<GitlabHook[]> = z.array(hook);

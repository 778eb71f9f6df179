import { z } from 'zod';

/**
 * GitLab's opinion of a hook (16.x and newer): `temporarily_disabled` ends by itself at `disabledUntil`, `disabled` only
 * by a successful test (doc/user/project/integrations/webhooks.md, "Auto-disabled webhooks").
 */
const alertStatus = z.enum(['executable', 'temporarily_disabled', 'disabled']);
export type AlertStatus = z.infer<typeof alertStatus>;

const hook = z
  .object({
    id: z.int(),
    url: z.string(),
    alert_status: alertStatus.nullish().catch(undefined),
    disabled_until: z.iso.datetime({ offset: true }).nullish().catch(undefined),
    signing_token_present: z.boolean().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    url: row.url,
    /** Undefined where this GitLab does not tell. */
    alertStatus: row.alert_status ?? undefined,
    /** Epoch ms. */
    disabledUntil: row.disabled_until == null ? undefined : Date.parse(row.disabled_until),
    /** True only where GitLab (19.0) says that it signs. */
    signed: row.signing_token_present === true,
  }));

/** A webhook of a project or group as GitLab shows it; its secrets are never shown. */
export type GitlabHook = z.infer<typeof hook>;
export const hookSchema: z.ZodType<GitlabHook> = hook;
export const hooksSchema: z.ZodType<GitlabHook[]> = z.array(hook);

import { z } from 'zod';
import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { jiraConnection } from './jira-connection.ts';
import type { Tenant } from './tenant.store.ts';

/** How long Jira's answer may serve again: long enough for one page's requests, too short to outlive a change. */
const servesMs = 5_000;
const permission = 'ADMINISTER';
const granted = z.object({ globalPermissions: z.array(z.string()) });

type Asked = { readonly at: number; readonly answer: Promise<boolean> };
const asked = new WeakMap<Context, Map<string, Asked>>();

/**
 * Whether Jira says that this person administers it. The question is the app's own (POST /rest/api/3/permissions/check,
 * which takes any account id), so a person cannot answer it; the answer is kept per site and person.
 *
 * @throws AppError when Jira does not answer: then nobody is let in
 */
export function isJiraAdmin(ctx: Context, who: { tenant: Tenant; accountId: string }): Promise<boolean> {
  const memory = asked.get(ctx) ?? new Map<string, Asked>();
  asked.set(ctx, memory);
  const now = ctx.clock.now();
  for (const [key, { at }] of memory) if (now - at >= servesMs) memory.delete(key);
  const key = JSON.stringify([who.tenant.id, who.tenant.installedAt, who.accountId]);
  const known = memory.get(key);
  if (known !== undefined) return known.answer;
  const answer = askJira(ctx, who);
  memory.set(key, { at: now, answer });
  answer.catch(() => memory.delete(key));
  return answer;
}

async function askJira(ctx: Context, who: { tenant: Tenant; accountId: string }): Promise<boolean> {
  const { status, body } = await jiraConnection(ctx, who.tenant).call({
    method: 'POST',
    path: '/rest/api/3/permissions/check',
    body: { accountId: who.accountId, globalPermissions: [permission], projectPermissions: [] },
    timeoutMs: 10_000,
    lane: 'person',
  });
  // 400 and 403 are Jira's answers about a person it does not know or will not speak of.
  if (status === 400 || status === 403 || status === 404) return false;
  const answer = granted.safeParse(body);
  if (status !== 200 || !answer.success) {
    throw new AppError(
      'unavailable',
      'Jira does not say who may administer it right now. Try again in a minute.',
    );
  }
  return answer.data.globalPermissions.includes(permission);
}

import { z } from 'zod';
import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import { dialectOf, jiraConnection } from './jira-connection.ts';
import { isAddedByOperator } from './kinds/abilities.ts';
import { guest } from './session/sign-in-link.ts';
import type { Viewer } from './viewer.ts';

/** How long Jira's answer may serve again: long enough for one page's requests, too short to outlive a change. */
const servesMs = 5_000;
const timeoutMs = 10_000;
const permission = 'ADMINISTER';
const granted = z.object({ globalPermissions: z.array(z.string()) });
const ownPermissions = z.object({
  permissions: z.object({ [permission]: z.object({ havePermission: z.boolean() }) }),
});

/** A person; `ask` where the person is there, not where one comes back from GitLab. */
type Who = Pick<Viewer, 'tenant' | 'accountId'> & Partial<Pick<Viewer, 'ask'>>;

type Asked = { readonly at: number; readonly answer: Promise<boolean> };
const asked = new WeakMap<Context, Map<string, Asked>>();

/**
 * Whether Jira says that this person administers it; the answer is kept per site and person. A person of a Forge site
 * asks with the user token of the request (GET /rest/api/3/mypermissions), since an invocation token proves only the
 * app. All else is asked as the app (POST /rest/api/3/permissions/check, which takes any account id; for Forge that is
 * how Atlassian's own @forge/auth asks).
 *
 * OAuth credentials open nothing that could be asked, and need not.
 *
 * @throws AppError when Jira does not answer: then nobody is let in
 */
export function isJiraAdmin(ctx: Context, who: Who): Promise<boolean> {
  // Whoever has a session there came by a link of the operator, who gives it to an administrator of the site.
  if (who.tenant.kind === 'credentials') return Promise.resolve(true);
  if (isAddedByOperator(who.tenant) && who.accountId === guest.accountId) return Promise.resolve(true);
  const memory = asked.get(ctx) ?? new Map<string, Asked>();
  asked.set(ctx, memory);
  const now = ctx.clock.now();
  for (const [key, { at }] of memory) if (now - at >= servesMs) memory.delete(key);
  const key = JSON.stringify([who.tenant.id, who.tenant.installedAt, who.accountId]);
  const known = memory.get(key);
  if (known !== undefined) return known.answer;
  const ask = askOf(ctx, who);
  const answer = ask === undefined ? askAsApp(ctx, who) : askAsPerson(ask, who);
  memory.set(key, { at: now, answer });
  answer.catch(() => memory.delete(key));
  return answer;
}

/** A self-hosted Jira tells nobody what others may do by their key: each person has authorized the app for themselves. */
function askOf(ctx: Context, { tenant, accountId, ask }: Who): Viewer['ask'] | undefined {
  if (tenant.kind === 'forge') return ask;
  if (tenant.kind !== 'self-hosted') return undefined;
  return (request) => jiraConnection(ctx, tenant).callAs(accountId, request);
}

async function askAsPerson(ask: Viewer['ask'], { tenant }: Who): Promise<boolean> {
  const { status, body } = await ask({
    method: 'GET',
    ...dialectOf(tenant).ownPermissions(permission),
    timeoutMs,
    lane: 'person',
  });
  const answer = ownPermissions.safeParse(body);
  if (status !== 200 || !answer.success) throw noAnswer();
  return answer.data.permissions[permission].havePermission;
}

async function askAsApp(ctx: Context, who: Who): Promise<boolean> {
  const { status, body } = await jiraConnection(ctx, who.tenant).call({
    method: 'POST',
    path: '/rest/api/3/permissions/check',
    body: { accountId: who.accountId, globalPermissions: [permission], projectPermissions: [] },
    timeoutMs,
    lane: 'person',
  });
  // 400 and 403 are Jira's answers about a person it does not know or will not speak of.
  if (status === 400 || status === 403 || status === 404) return false;
  const answer = granted.safeParse(body);
  if (status !== 200 || !answer.success) throw noAnswer();
  return answer.data.globalPermissions.includes(permission);
}

function noAnswer(): AppError {
  return new AppError('unavailable', say('tenant.whoAdministers'));
}

import type { Context } from '../context.ts';
import type { UsersCall } from '../jira/users.client.ts';
import { dialectOf, jiraConnection } from '../tenant/jira-connection.ts';
import { getTenant } from '../tenant/tenant.store.ts';
import type { Viewer } from '../tenant/viewer.ts';

/** Jobs wait for the answer. */
const answerMs = 8_000;

/** Jira, asked as the app: for people who are not there. */
export async function askingAsApp(ctx: Context, { tenantId }: { tenantId: string }): Promise<UsersCall> {
  const connection = jiraConnection(ctx, await getTenant(ctx.db, tenantId));
  return {
    ask: (request) => connection.call({ timeoutMs: answerMs, ...request }),
    dialect: connection.dialect,
    now: ctx.clock.now(),
  };
}

/** Jira, asked as the person who looks at a page, who sees the users that they may see. */
export function askingAs(ctx: Context, viewer: Viewer): UsersCall {
  return {
    ask: (request) => viewer.ask({ lane: 'person', ...request }),
    dialect: dialectOf(viewer.tenant),
    now: ctx.clock.now(),
  };
}

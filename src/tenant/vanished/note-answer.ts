import type { Context } from '../../context.ts';
import type { JiraRequest } from '../../jira/connection.ts';
import type { Tenant } from '../tenant.store.ts';
import { siteVerdict, type SiteVerdict } from './site-verdict.ts';
import { noteAnswered, noteUnanswered } from './vanished.store.ts';

type Site = {
  readonly tenantId: string;
  readonly state: Tenant['state'];
  /** As stored before the call, epoch ms. */
  readonly unansweredSince: number | null;
  readonly isUnheard?: boolean;
};

/** Keeps since when a site does not know us; writes only where that changes. */
export async function noteAnswer(
  ctx: Pick<Context, 'db' | 'clock' | 'log'>,
  site: Site,
  { request, status }: { request: JiraRequest; status: number },
): Promise<SiteVerdict> {
  const { tenantId, unansweredSince } = site;
  const verdict = siteVerdict(request, { ...site, status });
  if (verdict === 'gone' && unansweredSince === null) {
    ctx.log.warn({ tenantId, status }, 'a site does not know this app any more');
    await noteUnanswered(ctx.db, tenantId, ctx.clock.now());
  }
  if (verdict === 'here' && unansweredSince !== null) await noteAnswered(ctx.db, tenantId);
  return verdict;
}

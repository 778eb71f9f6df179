import type { JiraRequest } from '../../jira/connection.ts';
import type { Tenant } from '../tenant.store.ts';

/** `here`: the site knows us. `gone`: it does not, or there is none. `unknown`: an outage, a limit, or one thing missing. */
export type SiteVerdict = 'here' | 'gone' | 'unknown';

/** The address of a probe: it has no answer 404 of its own, and costs a point of Jira's budget. */
export const probePath = '/rest/devinfo/0.10/existsByProperties';

const neverMissing: readonly string[] = [probePath, '/rest/devinfo/0.10/bulk'];

/** Who asked. `isUnheard`: a Forge site that has not called for so long that our token may have ended. */
type Asked = { readonly state: Tenant['state']; readonly isUnheard?: boolean | undefined };

/**
 * What an answer to a call as the app says about the site. A Connect app that was uninstalled without a word gets 401,
 * a site that was deleted answers 404 to everything (github-for-jira and Atlassian's guidance: "401/403/404 are final").
 * 403 is a missing scope: the site is there, unless it is one of Forge that has stopped to call. A site whose admin
 * switched the app off refuses our token as well.
 */
export function siteVerdict(
  { path }: Pick<JiraRequest, 'path'>,
  { status, state, isUnheard = false }: Asked & { status: number },
): SiteVerdict {
  if (status === 401) return state === 'active' || isUnheard ? 'gone' : 'unknown';
  if (status === 403 && isUnheard) return 'gone';
  if (status === 404) return neverMissing.includes(path) ? 'gone' : 'unknown';
  const isAnswer = (status >= 200 && status < 300) || status === 400 || status === 403 || status === 413;
  return isAnswer ? 'here' : 'unknown';
}

const dayMs = 24 * 60 * 60_000;

/** Whether silence has lasted long enough to be a farewell. Times are epoch ms. */
export function hasVanished(
  unansweredSince: number | null,
  { now, vanishedDays }: { now: number; vanishedDays: number },
): boolean {
  return unansweredSince !== null && now - unansweredSince >= vanishedDays * dayMs;
}

import type { ForgeForgery } from '../../sandbox/jira/forge/invocation-token.ts';
import type { JiraSite } from '../../sandbox/jira/jira-site.ts';
import type { TestApp } from '../../support/app.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

export const eventPaths = ['lifecycle', 'token-refresh', 'pre-uninstall'].map(
  (event) => `/forge/events/${event}`,
);

/** Every address that Forge calls: its events, and one page for all, since they share what stands before them. */
export const forgePaths = [...eventPaths, '/forge/ui/accounts'];

/** Calls one as Forge would, or as somebody who forges that. */
export function send(
  app: TestApp,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  return fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ method: 'GET' }),
  });
}

/** Headers of a call by the site's admin. */
export function headersOf(site: JiraSite, forgery?: ForgeForgery): Record<string, string> {
  return site.forge.invocationHeaders({ accountId: site.admin.accountId, forgery });
}

/** All that calls of Forge may change: sites, their installations, and what is announced. */
export async function stored({ ctx: { db } }: TestApp): Promise<string> {
  const parts = await Promise.all([
    db.rows('select * from tenant order by tenant_id'),
    db.rows('select * from forge_installation order by tenant_id'),
    db.rows('select count(*) from graphile_worker.jobs'),
    db.rows('select * from timer order by timer_key'),
  ]);
  return JSON.stringify(parts);
}

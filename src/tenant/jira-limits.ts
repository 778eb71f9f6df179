import type { Take } from '../db/budget.store.ts';
import { limitOf } from '../db/fair-window.ts';
import type { JiraRequest } from '../jira/connection.ts';
import type { Tenant } from './tenant.store.ts';

// Jira Cloud platform, "Rate limiting" (enforced since March 2026).
const hourMs = 3_600_000;

/** For Atlassian the Connect app and the Forge app are two, each with points of its own. */
export const appBudget = (kind: Tenant['kind']) => `jira:app ${kind}`;
/** What the calls of a site count for; OAuth credentials are a client of their own, whose points no other site takes. */
export const callerBudget = ({ kind, tenantId }: Pick<TenantCall, 'kind' | 'tenantId'>) =>
  kind === 'credentials' ? `jira:${tenantId} credentials` : appBudget(kind);
export const tenantBudget = (tenantId: string) => `jira:${tenantId}`;
/** Writes to one issue; `issue` is its key or id. */
export const issueBudget = (tenantId: string, issue: string) => `jira:${tenantId} issue ${issue}`;
/** One endpoint of one site. */
const endpointBudget = (tenantId: string, request: Pick<JiraRequest, 'method' | 'path'>) =>
  `jira:${tenantId} endpoint ${request.method} ${endpointOf(request.path)}`;

/** Behind these comes an id or a key. */
const collections = new Set([
  ...['repository', 'commit', 'branch', 'pull_request', 'pipelines', 'builds', 'environments', 'deployments'],
  ...['flag', 'issue', 'project', 'comment', 'worklog'],
]);

/** `/rest/devinfo/0.10/repository/7/commit/0a1b` -> `devinfo/repository/:id/commit/:id` */
export function endpointOf(path: string): string {
  const [api, ...parts] = path.replace(/^\/rest\/([^/]+)\/[^/]+/, '$1').split('/');
  const named = parts.map((part, at) => (at > 0 && collections.has(parts[at - 1] ?? '') ? ':id' : part));
  return [api, ...named].join('/');
}

/** Calls a second that Jira takes of one tenant for one endpoint. */
function burstOf({ method, path }: Pick<JiraRequest, 'method' | 'path'>): number {
  if (method === 'GET' || method === 'POST') return 100;
  const endpoint = `${method} ${endpointOf(path)}`;
  if (endpoint === 'DELETE devinfo/repository/:id') return 200;
  return endpoint === 'DELETE builds/bulkByProperties' ? 100 : 50;
}

/** The windows of writes to one issue: 20 in 2 s, 100 in 30 s. */
const issueWindows = [
  { windowMs: 2_000, limit: 20 },
  { windowMs: 30_000, limit: 100 },
] as const;

/** A call of one tenant. */
export type TenantCall = Pick<Tenant, 'kind'> & { readonly tenantId: string; readonly request: JiraRequest };

export type Allowance = {
  /** Points an hour of the app over all tenants. */
  readonly app: number;
  /** Points an hour of one tenant; 0 where Jira counts the app only (its tier 1). */
  readonly tenant: number;
  /** Requests a minute of a self-hosted Jira; 0: they are not counted. */
  readonly server: number;
};

/**
 * What a call takes, at least: a point of the app's hour, and of the tenant's where it has one; a place among the
 * calls of this second; for a write to an issue a place among those. Imports leave part of the hour to live work, and
 * each tenant's take at most its share of the rest. Somebody who looks at a page is few calls, and wants to see why
 * all else waits.
 */
export function takesOf({ tenantId, kind, request }: TenantCall, allowance: Allowance): Take[] {
  const { method, issue, lane = 'live' } = request;
  if (kind === 'self-hosted') return takesOfServer({ tenantId, lane }, allowance.server);
  const { app, tenant } = allowance;
  const burst = {
    name: endpointBudget(tenantId, request),
    cost: 1,
    limit: burstOf(request),
    windowMs: 1_000,
  };
  if (lane === 'person') return [burst];
  const limit = limitOf(lane, app);
  const whole = { name: callerBudget({ kind, tenantId }), cost: 1, limit, windowMs: hourMs };
  const takes: Take[] = [whole, burst];
  if (tenant > 0) takes.push({ ...whole, name: tenantBudget(tenantId), limit: limitOf(lane, tenant) });
  if (lane === 'import') {
    const share = { of: whole.name, usable: limit };
    takes.push({ ...whole, name: `${tenantBudget(tenantId)} imports`, share });
  }
  if (issue !== undefined && method !== 'GET') {
    const name = issueBudget(tenantId, issue);
    takes.push(...issueWindows.map((of) => ({ ...of, name: `${name} ${of.windowMs}`, cost: 1 })));
  }
  return takes;
}

/**
 * A self-hosted Jira is one machine or a few, with other work: so many requests a minute, of which an import leaves
 * some to live work. Its administrators may limit it further ("Rate limiting", 429).
 */
function takesOfServer(
  { tenantId, lane }: { tenantId: string; lane: NonNullable<JiraRequest['lane']> },
  allowed: number,
): Take[] {
  if (lane === 'person' || allowed === 0) return [];
  const limit = limitOf(lane, allowed);
  return [{ name: `${tenantBudget(tenantId)} requests`, cost: 1, limit, windowMs: 60_000 }];
}

/** Which budget a 429 is about. @param reason header `RateLimit-Reason` */
export function limitedBudget(
  { tenantId, kind, request }: TenantCall,
  reason: string | undefined,
): string | undefined {
  if (reason === 'jira-quota-global-based') return callerBudget({ kind, tenantId });
  if (reason === 'jira-burst-based') return endpointBudget(tenantId, request);
  if (reason !== 'jira-per-issue-on-write') return tenantBudget(tenantId);
  return request.issue === undefined ? undefined : issueBudget(tenantId, request.issue);
}

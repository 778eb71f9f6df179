import type { HttpResponse } from '../../lib/http/request.ts';
import { rateLimit } from './rate-limit.ts';

/** Everything a user asks of one GitLab shares that user's limits, whichever account or tenant it is for. */
export function userBudget(hostUrl: string, userId: number): string {
  return `gitlab:${hostUrl}:${userId}`;
}

/** What imports may no longer take of a user's window, so that live work finds something left. */
export function importBudget(user: string): string {
  return `${user} imports`;
}

/** All requests to one GitLab from the address that this app has on the Internet. */
export function addressBudget(hostUrl: string): string {
  return `gitlab-address:${hostUrl}`;
}

/** One endpoint, which GitLab may limit by itself for each user. */
export function endpointBudget(user: string, { method, path }: { method: string; path: string }): string {
  return `${endpointBudgets(user)}${method} ${endpointOf(path)}`;
}

/** How the names of all endpoints of a user begin. */
export function endpointBudgets(user: string): string {
  return `${user} endpoint `;
}

/** The endpoint that such a name is about, "GET projects/:id"; undefined where it is another budget. */
export function endpointInName(name: string): string | undefined {
  return / endpoint (\w+ .+)$/.exec(name)?.[1];
}

/** Behind these comes an id, a name or a sha. */
const collections = new Set([
  ...['projects', 'groups', 'users', 'namespaces', 'branches', 'commits', 'merge_requests', 'pipelines'],
  ...['hooks', 'deployments', 'environments', 'feature_flags', 'tags', 'files', 'versions'],
]);

/** `/api/v4/projects/7/hooks/3?x=1` -> `projects/:id/hooks/:id`: as few names as GitLab has endpoints. */
export function endpointOf(path: string): string {
  const parts = path
    .replace(/\?.*$/s, '')
    .replace(/^\/api\/(v\d+\/)?/, '')
    .split('/');
  return parts.map((part, at) => (at > 0 && collections.has(parts[at - 1] ?? '') ? ':id' : part)).join('/');
}

/**
 * Whom a 429 stops: the user, the address that we have, or one endpoint. Rack::Attack says in `RateLimit-Name` which
 * of its limits it was. The limits of single endpoints come as JSON and without those headers
 * (lib/api/helpers/rate_limiter.rb); what is neither comes from something in front of GitLab, which knows no users.
 */
export function limitedBy({
  headers,
  text,
}: Pick<HttpResponse, 'headers' | 'text'>): 'user' | 'address' | 'endpoint' {
  if (rateLimit(headers) !== undefined) {
    return (headers['ratelimit-name'] ?? '').startsWith('throttle_unauthenticated') ? 'address' : 'user';
  }
  return text.trimStart().startsWith('{') ? 'endpoint' : 'address';
}

import type { EntityKind } from '../devinfo/schema.ts';
import type { ProviderName } from '../provider/provider.ts';

/** What a fault may look at before the call is handled. */
export interface FaultTarget {
  /** The site's URL. */
  site: string;
  method: string;
  path: string;
  endpoint: string;
  query: URLSearchParams;
  body: Buffer;
}

export interface Fault {
  /** An endpoint's name (`devinfo.bulk`), a path prefix (`/rest/devinfo`), or a predicate. */
  match: string | ((request: FaultTarget) => boolean);
  /** How many calls it befalls; without it, every one until it is removed. */
  times?: number | undefined;
  status?: number | undefined;
  headers?: Record<string, string> | undefined;
  /** A string is sent as it is, anything else as JSON. */
  body?: unknown;
  /** Before the call is handled; with `afterHandling` between its effect and the answer. Real milliseconds. */
  latencyMs?: number | undefined;
  /** Closes the connection without an answer. With `afterHandling` the call has had its effect by then. */
  dropConnection?: boolean | undefined;
  /** The call is handled first and its answer then replaced or lost: what a broken proxy does. */
  afterHandling?: boolean | undefined;
}

export interface EntityFault {
  /** Of a build, deployment or flag: the parts of its key with slashes between, and the first of them. */
  match: (entity: { id: string; kind: EntityKind | ProviderName; repositoryId: string }) => boolean;
  message: string;
  times?: number | undefined;
}

export const RATE_LIMIT_REASONS = [
  'jira-quota-global-based',
  'jira-quota-tenant-based',
  'jira-burst-based',
  'jira-per-issue-on-write',
] as const;
export type RateLimitReason = (typeof RATE_LIMIT_REASONS)[number];

/** The 429 of one of the four limits, for `faults.add({ match, ...tooManyRequests(reason) })`. */
export function tooManyRequests(reason: RateLimitReason, retryAfterSeconds = 10): Omit<Fault, 'match'> {
  return {
    status: 429,
    headers: {
      'Retry-After': String(retryAfterSeconds),
      'RateLimit-Reason': reason,
      'X-RateLimit-Limit': '65000',
      'X-RateLimit-Remaining': '0',
    },
    body: { errorMessages: ['API rate limit has been exceeded.'] },
  };
}

export interface Faults {
  /** Adds a fault; the function that comes back removes it. */
  add(fault: Fault): () => void;
  /** Jira accepts the request and rejects the entities that match, with this message. */
  rejectEntity(match: EntityFault['match'], message: string, times?: number): () => void;
  /** The next fault that befalls this request, counted as used. */
  take(request: FaultTarget): Fault | undefined;
  takeEntity(entity: Parameters<EntityFault['match']>[0]): string | undefined;
  clear(): void;
}

export function faultList(): Faults {
  const faults: (Fault & { left: number })[] = [];
  const entityFaults: (EntityFault & { left: number })[] = [];
  return {
    add: (fault) => addTo(faults, { ...fault, left: fault.times ?? Infinity }),
    rejectEntity: (match, message, times) => addTo(entityFaults, { match, message, left: times ?? Infinity }),
    take(request) {
      const fault = faults.find((candidate) => candidate.left > 0 && matches(candidate, request));
      if (fault !== undefined) fault.left -= 1;
      return fault;
    },
    takeEntity(entity) {
      const fault = entityFaults.find((candidate) => candidate.left > 0 && candidate.match(entity));
      if (fault !== undefined) fault.left -= 1;
      return fault?.message;
    },
    clear() {
      faults.length = 0;
      entityFaults.length = 0;
    },
  };
}

function addTo<T>(list: T[], item: T): () => void {
  list.push(item);
  return () => {
    const index = list.indexOf(item);
    if (index >= 0) list.splice(index, 1);
  };
}

function matches(fault: Fault, request: FaultTarget): boolean {
  if (typeof fault.match === 'function') return fault.match(request);
  return fault.match.startsWith('/')
    ? request.path.startsWith(fault.match)
    : request.endpoint === fault.match;
}

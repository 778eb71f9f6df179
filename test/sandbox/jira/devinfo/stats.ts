import type { EntityKind } from './schema.ts';

/** One accepted bulk request, in figures. */
export interface BulkRequestFigures {
  /** Epoch ms of the sandbox's clock. */
  at: number;
  site: string;
  repositories: number;
  entities: number;
  bytes: number;
  operationType: 'NORMAL' | 'BACKFILL';
  preventTransitions: boolean;
  properties: Record<string, string>;
}

/** What was received in bulk requests since the last reset, over all sites. */
export interface DevInfoStats {
  /** Bulk requests answered 202. */
  requests: number;
  entities: number;
  byKind: Record<EntityKind, number>;
  /** Entities the site did not have. */
  created: number;
  /** Entities that replaced an older one. */
  replaced: number;
  /** Entities whose updateSequenceId was not above the stored one. */
  dropped: number;
  /** Entities received before with the same payload apart from updateSequenceId, and the same issues known. */
  duplicates: number;
  /** The first hundred of those, as `repository kind id`. */
  duplicateIds: string[];
  /** Entities rejected by a fault. */
  failed: number;
  /** Entities none of whose issues exist: taken, and shown nowhere. */
  unassociated: number;
  bytes: number;
  operationTypes: Record<string, number>;
  preventTransitions: Record<'true' | 'false', number>;
  /** The newest requests. */
  newest: BulkRequestFigures[];
  reset(): void;
}

const KEPT_REQUESTS = 2000;
const KEPT_DUPLICATES = 100;

export function devInfoStats(): DevInfoStats {
  return {
    ...zero(),
    reset() {
      Object.assign(this, zero());
    },
  };
}

export function countRequest(stats: DevInfoStats, figures: BulkRequestFigures): void {
  stats.requests += 1;
  stats.entities += figures.entities;
  stats.bytes += figures.bytes;
  stats.operationTypes[figures.operationType] = (stats.operationTypes[figures.operationType] ?? 0) + 1;
  stats.preventTransitions[figures.preventTransitions ? 'true' : 'false'] += 1;
  stats.newest.push(figures);
  if (stats.newest.length > 2 * KEPT_REQUESTS) stats.newest.splice(0, KEPT_REQUESTS);
}

export function countDuplicate(stats: DevInfoStats, name: string): void {
  stats.duplicates += 1;
  if (stats.duplicateIds.length < KEPT_DUPLICATES) stats.duplicateIds.push(name);
}

function zero(): Omit<DevInfoStats, 'reset'> {
  return {
    requests: 0,
    entities: 0,
    byKind: { commits: 0, branches: 0, pullRequests: 0 },
    created: 0,
    replaced: 0,
    dropped: 0,
    duplicates: 0,
    duplicateIds: [],
    failed: 0,
    unassociated: 0,
    bytes: 0,
    operationTypes: {},
    preventTransitions: { true: 0, false: 0 },
    newest: [],
  };
}

import { PROVIDER_NAMES } from './provider.ts';
import type { ProviderName } from './provider.ts';

/** One accepted bulk request, in figures. */
export interface ProviderRequestFigures {
  /** Epoch ms of the sandbox's clock. */
  at: number;
  site: string;
  entities: number;
  bytes: number;
  properties: Record<string, string>;
}

/** What one of the APIs received in bulk requests since the last reset, over all sites; as `DevInfoStats`. */
export interface ProviderStats {
  requests: number;
  entities: number;
  created: number;
  replaced: number;
  /** Not above the stored number. */
  dropped: number;
  /** Received before with the same payload apart from its number, and the same issues known. */
  duplicates: number;
  duplicateIds: string[];
  /** Rejected by a fault. */
  failed: number;
  /** None of whose issues exist. */
  unassociated: number;
  bytes: number;
  newest: ProviderRequestFigures[];
}

export type AllProviderStats = Record<ProviderName, ProviderStats>;

const KEPT_REQUESTS = 2000;
const KEPT_DUPLICATES = 100;

export function providerStats(): AllProviderStats {
  return { builds: zero(), deployments: zero(), featureFlags: zero() };
}

export function resetProviderStats(all: AllProviderStats): void {
  for (const name of PROVIDER_NAMES) Object.assign(all[name], zero());
}

export function countProviderRequest(stats: ProviderStats, figures: ProviderRequestFigures): void {
  stats.requests += 1;
  stats.entities += figures.entities;
  stats.bytes += figures.bytes;
  stats.newest.push(figures);
  if (stats.newest.length > 2 * KEPT_REQUESTS) stats.newest.splice(0, KEPT_REQUESTS);
}

export function countProviderDuplicate(stats: ProviderStats, key: string): void {
  stats.duplicates += 1;
  if (stats.duplicateIds.length < KEPT_DUPLICATES) stats.duplicateIds.push(key);
}

function zero(): ProviderStats {
  return {
    requests: 0,
    entities: 0,
    created: 0,
    replaced: 0,
    dropped: 0,
    duplicates: 0,
    duplicateIds: [],
    failed: 0,
    unassociated: 0,
    bytes: 0,
    newest: [],
  };
}

import { resetProviderStats } from '../provider/stats.ts';
import type { Cloud } from './cloud.ts';

/** Empties everything that is counted or was set up for a test; sites, apps and received data stay. */
export function resetCloud(cloud: Cloud): void {
  cloud.violations.length = 0;
  cloud.requests.reset();
  cloud.faults.clear();
  cloud.limits.reset();
  cloud.offlineTokenCalls.clear();
  cloud.devInfoStats.reset();
  resetProviderStats(cloud.providerStats);
}

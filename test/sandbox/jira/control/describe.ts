import type { Cloud } from '../cloud/cloud.ts';
import type { Site } from '../cloud/site.ts';
import { ENTITY_KINDS } from '../devinfo/schema.ts';

/** Everything a bench or a demo reads of a sandbox that runs as a process, in one answer. */
export function describeState(cloud: Cloud, site: Site): Record<string, unknown> {
  const stats = { ...cloud.devInfoStats, newest: undefined };
  return {
    url: site.url,
    clientKey: site.clientKey,
    cloudId: site.cloudId,
    now: cloud.clock.now(),
    users: [...site.users.values()].map(({ accountId, displayName, admin }) => ({
      accountId,
      displayName,
      admin,
    })),
    projects: [...site.projects.keys()],
    apps: [...site.apps.values()].map((app) => ({
      kind: app.kind,
      key: app.key,
      baseUrl: app.baseUrl,
      enabled: app.enabled,
      repositories: app.devInfo.repositories.size,
      entities: Object.fromEntries(ENTITY_KINDS.map((kind) => [kind, app.devInfo.count(kind)])),
      pointsUsed: cloud.limits.usedPoints(app.key),
    })),
    requests: {
      total: cloud.requests.total,
      bytes: cloud.requests.requestBytes,
      counts: cloud.requests.counts,
      statuses: cloud.requests.statuses,
    },
    devInfo: { ...stats, entitiesPerRequest: stats.requests === 0 ? 0 : stats.entities / stats.requests },
    provided: Object.fromEntries(
      Object.entries(cloud.providerStats).map(([name, of]) => [name, { ...of, newest: undefined }]),
    ),
    violations: cloud.violations,
    process: { cpu: process.cpuUsage(), memory: process.memoryUsage() },
  };
}

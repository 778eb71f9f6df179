import type { Fault } from '../cloud/faults.ts';
import type { RateLimitOptions } from '../cloud/rate-limits.ts';
import { resetCloud } from '../cloud/reset.ts';
import { connectApp, connectApps } from '../cloud/installed-app.ts';
import type { ConnectApp } from '../cloud/installed-app.ts';
import { createIssue, createProject, createUser } from '../cloud/site.ts';
import type { NewUser } from '../cloud/site.ts';
import { installApp, setEnabled, uninstallApp } from '../connect/lifecycle.ts';
import { contextToken, pageUrl } from '../connect/page-url.ts';
import type { EntityKind } from '../devinfo/schema.ts';
import type { Exchange, OpenRoute, Reply } from '../http/exchange.ts';
import { jsonBody } from '../http/exchange.ts';
import { watchArrivals } from './arrivals.ts';
import { describeState } from './describe.ts';
import { FORGE_ACTS } from './forge-control.ts';
import { WORK_ACTS, commentArrivals, describeWork } from './issue-work.ts';

/**
 * What drives a sandbox that runs as a process: JSON over HTTP under `/_sandbox`. A request that cannot be done is
 * answered 400 with `{ "error": … }`.
 */
export const CONTROL_ROUTES: OpenRoute[] = [
  control('GET', 'state', ({ cloud, site }) => describeState(cloud, site)),
  control('GET', 'violations', ({ cloud }) => cloud.violations),
  control('GET', 'requests', ({ cloud }) => cloud.requests.entries),
  control('GET', 'bulk-requests', ({ cloud }) => cloud.devInfoStats.newest),
  control('GET', 'development', ({ site, query }) =>
    [...site.apps.values()].flatMap(({ devInfo }) => devInfo.ofIssue(query.get('issueKey') ?? '')),
  ),
  control('POST', 'watch-arrivals', ({ cloud }) => {
    arrivals = watchArrivals(cloud);
  }),
  control('GET', 'arrivals', ({ site }) => [...(arrivals?.() ?? []), ...commentArrivals(site)]),
  control('GET', 'issue-work', ({ site, query }) => describeWork(site, query.get('projectKey'))),
  control('POST', 'reset', ({ cloud }) => resetCloud(cloud)),
  control('POST', 'clock', (exchange) => advanceClock(exchange)),
  control('POST', 'limits', ({ cloud }, body) =>
    Object.assign(cloud.limits.options, body as RateLimitOptions),
  ),
  control('POST', 'latency', ({ cloud }, body) => {
    cloud.latencyMs = Number(body['ms']);
  }),
  control('POST', 'faults', ({ cloud }, body) => void cloud.faults.add(body as unknown as Fault)),
  control('POST', 'rejected-entities', (exchange, body) => rejectEntities(exchange, body)),
  control('DELETE', 'faults', ({ cloud }) => cloud.faults.clear()),
  control('POST', 'users', ({ site }, body) => createUser(site, body as unknown as NewUser)),
  control('POST', 'projects', ({ site }, body) => createProject(site, body as { key: string })),
  control('POST', 'issues', ({ site }, body) => createIssue(site, body as { key: string })),
  control('POST', 'apps', async ({ cloud, site }, body) => ({
    key: (await installApp(cloud, site, String(body['descriptorUrl']))).key,
  })),
  control('POST', 'apps/:appKey/:action', (exchange) => changeApp(exchange)),
  ...Object.entries({ ...FORGE_ACTS, ...WORK_ACTS }).map(([name, act]) => control('POST', name, act)),
  control('GET', 'page-url', (exchange) => ({ url: signedPageUrl(exchange) })),
  control('GET', 'context-token', ({ cloud, site, query }) => ({
    token: contextToken({ cloud, site, app: appOf({ site, query }), context: contextOf(query) }),
  })),
];

/** What a benchmark watches: one measurement at a time. */
let arrivals: ReturnType<typeof watchArrivals> | undefined;

type Body = Record<string, unknown>;

function control(method: string, path: string, act: (exchange: Exchange, body: Body) => unknown): OpenRoute {
  return {
    kind: 'open',
    method,
    path: `/_sandbox/${path}`,
    endpoint: `control ${path}`,
    async handle(exchange): Promise<Reply> {
      try {
        const result = await act(exchange, (jsonBody(exchange) ?? {}) as Body);
        return { status: 200, body: result ?? {} };
      } catch (error) {
        return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
      }
    },
  };
}

function advanceClock(exchange: Exchange): { now: number } {
  const { clock } = exchange.cloud;
  if (!('advance' in clock) || typeof clock.advance !== 'function')
    throw new Error('This clock cannot be advanced');
  const { ms } = jsonBody(exchange) as { ms: number };
  (clock.advance as (ms: number) => void)(ms);
  return { now: clock.now() };
}

/** Without a kind, an id or a repository every entity is meant. */
function rejectEntities({ cloud }: Exchange, body: Body): void {
  const wanted = body as {
    kind?: EntityKind;
    id?: string;
    repositoryId?: string;
    message?: string;
    times?: number;
  };
  cloud.faults.rejectEntity(
    ({ kind, id, repositoryId }) =>
      (wanted.kind ?? kind) === kind &&
      (wanted.id ?? id) === id &&
      (wanted.repositoryId ?? repositoryId) === repositoryId,
    wanted.message ?? 'Rejected by the sandbox',
    wanted.times,
  );
}

async function changeApp(exchange: Exchange): Promise<unknown> {
  const { cloud, site, params } = exchange;
  const app = connectApp(site, params['appKey']);
  if (app === undefined) throw new Error(`No app "${params['appKey'] ?? ''}" is installed`);
  const { action } = params;
  if (action === 'reinstall') return { key: (await installApp(cloud, site, app.descriptorUrl)).key };
  if (action === 'uninstall') return uninstallApp(cloud, site, app);
  if (action === 'enable' || action === 'disable') {
    return setEnabled({ cloud, site, app, enabled: action === 'enable' });
  }
  throw new Error(`Unknown action ${action ?? ''}: reinstall, uninstall, enable and disable are known`);
}

function signedPageUrl({ cloud, site, query }: Exchange): string {
  const app = appOf({ site, query });
  return pageUrl({ cloud, site, app, moduleKey: query.get('moduleKey') ?? '', context: contextOf(query) });
}

/** The app that `appKey` names, otherwise the only one. */
function appOf({ site, query }: Pick<Exchange, 'site' | 'query'>): ConnectApp {
  const app = query.has('appKey') ? connectApp(site, query.get('appKey') ?? '') : connectApps(site)[0];
  if (app === undefined) throw new Error('The app is not installed');
  return app;
}

function contextOf(query: URLSearchParams) {
  const accountId = query.get('accountId');
  if (accountId === null) throw new Error('accountId is required');
  return {
    accountId,
    issueKey: query.get('issueKey') ?? undefined,
    projectKey: query.get('projectKey') ?? undefined,
  };
}

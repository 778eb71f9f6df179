import { runningClock } from '../clock.ts';
import type { SandboxClock } from '../clock.ts';
import { graphqlEndpoints } from './graphql/endpoint.ts';
import { Faults } from './http/faults.ts';
import type { Answer, Sandbox, SandboxRequest } from './http/exchange.ts';
import { Limits } from './http/limits.ts';
import { listen } from './http/listen.ts';
import type { Pipeline } from './http/pipeline.ts';
import { RequestLog } from './http/request-log.ts';
import type { RequestLogEntry } from './http/request-log.ts';
import { createRouter } from './http/router.ts';
import { Hooks } from './hooks/hooks.ts';
import { authorizeEndpoints } from './oauth/authorize.ts';
import { OauthState } from './oauth/oauth-state.ts';
import { sessionEndpoints } from './oauth/session.ts';
import { tokenEndpoints } from './oauth/token.ts';
import { branchEndpoints } from './rest/branches.ts';
import { createBranchEndpoint } from './rest/create/branches.ts';
import { createMergeRequestEndpoint } from './rest/create/merge-requests.ts';
import { deploymentEndpoints } from './rest/ci/deployments.ts';
import { environmentEndpoints } from './rest/ci/environments.ts';
import { featureFlagEndpoints } from './rest/ci/feature-flags.ts';
import { pipelineEndpoints } from './rest/ci/pipelines.ts';
import { commitEndpoints } from './rest/commits.ts';
import { eventEndpoints } from './rest/events.ts';
import { hookEventEndpoints } from './rest/hook-events.ts';
import { hookEndpoints } from './rest/hooks.ts';
import { instanceEndpoints } from './rest/instance.ts';
import { mergeRequestEndpoints } from './rest/merge-requests.ts';
import { projectEndpoints } from './rest/projects.ts';
import { WorldState } from './world/state.ts';
import { createWorld } from './world/world.ts';
import type { World } from './world/world.ts';

export interface GitlabSandboxOptions<C extends SandboxClock = SandboxClock> {
  /** Default: a free one. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly clock?: C | undefined;
  /** `''` or a path such as `/gitlab`. */
  readonly basePath?: string | undefined;
  /** Default: 18.9.0 */
  readonly version?: string | undefined;
  /** Real milliseconds that each answer takes at least. */
  readonly latencyMs?: number | undefined;
  /** Requests a minute for one user; 0 (default) is no limit. */
  readonly rateLimit?: number | undefined;
  /** GitLab's own limits of single endpoints; on by default. */
  readonly endpointLimits?: boolean | undefined;
  /** GitLab's flag branch_list_keyset_pagination, off by default as there. */
  readonly branchKeyset?: boolean | undefined;
  /** A listing of branches is given once more for 30 s, as in GitLab; off by default, for clocks of tests stand still. */
  readonly branchCache?: boolean | undefined;
  /** Group hooks need `premium`; default `free`. */
  readonly license?: 'free' | 'premium' | undefined;
  /** Hooks may go to private addresses; on by default here, for the receiver is on this machine. */
  readonly localHooks?: boolean | undefined;
  /** Failing hooks are switched off, as on gitlab.com; on by default. */
  readonly autoDisable?: boolean | undefined;
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer } | undefined;
  /** What answers under `/_sandbox/`, for a sandbox that runs as a process. */
  readonly control?:
    ((sandbox: GitlabSandbox) => (request: SandboxRequest) => Promise<Answer | undefined>) | undefined;
}

export interface GitlabSandbox<C extends SandboxClock = SandboxClock> {
  /** With the base path, without a trailing slash. */
  readonly url: string;
  readonly clock: C;
  readonly world: World;
  /** The newest requests, at most 20,000. */
  readonly requests: readonly RequestLogEntry[];
  /** Requests by endpoint name. */
  readonly counts: Readonly<Record<string, number>>;
  readonly log: RequestLog;
  /** What was asked that GitLab does not document. */
  readonly violations: string[];
  readonly faults: Faults;
  readonly limits: Limits;
  /** Webhooks: what is sent, held back and answered. */
  readonly hooks: Hooks;
  setLatency(ms: number): void;
  close(): Promise<void>;
}

const endpoints = [
  ...sessionEndpoints,
  ...authorizeEndpoints,
  ...tokenEndpoints,
  ...instanceEndpoints,
  ...projectEndpoints,
  ...branchEndpoints,
  createBranchEndpoint,
  createMergeRequestEndpoint,
  ...commitEndpoints,
  ...eventEndpoints,
  ...mergeRequestEndpoints,
  ...pipelineEndpoints,
  ...deploymentEndpoints,
  ...environmentEndpoints,
  ...featureFlagEndpoints,
  ...hookEndpoints,
  ...hookEventEndpoints,
  ...graphqlEndpoints,
];

/** Starts a GitLab of its own: OAuth, the REST and GraphQL calls that are used, their limits and traps. */
export async function startGitlabSandbox<C extends SandboxClock = ReturnType<typeof runningClock>>(
  options: GitlabSandboxOptions<C> = {},
): Promise<GitlabSandbox<C>> {
  // Without a clock C is the default type, which is what is made here.
  const clock = options.clock ?? (runningClock() as unknown as C);
  const state = new WorldState(clock);
  const oauth = new OauthState(clock);
  const violations: string[] = [];
  const basePath = (options.basePath ?? '').replace(/\/+$/, '');
  const hooks = hooksOf(options, state, () => shared.url);
  const shared: Sandbox = {
    state,
    oauth,
    clock,
    version: options.version ?? '18.9.0',
    ...branchesOf(options),
    hooks,
    url: '',
    violation: (text) => void violations.push(text),
  };
  const { rateLimit: perMinute = 0, endpointLimits = true } = options;
  const limits = new Limits(clock, { perMinute, endpointLimits });
  const pipeline: Pipeline = {
    sandbox: shared,
    router: createRouter(endpoints),
    faults: new Faults(),
    limits,
    log: new RequestLog(),
    latencyMs: options.latencyMs ?? 0,
  };
  const late: { control?: ((request: SandboxRequest) => Promise<Answer | undefined>) | undefined } = {};
  const host = options.host ?? '127.0.0.1';
  const listening = await listen(pipeline, {
    port: options.port ?? 0,
    host,
    basePath,
    tls: options.tls,
    control: (request) => late.control?.(request) ?? Promise.resolve(undefined),
  });
  shared.url = `${options.tls === undefined ? 'http' : 'https'}://${host}:${listening.port}${basePath}`;
  const sandbox: GitlabSandbox<C> = {
    url: shared.url,
    clock,
    world: createWorld(state, oauth),
    requests: pipeline.log.entries,
    counts: pipeline.log.counts,
    log: pipeline.log,
    violations,
    faults: pipeline.faults,
    limits,
    hooks,
    setLatency: (ms) => void (pipeline.latencyMs = ms),
    close: () => {
      hooks.close();
      return listening.close();
    },
  };
  late.control = options.control?.(sandbox);
  return sandbox;
}

function branchesOf({
  branchKeyset = false,
  branchCache = false,
}: GitlabSandboxOptions): Pick<Sandbox, 'branchKeyset' | 'branchCache'> {
  return { branchKeyset, branchCache: branchCache ? new Map() : undefined };
}

function hooksOf(options: GitlabSandboxOptions, state: WorldState, url: () => string): Hooks {
  return new Hooks({
    state,
    version: options.version ?? '18.9.0',
    url,
    license: options.license ?? 'free',
    localHooks: options.localHooks ?? true,
    autoDisable: options.autoDisable ?? true,
  });
}

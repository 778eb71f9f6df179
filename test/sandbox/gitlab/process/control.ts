import type { TestClock } from '../../clock.ts';
import type { Answer, SandboxRequest } from '../http/exchange.ts';
import type { Fault } from '../http/faults.ts';
import type { GitlabSandbox } from '../sandbox.ts';
import { ciOf } from '../world/ci/tables.ts';
import { fullPath } from '../world/model.ts';
import { ciOperations } from './ci-operations.ts';
import { commitPage } from './commit-page.ts';
import { deliveriesOf, hookOperations, hooksState } from './hook-operations.ts';
import { worldOperations } from './operations.ts';
import type { Body, Operation } from './operations.ts';
import { trafficOperations } from './traffic.ts';

/**
 * The control of a sandbox that is a process: `GET /_sandbox/{state,requests,hooks,deliveries}` and
 * `POST /_sandbox/<operation>` with a JSON body; `/_sandbox/commit` is a page for people. An operation that fails answers 400 with its reason.
 */
export function controlOf(sandbox: GitlabSandbox, clock: TestClock) {
  const operations: Readonly<Record<string, Operation>> = {
    ...worldOperations(sandbox),
    ...ciOperations(sandbox),
    ...hookOperations(sandbox),
    ...trafficOperations(sandbox),
    ...ownOperations(sandbox, clock),
  };
  return (request: SandboxRequest): Promise<Answer | undefined> =>
    Promise.resolve(answer(sandbox, operations, request));
}

function answer(
  sandbox: GitlabSandbox,
  operations: Readonly<Record<string, Operation>>,
  request: SandboxRequest,
): Answer | undefined {
  if (!request.path.startsWith('/_sandbox/')) return undefined;
  const name = request.path.slice('/_sandbox/'.length);
  try {
    if (name === 'commit') return commitPage(sandbox, request);
    if (request.method === 'GET') {
      if (name === 'state') return { status: 200, json: stateOf(sandbox) };
      if (name === 'requests') return { status: 200, json: sandbox.requests };
      if (name === 'hooks') return { status: 200, json: hooksState(sandbox) };
      if (name === 'deliveries') return { status: 200, json: deliveriesOf(sandbox) };
    }
    const operation = request.method === 'POST' ? operations[name] : undefined;
    if (operation === undefined)
      return { status: 404, json: { error: `There is no control ${request.method} ${name}.` } };
    const body = (request.body === '' ? {} : JSON.parse(request.body)) as Body;
    return { status: 200, json: operation(body) ?? {} };
  } catch (error) {
    return { status: 400, json: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function ownOperations(sandbox: GitlabSandbox, clock: TestClock): Record<string, Operation> {
  return {
    /** Counters, the logs of requests and deliveries, and violations start afresh. */
    reset: () => {
      sandbox.log.reset();
      sandbox.hooks.reset();
      sandbox.violations.length = 0;
    },
    'advance-clock': (body) => clock.advance(body['ms'] as number),
    latency: (body) => sandbox.setLatency(body['ms'] as number),
    'rate-limit': (body) => {
      sandbox.limits.perMinute = body['perMinute'] as number;
    },
    'endpoint-limits': (body) => {
      sandbox.limits.endpointLimits = body['on'] === true;
    },
    /** A fault as in the process, with an endpoint's name as `match`. */
    fault: (body) => {
      if (typeof body['match'] !== 'string') throw new Error('`match` is the name of an endpoint.');
      sandbox.faults.add(body as unknown as Fault);
    },
    'clear-faults': () => sandbox.faults.clear(),
  };
}

function stateOf(sandbox: GitlabSandbox): unknown {
  const { world, log } = sandbox;
  const { user, system } = process.cpuUsage();
  return {
    url: sandbox.url,
    now: sandbox.clock.now(),
    requests: log.total,
    bytes: log.bytes,
    counts: log.counts,
    statuses: log.statuses,
    violations: sandbox.violations,
    /** Microseconds since the process began. */
    cpu: { user, system },
    rss: process.memoryUsage.rss(),
    projects: [...world.state.projects.values()].map((project) => ({
      id: project.id,
      path: fullPath(project),
      defaultBranch: project.defaultBranch,
      branches: project.repository.branches.size,
      commits: project.repository.store.size,
      mergeRequests: project.mergeRequests.size,
      pipelines: ciOf(project).pipelines.size,
      deployments: ciOf(project).deployments.size,
      featureFlags: ciOf(project).featureFlags.size,
    })),
  };
}

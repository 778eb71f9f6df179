import { setTimeout as sleep } from 'node:timers/promises';
import { authenticate, checkScope } from './authenticate.ts';
import { Refusal } from './exchange.ts';
import type { Answer, Sandbox, SandboxRequest } from './exchange.ts';
import { faultAnswer } from './faults.ts';
import type { Faults } from './faults.ts';
import type { Limits } from './limits.ts';
import type { RequestLog } from './request-log.ts';
import type { Match, Router } from './router.ts';

export interface Pipeline {
  readonly sandbox: Sandbox;
  readonly router: Router;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly log: RequestLog;
  latencyMs: number;
}

/** What becomes of a request: an answer, or a connection cut without one. */
export type Outcome =
  { readonly answer: Answer; readonly endpoint: string; readonly userId: number | null } | 'cut';

export async function serve(pipeline: Pipeline, request: SandboxRequest): Promise<Outcome> {
  const match = pipeline.router(request.method, request.path);
  const name = match?.endpoint.name ?? 'unknown';
  const fault = pipeline.faults.take(request, name);
  const wait = pipeline.latencyMs + (fault?.latencyMs ?? 0);
  if (wait > 0) await sleep(wait);
  if (fault?.dropConnection === true) return 'cut';
  const injected = fault === undefined ? undefined : faultAnswer(fault);
  if (injected !== undefined) return { answer: injected, endpoint: name, userId: null };
  const served = await answerOf(pipeline, request, match);
  if (fault?.dropConnection === 'after-work') return 'cut';
  const headers = { ...served.answer.headers, ...fault?.headers };
  return { answer: { ...served.answer, headers }, endpoint: name, userId: served.userId };
}

async function answerOf(
  pipeline: Pipeline,
  request: SandboxRequest,
  match: Match | undefined,
): Promise<{ answer: Answer; userId: number | null }> {
  let headers: Record<string, string> = {};
  let userId: number | null = null;
  try {
    if (match?.endpoint.access === 'web')
      return { answer: await match.endpoint.handle(callOf(pipeline, request, match)), userId };
    const token = request.path.startsWith('/api/')
      ? authenticate(pipeline.sandbox.oauth, request)
      : undefined;
    userId = token?.user.id ?? null;
    const key = userId === null ? request.remoteAddress : `user ${userId}`;
    const throttled = pipeline.limits.throttle(key, userId !== null);
    headers = throttled.headers;
    if (throttled.refusal !== undefined) throw new Refusal(throttled.refusal);
    if (match === undefined) throw new Refusal(unknown(pipeline.sandbox, request));
    checkParameters(pipeline.sandbox, request, match);
    if (token !== undefined) checkScope(token, match.endpoint);
    else if (match.endpoint.access === 'user')
      throw new Refusal({ status: 401, json: { message: '401 Unauthorized' } });
    const place = match.endpoint.limit?.perPlace === true ? ` ${match.params['id'] ?? ''}` : '';
    const limited = pipeline.limits.endpoint(key + place, match.endpoint);
    if (limited !== undefined) throw new Refusal(limited);
    const answer = await match.endpoint.handle({
      ...callOf(pipeline, request, match),
      user: token?.user ?? null,
    });
    return { answer: { ...answer, headers: { ...headers, ...answer.headers } }, userId };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { answer: { ...error.answer, headers: { ...headers, ...error.answer.headers } }, userId };
  }
}

function callOf(pipeline: Pipeline, request: SandboxRequest, match: Match) {
  return { sandbox: pipeline.sandbox, request, params: match.params, query: request.query, user: null };
}

function unknown(sandbox: Sandbox, request: SandboxRequest): Answer {
  // A person who follows a link of the demo is no client that went astray.
  const page = !request.path.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
  // A browser asks for pictures; this GitLab has none to show.
  const picture =
    request.path === '/favicon.ico' || request.path.startsWith('/uploads/-/system/user/avatar/');
  if (!page && !picture) sandbox.violation(`${request.method} ${request.path}: no such endpoint`);
  if (page) {
    const headers = { 'Content-Type': 'text/html; charset=utf-8' };
    return {
      status: 404,
      headers,
      body: '<!doctype html><h1>404</h1><p>The sandbox GitLab has no such page.</p>',
    };
  }
  return { status: 404, json: { error: '404 Not Found' } };
}

function checkParameters(sandbox: Sandbox, request: SandboxRequest, { endpoint }: Match): void {
  for (const name of request.query.keys()) {
    const plain = name.replace(/\[\]$/, '');
    if (endpoint.query?.includes(plain) === true) continue;
    sandbox.violation(`${request.method} ${request.path}: no such parameter ${name}`);
    throw new Refusal({ status: 400, json: { error: `${name} is not a parameter of ${endpoint.name}` } });
  }
}

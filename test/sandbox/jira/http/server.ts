import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { handleServerCall } from '../../data-center/call.ts';
import type { DataCenter } from '../../data-center/state.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Fault } from '../cloud/faults.ts';
import type { Site } from '../cloud/site.ts';
import { siteBehind } from '../gateway/gateway-path.ts';
import { handleApiCall, violate } from './api-call.ts';
import type { Caller, Exchange, Reply, Route } from './exchange.ts';
import { platformError } from './exchange.ts';
import type { Router } from './router.ts';

/** Addresses under which everything must be documented; others are for the browser. */
const MACHINE_PATHS = [
  '/rest/',
  '/_oauth2/',
  '/_install-keys/',
  '/ex/',
  '/graphql',
  '/app/',
  '/_forge/',
  '/oauth/',
];

/** Memory is bounded whatever a client sends; the documented limit is far below. */
const HARD_BODY_LIMIT = 64 * 1024 * 1024;

interface ServerOptions {
  /** Its address begins with the context path, which no route has. */
  dataCenter?: DataCenter | undefined;
  tls?: { key: string; cert: string } | undefined;
}

/** The HTTP server of one site. */
export function siteServer(
  { cloud, site, router }: { cloud: Cloud; site: Site; router: Router },
  { dataCenter, tls }: ServerOptions = {},
): Server {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    void serve({ cloud, site, router, request, response, dataCenter });
  };
  const options = { keepAliveTimeout: 30_000 };
  return tls === undefined
    ? createServer(options, listener)
    : createTlsServer({ ...options, ...tls }, listener);
}

interface Incoming {
  cloud: Cloud;
  site: Site;
  router: Router;
  request: IncomingMessage;
  response: ServerResponse;
  dataCenter: DataCenter | undefined;
}

async function serve(incoming: Incoming): Promise<void> {
  const { cloud, router, request, response } = incoming;
  try {
    const exchange = await readExchange(incoming);
    const { match, otherMethod } = router.find(exchange.method, exchange.path);
    if (match === undefined) {
      respond(response, unknownAddress(exchange, otherMethod));
      return;
    }
    exchange.params = match.params;
    if (match.route.kind === 'open') respond(response, await match.route.handle(exchange));
    else await serveMachine(exchange, match.route, response);
  } catch (error) {
    // A client that hangs up while it sends breaks no rule.
    if (request.destroyed && !request.complete) return;
    cloud.violations.push(
      `the sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    if (!response.headersSent) respond(response, platformError(500, 'Internal server error'));
    else response.destroy();
  }
}

async function serveMachine(
  exchange: Exchange,
  route: Exclude<Route, { kind: 'open' }>,
  response: ServerResponse,
): Promise<void> {
  const { cloud } = exchange;
  const fault = cloud.faults.take({ ...exchange, site: exchange.site.url, endpoint: route.endpoint });
  const isLate = fault?.afterHandling === true;
  await pause(cloud.latencyMs + (isLate ? 0 : (fault?.latencyMs ?? 0)));
  const broken = fault?.status !== undefined || fault?.dropConnection === true;
  const handled = broken && fault.afterHandling !== true ? undefined : await handle(exchange, route);
  const reply = broken || handled === undefined ? faultReply(fault) : handled.reply;
  if (isLate) await pauseFor(response, fault.latencyMs ?? 0);
  const headers = { ...reply.headers, ...fault?.headers };
  log(exchange, {
    route,
    caller: handled?.caller,
    status: fault?.dropConnection === true ? 0 : reply.status,
  });
  if (fault?.dropConnection === true) response.destroy();
  else respond(response, { ...reply, headers });
}

async function handle(
  exchange: Exchange,
  route: Exclude<Route, { kind: 'open' }>,
): Promise<{ reply: Reply; caller?: Caller | undefined }> {
  if (route.kind !== 'api') return { reply: await route.handle(exchange) };
  return exchange.dataCenter === undefined
    ? handleApiCall(exchange, route)
    : handleServerCall(exchange, route);
}

function faultReply(fault: Fault | undefined): Reply {
  return { status: fault?.status ?? 500, body: fault?.body ?? { errorMessages: ['A fault of the sandbox'] } };
}

function log(
  exchange: Exchange,
  of: { route: Route | undefined; caller: Caller | undefined; status: number },
): void {
  exchange.cloud.requests.record({
    at: exchange.cloud.clock.now(),
    site: exchange.site.url,
    method: exchange.method,
    path: exchange.path,
    query: exchange.query.toString(),
    endpoint: of.route?.endpoint ?? 'unknown',
    status: of.status,
    appKey: of.caller?.app.key,
    accountId: of.caller?.user.accountId,
    requestBytes: exchange.body.length,
  });
}

function unknownAddress(exchange: Exchange, otherMethod: boolean): Reply {
  const status = otherMethod ? 405 : 404;
  if (MACHINE_PATHS.some((prefix) => exchange.path.startsWith(prefix))) {
    violate(exchange, otherMethod ? 'the method is not documented' : 'the address is not documented');
    log(exchange, { route: undefined, caller: undefined, status });
  }
  return platformError(status, otherMethod ? 'Method not allowed' : 'Not found');
}

async function readExchange({ cloud, site, request, dataCenter }: Incoming): Promise<Exchange> {
  const url = new URL(request.url ?? '/', site.url);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= HARD_BODY_LIMIT) chunks.push(chunk);
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const behind = siteBehind(cloud.sites, url.pathname);
  return {
    cloud,
    site: behind?.site ?? site,
    way: behind?.way ?? 'site',
    method: request.method ?? 'GET',
    dataCenter,
    path: behind?.path ?? pathBelow(url.pathname, dataCenter),
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks),
    params: {},
  };
}

/** A proxy in front passes on what begins with the context path, and nothing else. */
function pathBelow(path: string, dataCenter: DataCenter | undefined): string {
  const { contextPath = '' } = dataCenter ?? {};
  if (contextPath === '') return path;
  return path.startsWith(`${contextPath}/`) ? path.slice(contextPath.length) : `/outside-of-jira${path}`;
}

function respond(response: ServerResponse, reply: Reply): void {
  const { body } = reply;
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json;charset=UTF-8';
  response.writeHead(reply.status, {
    ...(body === undefined ? {} : { 'Content-Type': type }),
    'Cache-Control': 'no-store',
    ...(reply.compressed === true && { 'Content-Encoding': 'gzip' }),
    ...reply.headers,
  });
  response.end(reply.compressed === true ? gzipSync(text) : text);
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

/** A pause before an answer, over at once when whoever waits for it hangs up. */
async function pauseFor(response: ServerResponse, ms: number): Promise<void> {
  if (ms <= 0 || response.destroyed) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      response.off('close', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    response.once('close', end);
  });
}

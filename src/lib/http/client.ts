import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { Agent, ProxyAgent, buildConnector, type Dispatcher } from 'undici';
import { AppError } from '../errors.ts';
import { say } from '../words/say.ts';
import { leave } from './elsewhere.ts';
import { createAddressCheck, type AddressCheck, type Resolve } from './outbound/address-check.ts';
import { networkError, timedOut } from './outbound/network-error.ts';
import { bypassesProxy } from './outbound/proxy.ts';
import type { Http, HttpRequest, HttpResponse } from './request.ts';

/** What one exchange came to, for metrics. `outcome` is the HTTP status or the AppError code. */
export type Exchange = {
  readonly host: string;
  readonly method: string;
  readonly outcome: string;
  readonly ms: number;
};

export type HttpOptions = {
  /** Host names or CIDRs that may be reached although they are private. */
  readonly privateHosts: readonly string[];
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
  readonly observe?: ((exchange: Exchange) => void) | undefined;
  /** Replaces the system's name resolution, in tests. */
  readonly resolve?: Resolve | undefined;
};

const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 32 * 1024 * 1024;
const connectTimeoutMs = 10_000;
const connectionsPerHost = 50;
// Ours is shorter than GitLab's and Jira's (5 s and more), so we never write into a connection they are closing.
const keepAliveMs = 4_000;

type Routes = { readonly direct: Dispatcher; readonly proxied: Dispatcher | undefined };

/**
 * The one way out of this app. TLS trust is Node.js's own, with NODE_EXTRA_CA_CERTS. Each connection is opened to an
 * address that was checked as it was resolved, so a name cannot change its address in between (DNS rebinding).
 */
export function createHttp(options: HttpOptions): Http {
  const check = createAddressCheck(options.privateHosts, options.resolve);
  const routes = openRoutes(options, check);
  return {
    async send(request) {
      const url = parseUrl(request.url);
      const startedAt = performance.now();
      const observe = (outcome: string) =>
        options.observe?.({
          host: url.host,
          method: request.method,
          outcome,
          ms: performance.now() - startedAt,
        });
      const comeBack = leave();
      try {
        const viaProxy = url.protocol === 'https:' && !bypassesProxy(url, options.noProxy);
        const proxy = viaProxy ? routes.proxied : undefined;
        if (proxy === undefined) check.host(url.hostname);
        else await check.resolved(url.hostname);
        const response = await withinTime(request, url, (signal) =>
          exchange(request, { url, signal, dispatcher: proxy ?? routes.direct }),
        );
        observe(String(response.status));
        return response;
      } catch (thrown) {
        const error = networkError(thrown, url.host);
        observe(error.code);
        throw error;
      } finally {
        comeBack();
      }
    },
    async close() {
      await Promise.all([routes.direct.destroy(), routes.proxied?.destroy()]);
    },
  };
}

function openRoutes(options: HttpOptions, check: AddressCheck): Routes {
  const common = { keepAliveTimeout: keepAliveMs, connections: connectionsPerHost };
  const connector = buildConnector({
    timeout: connectTimeoutMs,
    lookup: check.lookup,
    autoSelectFamily: true,
  });
  const proxied =
    options.httpsProxy === undefined ? undefined : new ProxyAgent({ ...common, uri: options.httpsProxy });
  return { direct: new Agent({ ...common, connect: connector }), proxied };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new AppError('address_refused', say('errors.noAddress'));
  }
  return url;
}

/** Ends `work` at its time-out or when the caller gives up, whichever is first; listeners never outlive the call. */
async function withinTime<T>(
  request: HttpRequest,
  url: URL,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = (error: AppError) => controller.abort(error);
  const timer = setTimeout(() => stop(timedOut(url.host)), request.timeoutMs ?? defaultTimeoutMs);
  const cancel = () => stop(new AppError('cancelled', say('errors.stopped')));
  if (request.signal?.aborted === true) cancel();
  request.signal?.addEventListener('abort', cancel, { once: true });
  try {
    controller.signal.throwIfAborted();
    return await work(controller.signal);
  } catch (thrown) {
    throw controller.signal.aborted ? controller.signal.reason : thrown;
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', cancel);
  }
}

type Way = { readonly url: URL; readonly signal: AbortSignal; readonly dispatcher: Dispatcher };

async function exchange(request: HttpRequest, { url, signal, dispatcher }: Way): Promise<HttpResponse> {
  const answer = await dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method,
    headers: { 'user-agent': 'dvcs-connector', 'accept-encoding': 'gzip, br', ...request.headers },
    body: request.body ?? null,
    signal,
    // The time-out of the whole exchange is the only one: a slow answer within it is fine.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const headers = flat(answer.headers);
  const maxBytes = request.maxBytes ?? defaultMaxBytes;
  const body = decompressed(answer.body, headers['content-encoding']);
  const text = await read(body, { maxBytes, host: url.host });
  return { status: answer.statusCode, headers, text };
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

function decompressed(body: Readable, encoding: string | undefined): Readable {
  const unzip =
    encoding === 'gzip' ? createGunzip() : encoding === 'br' ? createBrotliDecompress() : undefined;
  // An error of either stream reaches the reader through the last one; pipeline needs a callback to say it there.
  return unzip === undefined ? body : pipeline(body, unzip, () => undefined);
}

/** The size is counted after decompression, so that a small answer cannot become a large one. */
async function read(body: Readable, limit: { maxBytes: number; host: string }): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit.maxBytes) {
      throw new AppError(
        'too_large',
        say('errors.answerTooLarge', { host: limit.host, most: limit.maxBytes }),
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}

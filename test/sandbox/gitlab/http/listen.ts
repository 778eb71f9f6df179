import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Answer, SandboxRequest } from './exchange.ts';
import { serve } from './pipeline.ts';
import type { Pipeline } from './pipeline.ts';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenOn {
  readonly port: number;
  readonly host: string;
  readonly basePath: string;
  readonly tls: { readonly key: string | Buffer; readonly cert: string | Buffer } | undefined;
  /** Asked first; undefined: not its business. */
  readonly control: ((request: SandboxRequest) => Promise<Answer | undefined>) | undefined;
}

const maxBody = 4 * 1024 * 1024;

export async function listen(pipeline: Pipeline, on: ListenOn): Promise<Listening> {
  const listener: RequestListener = (incoming, response) => {
    handle(pipeline, on, { incoming, response }).catch((error: unknown) => {
      pipeline.sandbox.violation(
        `The sandbox failed: ${error instanceof Error ? String(error.stack) : String(error)}`,
      );
      send(response, { status: 500, json: { message: '500 Internal Server Error' } });
    });
  };
  const server: Server = on.tls === undefined ? createServer(listener) : createTlsServer(on.tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(on.port, on.host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  pipeline: Pipeline,
  on: ListenOn,
  { incoming, response }: { incoming: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const request = await readRequest(incoming, on.basePath);
  const controlled = request === undefined ? undefined : await on.control?.(request);
  if (request === undefined) {
    const target = `${incoming.method ?? ''} ${incoming.url ?? ''}`;
    // Browsers ask for it by themselves, at the root of the host.
    if (target !== 'GET /favicon.ico') pipeline.sandbox.violation(`${target}: outside ${on.basePath}`);
    send(response, { status: 404, json: { error: '404 Not Found' } });
  } else if (controlled !== undefined) {
    send(response, controlled);
  } else {
    const outcome = await serve(pipeline, request);
    const cut = outcome === 'cut';
    const bytes = cut ? 0 : send(response, outcome.answer);
    if (cut) incoming.socket.destroy();
    const { method, path, query } = request;
    const about = cut
      ? { status: 0, endpoint: 'cut', userId: null }
      : { ...outcome, status: outcome.answer.status };
    const { status, endpoint, userId } = about;
    pipeline.log.add({ method, path, query: query.toString(), status, userId, endpoint }, bytes);
  }
}

async function readRequest(incoming: IncomingMessage, basePath: string): Promise<SandboxRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) throw new Error('A request body of more than 4 MB.');
    chunks.push(chunk);
  }
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const whole = mark < 0 ? target : target.slice(0, mark);
  if (!whole.startsWith(`${basePath}/`)) return undefined;
  return {
    method: incoming.method ?? 'GET',
    path: whole.slice(basePath.length),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    remoteAddress: incoming.socket.remoteAddress ?? '',
  };
}

/** Returns the size of the body. */
function send(response: ServerResponse, answer: Answer): number {
  const body = Buffer.from(answer.body ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)));
  const type = answer.body === undefined ? 'application/json' : 'text/plain; charset=utf-8';
  response.writeHead(answer.status, {
    'Content-Type': type,
    'Content-Length': body.length,
    ...answer.headers,
  });
  response.end(body);
  return body.length;
}

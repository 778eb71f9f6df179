import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createHttp, type Exchange, type HttpOptions } from '../../src/lib/http/client.ts';
import type { Http, HttpRequest } from '../../src/lib/http/request.ts';
import { root, startChild } from './fixtures/child.ts';

const closers: (() => unknown)[] = [];
const open: Http[] = [];
afterEach(async () => {
  for (const http of open.splice(0)) await http.close();
});
afterAll(() => {
  for (const close of closers) close();
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}
const serve = (handler: RequestListener) => listen(createServer(handler));
const client = (options: Partial<HttpOptions> = {}): Http => {
  const http = createHttp({ privateHosts: ['127.0.0.1'], ...options });
  open.push(http);
  return http;
};
const get = (http: Http, url: string, more: Partial<HttpRequest> = {}) =>
  http.send({ method: 'GET', url, ...more });

describe('outbound HTTP', () => {
  it('sends what it is given and gives the whole answer, header names in lower case', async () => {
    const port = await serve((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () =>
        res
          .writeHead(201, { 'X-Thing': 'é', 'content-type': 'text/plain' })
          .end(`${req.method ?? ''} ${req.url ?? ''} ${String(req.headers['x-a'])} ${body}`),
      );
    });
    const answer = await client().send({
      method: 'POST',
      url: `http://127.0.0.1:${port}/a%20b?c=d#e`,
      headers: { 'x-a': 'A' },
      body: '{"ü":1}',
    });
    expect(answer.status).toBe(201);
    expect(answer.text).toBe('POST /a%20b?c=d A {"ü":1}');
    expect(Object.keys(answer.headers)).toContain('x-thing');
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('reads answers compressed by %s', async (encoding, compress) => {
    const port = await serve((_req, res) =>
      res.writeHead(200, { 'content-encoding': encoding }).end(compress('hello')),
    );
    expect((await get(client(), `http://127.0.0.1:${port}/`)).text).toBe('hello');
  });

  it('gives a redirect as it is and does not follow it', async () => {
    let calls = 0;
    const port = await serve((_req, res) => {
      calls += 1;
      res.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    });
    const answer = await get(client(), `http://127.0.0.1:${port}/`);
    expect([answer.status, answer.headers['location'], calls]).toEqual([302, 'http://169.254.169.254/', 1]);
  });

  it.each(['identity', 'gzip'])('refuses an answer that is too large (%s)', async (encoding) => {
    const large = Buffer.alloc(200_000, 'x');
    const port = await serve((_req, res) =>
      encoding === 'gzip'
        ? res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(large))
        : res.end(large),
    );
    const call = get(client(), `http://127.0.0.1:${port}/`, { maxBytes: 100_000 });
    await expect(call).rejects.toMatchObject({ code: 'too_large' });
  });

  it.each(['before the head', 'in the body'])('gives up after the time-out, %s', async (when) => {
    const port = await serve((_req, res) => {
      if (when === 'in the body') res.writeHead(200).write('some');
    });
    const call = get(client(), `http://127.0.0.1:${port}/`, { timeoutMs: 100 });
    await expect(call).rejects.toMatchObject({ code: 'timeout', message: /did not answer in time/ });
  });

  it('stops when the caller does, also when it had stopped before', async () => {
    const port = await serve(() => undefined);
    const stop = new AbortController();
    const call = get(client(), `http://127.0.0.1:${port}/`, { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    const late = get(client(), `http://127.0.0.1:${port}/`, { signal: stop.signal });
    await expect(late).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('says that a connection was refused, broken, or to no host', async () => {
    const closed = createServer();
    const port = await listen(closed);
    closed.close();
    await expect(get(client(), `http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: 'unreachable',
      message: /refuses connections/,
    });
    const broken = await serve((req) => req.socket.destroy());
    await expect(get(client(), `http://127.0.0.1:${broken}/`)).rejects.toMatchObject({
      code: 'unreachable',
      message: /broke the connection/,
    });
    await expect(get(client(), 'http://no-such-host.invalid/')).rejects.toMatchObject({
      code: 'unreachable',
      message: /host name of no-such-host\.invalid cannot be found/,
    });
  });

  it('reports each exchange for the metrics', async () => {
    const seen: Exchange[] = [];
    const port = await serve((_req, res) => res.writeHead(404).end());
    const http = client({ observe: (exchange) => seen.push(exchange) });
    await get(http, `http://127.0.0.1:${port}/`);
    await get(http, 'http://10.0.0.1/').catch(() => undefined);
    expect(seen.map(({ host, outcome }) => [host, outcome])).toEqual([
      [`127.0.0.1:${port}`, '404'],
      ['10.0.0.1', 'address_refused'],
    ]);
  });
});

describe('addresses', () => {
  const noPrivate = { privateHosts: [] };

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://localhost/',
    'http://a.localhost/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'file:///etc/passwd',
    'http://user:password@example.com/',
    'not an address',
  ])('refuses %s', async (url) => {
    await expect(get(client(noPrivate), url)).rejects.toMatchObject({ code: 'address_refused' });
  });

  it('refuses a name that leads to a private address, among public ones too', async () => {
    const http = client({
      ...noPrivate,
      resolve: async () => [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.7', family: 4 },
      ],
    });
    await expect(get(http, 'http://gitlab.example.com/')).rejects.toMatchObject({
      code: 'address_refused',
      message: /gitlab\.example\.com is a private address.*PRIVATE_HOSTS/,
    });
  });

  it('connects to the very address that was checked, so that rebinding gains nothing', async () => {
    let reached = 0;
    const port = await serve((_req, res) => {
      reached += 1;
      res.end();
    });
    const answers = ['93.184.216.34', '127.0.0.1'];
    const http = client({
      ...noPrivate,
      resolve: async () => [{ address: answers.shift() ?? '127.0.0.1', family: 4 }],
    });
    const url = `http://rebinding.example.com:${port}/`;
    await get(http, url, { timeoutMs: 200 }).catch(() => undefined);
    await expect(get(http, url)).rejects.toMatchObject({ code: 'address_refused' });
    expect(reached).toBe(0);
  });

  it.each([['127.0.0.0/8'], ['127.0.0.1'], ['gitlab.internal']])(
    'reaches what PRIVATE_HOSTS lists (%s)',
    async (entry) => {
      const port = await serve((_req, res) => res.end('in'));
      const http = client({
        privateHosts: [entry],
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      });
      expect((await get(http, `http://gitlab.internal:${port}/`)).text).toBe('in');
    },
  );
});

describe('TLS and proxies', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dvcs-tls-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', cert, '-subj', '/CN=test', '-addext', 'subjectAltName=DNS:gitlab.internal'],
    ],
    { stdio: 'ignore' },
  );
  const secure = () =>
    listen(
      createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_req, res) =>
        res.end('secret'),
      ),
    );

  it('refuses a certificate that no authority signed, and says what to do', async () => {
    const port = await secure();
    await expect(get(client(), `https://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: 'bad_certificate',
      message: /not trusted.*NODE_EXTRA_CA_CERTS/s,
    });
  });

  it('says so when the other side speaks no TLS', async () => {
    const port = await serve((_req, res) => res.end());
    await expect(get(client(), `https://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: 'unreachable',
      message: /does not speak HTTPS/,
    });
  });

  it('trusts what NODE_EXTRA_CA_CERTS adds, for the host names that it is for', async () => {
    const port = await secure();
    const ask = async (host: string) => {
      const child = startChild(path.join(root, 'test/house/fixtures/ask.ts'), {
        args: [`https://${host}:${port}/`],
        env: { NODE_EXTRA_CA_CERTS: cert },
      });
      await child.ended();
      return child.output();
    };
    expect(await ask('gitlab.internal')).toContain('200 secret');
    expect(await ask('other.internal')).toContain('is for another host name');
  });

  it('goes through HTTPS_PROXY, but for what NO_PROXY names, and checks addresses there too', async () => {
    const port = await secure();
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (req, socket) => {
      asked.push(req.url ?? '');
      const out = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        out.pipe(socket).pipe(out);
      });
      out.on('error', () => socket.destroy());
      socket.on('error', () => out.destroy());
    });
    const proxyPort = await listen(proxy);
    const options = {
      httpsProxy: `http://127.0.0.1:${proxyPort}`,
      noProxy: '.direct.example.com',
      resolve: async () => [{ address: '93.184.216.34', family: 4 }],
    };
    // The proxy answered, and behind it stands our server, whose certificate nobody trusts.
    await expect(get(client(options), 'https://gitlab.example.com/')).rejects.toMatchObject({
      code: 'bad_certificate',
    });
    expect(asked).toEqual(['gitlab.example.com:443']);
    await get(client(options), 'https://a.direct.example.com/', { timeoutMs: 200 }).catch(() => undefined);
    await expect(get(client(options), 'https://10.0.0.1/')).rejects.toMatchObject({
      code: 'address_refused',
    });
    expect(asked).toHaveLength(1);
  });
});

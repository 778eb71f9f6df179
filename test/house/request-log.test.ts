import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import { createHttp } from '../../src/lib/http/client.ts';
import { requestLog } from '../../src/lib/http/request-log.ts';
import { awaited } from '../../src/lib/http/web.ts';

type Line = { requestId: string; route: string; ms: number; elsewhereMs: number };

const http = createHttp({ privateHosts: ['127.0.0.1'] });
const closers: (() => unknown)[] = [() => http.close()];
afterAll(async () => {
  for (const close of closers) await close();
});

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An app whose pages ask another server, all at the same time, as often as their address says. */
async function askingApp(): Promise<{ url: string; line: () => Promise<Line> }> {
  const other = await listen((_req, res) => setImmediate(() => res.end('there')));
  const written: ((line: Line) => void)[] = [];
  const line = () => new Promise<Line>((resolve) => written.push(resolve));
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.shift()?.(JSON.parse(chunk.toString()) as Line);
      done();
    },
  });
  const app = express();
  app.use(requestLog(pino(output)));
  app.get(
    '/asks/:times',
    awaited(async (req, res) => {
      const calls = Array.from({ length: Number(req.params['times']) }, () =>
        http.send({ method: 'GET', url: other }),
      );
      await Promise.all(calls);
      res.end();
    }),
  );
  return { url: await listen(app), line };
}

describe('the line of a request', () => {
  it('says how long it took and how much of that was waiting for others, calls at the same time once', async () => {
    const { url, line } = await askingApp();
    const logged = line();
    await fetch(`${url}/asks/8`);
    const { route, ms, elsewhereMs } = await logged;
    expect(route).toBe('/asks/:times');
    expect(elsewhereMs).toBeGreaterThan(0);
    expect(elsewhereMs).toBeLessThanOrEqual(ms);
  });

  it('counts nothing of what other requests wait for', async () => {
    const { url, line } = await askingApp();
    const lines = [line(), line()];
    await Promise.all([fetch(`${url}/asks/3`), fetch(`${url}/asks/0`)]);
    const waits = (await Promise.all(lines)).map(({ elsewhereMs }) => elsewhereMs);
    expect(waits.filter((ms) => ms === 0)).toHaveLength(1);
  });
});

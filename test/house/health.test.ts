import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorker } from '../../src/queue/worker.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

const get = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { headers });
  return { status: answer.status, text: await answer.text() };
};

describe('health', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ env: { WORKER_CONCURRENCY: '2' } });
  });
  afterAll(() => app.close());

  it('is ready while a worker lives, and says what is missing while none does', async () => {
    const before = await get(`${app.url}/readyz`);
    expect(before.status).toBe(503);
    expect(JSON.parse(before.text)).toMatchObject({
      status: 'not ready',
      checks: { database: { ok: true }, migrations: { ok: true }, worker: { ok: false } },
    });
    const worker = await startWorker(app.ctx, []);
    expect((await get(`${app.url}/readyz`)).status).toBe(200);
    await worker.stop();
    expect((await get(`${app.url}/readyz`)).status).toBe(503);
  });

  it('is not ready while migrations are due', async () => {
    const [last] = await app.ctx.db.rows<{ name: string }>(
      'delete from schema_migration where name = (select max(name) from schema_migration) returning name',
    );
    const { status, text } = await get(`${app.url}/readyz`);
    expect([status, JSON.parse(text)]).toEqual([
      503,
      expect.objectContaining({
        checks: expect.objectContaining({
          migrations: { ok: false, detail: expect.stringContaining('migrate') },
        }),
      }),
    ]);
    await app.ctx.db.run('insert into schema_migration (name) values ($1)', [last?.name]);
  });

  it('prints queue depth and outbound calls to this machine alone', async () => {
    const { status, text } = await get(`${app.url}/metrics`);
    expect(status).toBe(200);
    expect(text).toMatch(/^queue_jobs\{state="waiting"\} 0$/m);
    expect(text).toContain('# TYPE http_outbound_duration_seconds histogram');
    expect((await get(`${app.url}/metrics`, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
  });
});

describe('health with METRICS_TOKEN', () => {
  it('asks for it, from this machine as well', async () => {
    const app = await startTestApp({ env: { METRICS_TOKEN: 'let-me-read' } });
    expect((await get(`${app.url}/metrics`)).status).toBe(403);
    expect((await get(`${app.url}/metrics`, { authorization: 'Bearer wrong-token' })).status).toBe(403);
    expect((await get(`${app.url}/metrics`, { authorization: 'Bearer let-me-read' })).status).toBe(200);
    await app.close();
  });
});

describe('health without a database', () => {
  it('is alive but not ready', async () => {
    const app = await startTestApp();
    await app.ctx.db.sequelize.close();
    expect((await get(`${app.url}/healthz`)).status).toBe(200);
    const { status, text } = await get(`${app.url}/readyz`);
    expect([status, JSON.parse(text)]).toMatchObject([503, { checks: { database: { ok: false } } }]);
    await app.close().catch(() => undefined);
  });
});

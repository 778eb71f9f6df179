import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { commit, mergeRequest } from './support/facts.ts';
import { startOutboxApp, type OutboxApp } from './support/outbox-app.ts';

const pages = 400;
const pageSize = 100;
let app: OutboxApp;

beforeAll(async () => {
  app = await startOutboxApp(4);
  app.jira.createProject({ key: 'ABC' });
});

afterAll(() => app.close());

it('sends 40,000 entities once each, in large requests, at little cost', async () => {
  for (let page = 0; page < pages; page += 1) {
    const kind = page % 2 === 0 ? commit : mergeRequest;
    const entities = Array.from({ length: pageSize }, (_, index) => kind(page * pageSize + index));
    await app.record(entities, { repository: page % 4, importIsRunning: true });
    // As the worker does beside the readers: what is full goes out while more comes in.
    if (page % 20 === 19) await app.drain();
  }
  app.advance(5_000);
  await app.drain();
  const { entities, requests, duplicates, failed } = app.jira.devInfoStats;
  expect({ entities, duplicates, failed }).toEqual({ entities: pages * pageSize, duplicates: 0, failed: 0 });
  expect(entities / requests).toBeGreaterThanOrEqual(300);
  const [left] = await app.ctx.db.rows<{ count: number }>(
    `select count(*)::int as count from entity where tenant_id = $1 and state <> 'sent'`,
    [app.tenantId],
  );
  expect(left?.count).toBe(0);
}, 180_000);

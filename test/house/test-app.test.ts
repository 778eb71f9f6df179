import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.ts';

describe('the test app', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it('answers over HTTP', async () => {
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  it('has a migrated database of its own', async () => {
    const [row] = await app.ctx.db.rows<{ count: number }>('select count(*) as count from timer');
    expect(row?.count).toBe(0);
    await app.drain();
  });
});

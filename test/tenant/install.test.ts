import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listTenants } from '../../src/tenant/tenant.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant } from '../support/install-tenant.ts';

describe('installing the app in Jira', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it('makes a tenant that shows its pages', async () => {
    const { tenant, pageUrl } = await installTenant(app);
    expect(tenant).toMatchObject({ kind: 'connect', baseUrl: app.jira.url, state: 'active' });
    const page = await fetch(pageUrl('get-started'));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('is installed');
    expect(await listTenants(app.ctx.db)).toHaveLength(1);
  });
});

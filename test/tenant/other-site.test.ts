import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lackOf } from '../../src/tenant/kinds/lack-of.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { routeTable } from './route-table.ts';

let app: TestApp;
let owner: InstalledTenant;
let stranger: InstalledTenant;
const ids: Record<'accounts' | 'repositories', string[]> = { accounts: [], repositories: [] };

beforeAll(async () => {
  app = await startTestApp();
  owner = await installTenant(app);
  stranger = await installTenant(app, await app.jira.addSite());
  const { world } = app.gitlab;
  const jane = world.addUser({ username: 'jane', name: 'Jane Doe' });
  const group = world.addGroup({ path: 'acme', name: 'Acme' });
  world.addMember(group, jane, 50);
  world.addProject({ namespace: group, path: 'secret-project' });
  const account = await linkAccount(app, owner, { namespace: 'acme', username: 'jane' });
  await app.drain();
  ids.accounts = [account.id];
  const rows = await app.ctx.db.rows<{ id: string }>('select id from repository');
  ids.repositories = rows.map(({ id }) => id);
});
afterAll(() => app.close());

const withRow = routeTable
  .filter(({ route, caller }) => route.includes('/:id') && (caller === 'user' || caller === 'admin'))
  .map(({ route }) => route);

/** All that a site has, as text; what a request may change without having changed anything is left out. */
async function everything(): Promise<string> {
  const [row] = await app.ctx.db.rows<{ text: string }>(
    `select (select json_agg(a order by tenant_id) from account a)::text
         || (select json_agg(r order by tenant_id) from repository r)::text
         || (select count(*) from graphile_worker.jobs) as text`,
  );
  return row?.text ?? '';
}

describe('an administrator of another site', () => {
  it('has something of this one to ask for', () => {
    expect(ids.accounts).toHaveLength(1);
    expect(ids.repositories).toHaveLength(1);
    expect(withRow.length).toBeGreaterThan(5);
  });

  it.each(withRow)('finds nothing at %s, although the row is there', async (route) => {
    const [method = '', pattern = ''] = route.split(' ');
    const [id = ''] = ids[pattern.startsWith('/repositories') ? 'repositories' : 'accounts'];
    const path = pattern.replace(':id', id).replace(':setting', 'auto-link');
    const before = await everything();
    const fields =
      method === 'GET' ? undefined : { on: 'on', enabled: 'on', clientId: 'x', clientSecret: 'y' };
    const ask = (who: InstalledTenant) => who.ask({ path, fields });
    const answer = await ask(stranger);
    // A page that is about nothing for this kind of site says so before anything is looked for.
    expect(answer.status).toBe(lackOf(path, stranger.tenant) === undefined ? 404 : 409);
    expect(answer.text).not.toMatch(/acme|secret-project/i);
    expect(await everything()).toBe(before);
    if (method === 'GET') expect((await ask(owner)).status).toBe(200);
  });

  it('sees none of it in lists', async () => {
    const list = await stranger.ask({ path: '/accounts' });
    expect(list.status).toBe(200);
    expect(list.text).not.toMatch(/acme/i);
  });
});

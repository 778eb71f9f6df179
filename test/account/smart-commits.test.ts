import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LinkedAccount } from '../../src/account/account.store.ts';
import { smartCommitRunners } from '../../src/account/smart-commits/runners.ts';
import { canDo } from '../../src/tenant/kinds/abilities.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, jiraApp, type InstalledTenant } from '../support/install-tenant.ts';
import { itWhere } from '../support/site/it-where.ts';
import { linkAccount, linkedAccount } from '../support/link-account.ts';

let app: TestApp;
let site: InstalledTenant;
let account: LinkedAccount;

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  app.gitlab.world.addUser({ username: 'jane', name: 'Jane Doe' });
  app.gitlab.world.addGroup({ path: 'acme', visibility: 'public' });
  account = await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
});
afterAll(() => app.close());

const save = (fields: Record<string, string>) =>
  site.ask({ path: `/accounts/${account.id}/smart-commits`, fields });
const chosen = (text: string) => /value="(\w+)" checked aria-describedby="runner-/.exec(text)?.[1];
const isChecked = (text: string, id: string) => new RegExp(`id="${id}"[^>]* checked`).test(text);

describe('who carries out Smart Commits', () => {
  itWhere('issues')('is this app at first, which trusts authors and leaves issues alone', async () => {
    const { text } = await site.ask({ path: `/accounts/${account.id}` });
    expect(chosen(text)).toBe('app');
    expect([isChecked(text, 'trusted-authors'), isChecked(text, 'comment-on-failure')]).toEqual([
      false,
      false,
    ]);
    expect(account).toMatchObject({ trustedAuthorsOnly: false, commentOnFailure: false });
  });

  it.each(smartCommitRunners({ kind: jiraApp() }))('is chosen: %s', async (runner) => {
    const answer = await save({ runner, trustedAuthorsOnly: 'true', commentOnFailure: 'true' });
    expect(answer.status).toBe(200);
    expect(chosen(answer.text)).toBe(runner);
    expect(answer.text).toContain('role="status"');
    const settings = { smartCommitRunner: runner, trustedAuthorsOnly: true, commentOnFailure: true };
    expect(await linkedAccount(app, account)).toEqual({ ...account, ...settings });
    const page = await site.ask({ path: `/accounts/${account.id}` });
    expect(chosen(page.text)).toBe(runner);
    // What the app carries out itself is the only thing that needs trust.
    expect(isChecked(page.text, 'trusted-authors')).toBe(canDo(site.tenant, 'issues'));
  });

  it('has switches that are off when the form does not name them', async () => {
    await save({ runner: 'nobody', commentOnFailure: 'true' });
    const stored = await linkedAccount(app, account);
    expect(stored).toMatchObject({ trustedAuthorsOnly: false, commentOnFailure: true });
  });

  it.each([{ runner: 'everyone' }, {}])('is nobody else: %j', async (fields) => {
    const before = await linkedAccount(app, account);
    expect((await save(fields)).status).toBe(400);
    expect(await linkedAccount(app, account)).toEqual(before);
  });

  it('is not chosen for an account that is not there', async () => {
    for (const id of [crypto.randomUUID(), 'none']) {
      const answer = await site.ask({ path: `/accounts/${id}/smart-commits`, fields: { runner: 'app' } });
      expect(answer.status).toBe(404);
    }
  });
});

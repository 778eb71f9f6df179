import { afterEach, describe, expect, it } from '@jest/globals';
import { checkAccountHooks } from '../../src/repository/hooks/check-hooks.ts';
import { linkedGroup, type Linked } from '../webhook/support.ts';

let linked: Linked;
afterEach(() => linked.app.close());

/** The repositories on the account's page, as words. */
async function page(): Promise<string> {
  const { site, account } = linked;
  const { text } = await site.ask({ path: `/accounts/${account.id}/repositories` });
  return text.replace(/\s+/g, ' ');
}

describe('the page of an account', () => {
  it('says whose webhook there is, and nothing else, while all is well', async () => {
    linked = await linkedGroup();
    expect(await page()).toMatch(/>Its own<[^>]*>\s*<details id="calls-/);
    expect(await page()).not.toMatch(/message-warning|no webhook|by hand|class="hint block">[^<]*webhook/i);
  });

  it('says which repositories have none, why, and offers to try again or to add them by hand', async () => {
    linked = await linkedGroup({ projects: ['app', 'web'], gitlab: { license: 'premium' }, role: 30 });
    const { app, site, account } = linked;
    const text = await page();
    expect(text).toContain('2 repositories have no webhook');
    expect(text).toContain('@jane, who authorized this account, may not manage webhooks of this project');
    expect(text).toContain(`hx-post="/accounts/${account.id}/webhooks/retry"`);
    expect(text.match(/hx-post="\/repositories\/[\w-]+\/webhook"/g)).toHaveLength(2);
    const secrets = await app.ctx.db.rows<{ id: string }>('select id from hook');
    for (const { id } of secrets) expect(text).not.toContain(id);
    // One webhook of the group, added by its Owner, is as good.
    const shown = await site.ask({ path: `/accounts/${account.id}/webhook`, fields: {} });
    const [url, token] = [...shown.text.matchAll(/<dd class="mono">([^<]+)</g)].map(([, one]) => one ?? '');
    expect(shown.text).toContain('Subgroup events');
    const body = JSON.stringify({ object_kind: 'tag_push', project_id: linked.projects[0]?.id });
    const sent = await fetch(url ?? '', { method: 'POST', headers: { 'x-gitlab-token': token ?? '' }, body });
    expect(sent.status).toBe(200);
    expect(await page()).not.toMatch(/no webhook/i);
  });

  it('says since when events are missing, and when that was over', async () => {
    linked = await linkedGroup({ gitlab: { license: 'premium' } });
    const { app, account } = linked;
    const key = { tenantId: account.tenantId, accountId: account.id };
    const [hook] = app.gitlab.hooks.all;
    if (hook === undefined) throw new Error('no hook');
    hook.failures = 40;
    hook.disabledUntil = app.clock.now();
    app.gitlab.hooks.localHooks = false;
    await checkAccountHooks(app.ctx, key);
    expect(await page()).toMatch(/GitLab has switched the webhook off.*Events may be missing from <time/);
    app.gitlab.hooks.localHooks = true;
    await checkAccountHooks(app.ctx, key);
    expect(await page()).toMatch(/The webhook was off for a while.*until <time/);
    app.advance(25 * 3_600_000);
    expect(await page()).not.toMatch(/webhook was off/);
  });
});

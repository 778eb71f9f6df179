import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { seedCommand } from '../smart-commit/support/seed-commands.ts';
import { makeGroup } from '../support/linked-group.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { followUrl, linkAccount } from '../support/link-account.ts';
import { unescapeHtml } from '../support/visitor.ts';
import { routeTable } from '../tenant/route-table.ts';

jest.setTimeout(180_000);

/** What the fixture's GitLab and Jira call their own. */
const names =
  /Jane Doe|Acme|acme|engine|Dana Developer|dana|Ada Admin|ABC|GitLab|DVCS connector for GitLab|main/g;

let app: TestApp;
let site: InstalledTenant;
let ids: { account: string; repository: string };
let follow: string;

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  site.site.admin.locale = 'en_XA';
  const application = makeGroup(app, ['engine']);
  const { id: account } = await linkAccount(app, site, { namespace: 'acme', username: 'dana', application });
  await app.drain();
  follow = followUrl(await site.ask({ path: `/accounts/${account}/authorize`, fields: {} }));
  const [row] = await app.ctx.db.rows<{ id: string }>('select id from repository');
  ids = { account, repository: row?.id ?? '' };
  const key = { tenantId: site.tenant.id, repositoryId: ids.repository };
  const jiraAccountId = site.adminId;
  await seedCommand(app, key, { state: 'failed', reasonCode: 'no_permission', reason: null, jiraAccountId });
  await seedCommand(app, key, { state: 'done', jiraName: 'Dana Developer' });
});
afterAll(() => app.close());

/** What a page is about, where its path does not say it. */
function subjectOf(page: string): string {
  if (page === '/issue') return '?issueKey=ABC-1';
  if (page === '/project') return '?projectKey=ABC';
  if (page === '/accounts/guide') return '?hostUrl=';
  if (!/^\/(branches|merge-requests)\//.test(page)) return '';
  return `?issueKey=ABC-1&repository=${ids.repository}`;
}

const pages = routeTable
  .filter(({ route, caller }) => route.startsWith('GET ') && (caller === 'admin' || caller === 'user'))
  .map(({ route }) => route.slice('GET '.length));

/** Words for people that have no ⟦brackets⟧, in what is read and in what is only heard. */
function unmoved(html: string): string[] {
  const shown = html
    .replaceAll(/<!--.*?-->/gs, '')
    // What comes from GitLab stands in these, or is a value of a form.
    .replaceAll(/<(code|bdi|time|textarea)\b[^>]*>.*?<\/\1>/gs, '');
  const heard = [...shown.matchAll(/\s(?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(
    ([, words = '']) => words,
  );
  return [shown.replaceAll(/<[^>]*>/g, '\n'), ...heard].flatMap((text) => {
    let left = unescapeHtml(text);
    for (let before = ''; before !== left;) {
      before = left;
      left = left.replaceAll(/⟦[^⟦⟧]*⟧/g, '');
    }
    left = left.replaceAll(/\bhttps?:\S+|\S+@\S+|\b[0-9a-f]{8,}\b/g, '').replaceAll(names, '');
    return left.match(/\p{L}{2,}[\p{L} ’'-]*/gu) ?? [];
  });
}

describe('every text that a person reads is one of `src/lib/words`', () => {
  it.each(pages)('%s', async (page) => {
    const path = page
      .replace('/authorizations/:hash', follow)
      .replace(/^(\/\w+)\/:id/, (_all, of: string) =>
        of === '/accounts' ? `${of}/${ids.account}` : `${of}/${ids.repository}`,
      );
    const { status, text } = await site.ask({ path: `${path}${subjectOf(page)}` });
    expect([page, status]).toEqual([page, 200]);
    expect(unmoved(text)).toEqual([]);
  });

  it('would be missed without', () => {
    expect(unmoved('<p aria-label="Heard">⟦Moved <b>by</b> ⟦two⟧⟧ <i>Not moved</i> 12</p>')).toEqual([
      'Not moved',
      'Heard',
    ]);
  });
});

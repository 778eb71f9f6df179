import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { wordsOf } from '../support/visitor.ts';

let app: TestApp;
let site: InstalledTenant;
const nowhere = '/accounts/00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
});
afterAll(() => app.close());

describe('the language of a page', () => {
  it.each([
    ['de_DE', 'Nicht gefunden'],
    ['ja_JP', '見つかりません'],
    ['fr_FR', 'Not found'],
    ['en_XA', '⟦Not found⟧'],
  ])('is the one that the person has in Jira: %s', async (locale, words) => {
    site.site.admin.locale = locale;
    const page = await site.ask({ path: nowhere });
    expect(page.status).toBe(404);
    expect(wordsOf(page)).toContain(words);
  });

  it('is told to the browser with the first page, which hands it on', async () => {
    site.site.admin.locale = 'de_AT';
    const page = await site.open({ module: 'accounts' });
    expect(page.status).toBe(200);
    // Forge's shell is a page of its own, and knows the language from Jira's bridge.
    if (page.text.includes('<html')) {
      expect(page.text).toContain('<html lang="de-AT" dir="ltr">');
      expect(wordsOf(page)).toContain('Keine Verbindung');
    }
  });

  it('is the browser’s where no Jira is around', async () => {
    const page = async (wanted: string) =>
      (
        await fetch(`${app.url}/nowhere`, { headers: { accept: 'text/html', 'accept-language': wanted } })
      ).text();
    expect(await page('ja,en;q=0.5')).toContain('<html lang="ja" dir="ltr">');
    expect(await page('fr')).toContain('<html lang="en" dir="ltr">');
  });

  it('is English for machines, unless they ask', async () => {
    const answer = await fetch(`${app.url}/nowhere`, { method: 'POST' });
    expect(await answer.json()).toMatchObject({ code: 'not_found', title: 'Not found' });
  });
});

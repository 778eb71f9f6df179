import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Frame, Page } from 'playwright-core';
import { routeTable } from '../tenant/route-table.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect } from '../support/install-tenant.ts';
import { accessibilityProblems, launchBrowser, openPage } from './support/browser.ts';
import { everyPage, type PageOf } from './support/every-page.ts';
import { hostileIssue, startHostileWorld } from './support/hostile-world.ts';
import { addPanel, modulePath, signIn } from './support/jira-person.ts';
import {
  cutWithoutAWay,
  invisibleFocus,
  mixedDirections,
  takenForMarkup,
  widerThanWindow,
} from './support/look-at-page.ts';

jest.setTimeout(300_000);

const routes = routeTable
  .filter(({ route, caller }) => route.startsWith('GET ') && (caller === 'admin' || caller === 'user'))
  .map(({ route }) => route);

const widths = [1280, 320] as const;
/** Colours are judged in both schemes and places in both widths: the other two pairs add nothing. */
const judged = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 320 },
] as const;

// In a Jira and with a GitLab whose every name is hostile: markup, right-to-left, 255 characters, emoji.
describe('every page', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let pages: Readonly<Record<string, PageOf>>;

  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(), launchBrowser()]);
    const site = await installConnect(app);
    pages = everyPage(await startHostileWorld(app, site));
    ({ page, problems } = await openPage(browser));
    page.setDefaultTimeout(30_000);
    await signIn(page, app.jira);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it.each(routes)(
    '%s is accessible, whole and as it was meant, whatever things are called',
    async (route) => {
      const asked = pages[route];
      if (asked === undefined)
        throw new Error(`Say in test/browser/support/every-page.ts how to open ${route}.`);
      await look({ scheme: 'light', width: 1280 });
      const frame = await open(asked);
      const found: string[] = [];
      for (const width of widths) {
        await look({ scheme: 'light', width });
        found.push(...(await widerThanWindow(frame)));
      }
      for (const one of judged) {
        await look(one);
        found.push(...(await accessibilityProblems(page, { isPart: asked.isPart })));
        found.push(...(await cutWithoutAWay(frame)));
        await page.keyboard.press('Tab');
        found.push(...(await invisibleFocus(frame)));
      }
      found.push(...(await takenForMarkup(frame)), ...(await mixedDirections(frame)));
      expect([...new Set(found)]).toEqual([]);
      expect(problems.splice(0)).toEqual([]);
    },
  );

  async function look({ scheme, width }: { scheme: 'light' | 'dark'; width: number }): Promise<void> {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
  }

  /** As a link or a button of the page would. */
  async function open({ module, path }: PageOf): Promise<Frame> {
    const ofJira = {
      issue: `/browse/${hostileIssue}`,
      project: `${modulePath('project')}?project.key=EVIL`,
    };
    await page.goto(`${app.jira.url}${module in ofJira ? ofJira[module as 'issue'] : modulePath(module)}`);
    if (module === 'issue') await addPanel(page);
    await page.frameLocator('iframe.app-frame').locator('#main h1, #main h2').first().waitFor();
    const element = await page.locator('iframe.app-frame').elementHandle();
    const frame = await element.contentFrame();
    if (frame == null) throw new Error('Jira shows no frame of ours.');
    await frame.waitForLoadState('load');
    await frame.evaluate(`(() => {
      const link = document.createElement('a');
      link.id = 'to-the-page';
      link.setAttribute('hx-get', ${JSON.stringify(path)});
      link.setAttribute('hx-target', '#main');
      document.querySelector('#main').append(link);
      htmx.process(link);
      link.click();
    })()`);
    await frame.locator('#to-the-page').waitFor({ state: 'detached' });
    await frame.locator('[aria-busy], .loading').first().waitFor({ state: 'detached' });
    return frame;
  }
});

import type { FrameLocator, Page, Request, Route } from 'playwright-core';
import type { JiraSandbox } from '../../sandbox/jira/jira-sandbox.ts';
import type { TestApp } from '../../support/app.ts';
import { installTenant, jiraApp, type InstalledTenant } from '../../support/install-tenant.ts';
import { deployForgePages } from './forge-bundle.ts';

const appKey = 'dvcs-connector-for-gitlab';

/** Signs in to Jira as one of its people and opens `path`. */
export async function signIn(page: Page, jira: JiraSandbox, { name = 'Ada Admin', path = '/projects' } = {}) {
  await page.goto(`${jira.url}/login?os_destination=${encodeURIComponent(path)}`);
  await page.getByRole('button', { name }).click();
}

export const modulePath = (module: string) => `/plugins/servlet/ac/${appKey}/${module}`;

/** Installs the app the way that this run is for, so that a browser finds its pages. */
export async function installWithPages(app: TestApp): Promise<InstalledTenant> {
  if (jiraApp() === 'forge') await deployForgePages(app.jira);
  return installTenant(app);
}

/** On an issue that Jira shows: adds the app's panel to it, where nobody has before. */
export async function addPanel(page: Page): Promise<void> {
  const add = page.getByRole('button', { name: /^Add / });
  if (await add.isVisible()) await add.click();
  await page.locator('iframe.app-frame').waitFor();
}

/** Whether this is how our page asks its server for an address like this: by itself, or through Forge's bridge. */
function asksFor(request: Request, path: RegExp): boolean {
  const { pathname } = new URL(request.url());
  if (!pathname.endsWith('/_forge-host/invoke')) return path.test(pathname);
  return path.test(/"path":"\/forge\/ui([^"?]*)/.exec(request.postData() ?? '')?.[1] ?? '');
}

/** When the next of the page's requests for such an address has its answer. */
export function answered(page: Page, path: RegExp): Promise<Request> {
  return page.waitForEvent('requestfinished', { predicate: (request) => asksFor(request, path) });
}

/** From here on the page's requests for such an address reach nobody. @returns ends that */
export async function cutOff(page: Page, path: RegExp): Promise<() => Promise<void>> {
  const cut = (route: Route) => (asksFor(route.request(), path) ? route.abort() : route.fallback());
  await page.route('**/*', cut);
  return () => page.unroute('**/*', cut);
}

/**
 * From here on the page's requests for such an address wait.
 * @returns how many wait and when the first does; what lets those pass that follow, and what lets all of them go
 */
export async function holdBack(page: Page, path: RegExp) {
  const held: Route[] = [];
  let isHolding = true;
  const { promise: first, resolve: firstWaits } = Promise.withResolvers<undefined>();
  await page.route('**/*', (route) => {
    if (!isHolding || !asksFor(route.request(), path)) return route.fallback();
    held.push(route);
    firstWaits(undefined);
    return undefined;
  });
  return {
    count: () => held.length,
    first,
    pass: () => void (isHolding = false),
    async release() {
      isHolding = false;
      await Promise.all(held.map((route) => route.fallback()));
    },
  };
}

/** From here on what answers such an address is a proxy that does not reach the app. @returns ends that */
export async function answerAsProxy(page: Page, path: RegExp): Promise<() => Promise<void>> {
  const body =
    '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
  const answer = (route: Route) =>
    asksFor(route.request(), path)
      ? route.fulfill({ status: 502, contentType: 'text/html', body })
      : route.fallback();
  await page.route('**/*', answer);
  return () => page.unroute('**/*', answer);
}

/** The app's page inside Jira's. */
export const appFrame = (page: Page): FrameLocator => page.frameLocator('iframe.app-frame');

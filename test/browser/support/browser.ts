import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import axe from 'axe-core';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';

/** Chromium without a window: no page of its own frame is made for each profile, which takes half the time. */
const executablePath = '/usr/bin/chromium-headless-shell';

/** Chromium looks up its maker's hosts at every start unless it is told not to; as root it has no sandbox of its own. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws Error that says how to install Chromium where it is missing: a browser test is never skipped */
export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `These tests need Chromium at ${executablePath}. Install it: apt-get install chromium-headless-shell (as root).`,
    );
  }
  return chromium.launch({ executablePath, args });
}

export type Watched = {
  readonly page: Page;
  /** Console errors (CSP violations are among them), uncaught errors and answers with 5xx, in all frames. */
  readonly problems: string[];
};

export type Look = {
  scheme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** The browser keeps its own clock and what it measures, and `pollNow` does nothing. */
  ownClock?: boolean;
};

/** A page in a browser profile of its own. */
export async function openPage(browser: Browser, look: Look = {}): Promise<Watched> {
  const context = await browser.newContext({
    colorScheme: look.scheme ?? 'light',
    viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // Goes on as ever, until a test moves it (`pollNow`).
  if (look.ownClock !== true) await page.clock.install();
  // A page that is right is never waited for so long; a machine that does other things may need it.
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on('console', (message) => {
    // A refused form is an answer with 4xx, which the console calls a failure to load.
    const isRefusal = message
      .text()
      .startsWith('Failed to load resource: the server responded with a status of 4');
    if (message.type() === 'error' && !isRefusal) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return { page, problems };
}

/**
 * A page that looks again every so often does so now, and not when that time is over.
 * @param every as the page says it: 2 s where something moves, 15 s where all of it waits
 */
export const pollNow = (page: Page, every: 2 | 3 | 15): Promise<void> => page.clock.fastForward(every * 1000);

/**
 * What axe finds against WCAG 2.2 A and AA and its good practice, frames included, one line per violation.
 * @param of.isPart what is looked at stands inside a page of ours: a heading of the first level is not asked for
 */
export async function accessibilityProblems(page: Page, { isPart = false } = {}): Promise<string[]> {
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  // axe has this one of WCAG 2.2 switched off unless it is asked for by name.
  const rules = { 'target-size': { enabled: true }, 'page-has-heading-one': { enabled: !isPart } };
  const builder = new AxeBuilder({ page }).options({ runOnly, rules });
  // Its own way in leaves a frame out, without a word, when that takes more than a second: on a busy machine nothing of
  // the app would be looked at.
  Object.assign(builder, { inject: injectAxe });
  const { violations } = await builder.analyze();
  return violations.map((found) => {
    const where = found.nodes
      .map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`)
      .join('; ');
    return `${found.id}: ${found.help} (${where})`;
  });
}

async function injectAxe(frames: readonly Frame[]): Promise<void> {
  for (const frame of frames) await frame.evaluate(axe.source);
}

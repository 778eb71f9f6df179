import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from 'playwright-core';
import { freePorts } from '../../scripts/demo/ports.ts';
import type { JiraApp } from '../../scripts/demo/install.ts';
import { demoGroup, startStack, type Stack } from '../../scripts/demo/stack.ts';
import { decimals, table } from '../table.ts';

/** Chromium's "Fast 3G": 1.6 Mbit/s down, 750 kbit/s up, of which it takes nine tenths, and 562.5 ms for each exchange. */
const fast3g = {
  offline: false,
  latency: 562.5,
  downloadThroughput: ((1.6 * 1024 * 1024) / 8) * 0.9,
  uploadThroughput: ((750 * 1024) / 8) * 0.9,
};

/** Of each page in each way; the middle one counts. */
const looks = 3;

/** What one look at a page took, ms from the moment its frame began to load, and what it loaded, bytes on the line. */
type Look = {
  readonly paint: number;
  /** Until the heading of the page is there; Forge shows a frame of ours before. */
  readonly content: number;
  readonly page: number;
  readonly assets: number;
};

type TwoLooks = { readonly first: Look; readonly again: Look };

/** How soon something of ours is seen inside Jira on a slow line, for the first time and again. */
export async function paintOfPages(): Promise<string> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  try {
    const rows = [];
    for (const jiraApp of ['connect', 'forge'] as const) rows.push(...(await paintThrough(browser, jiraApp)));
    const head = [
      'page',
      'through',
      'first paint',
      'content',
      'again: paint',
      'again: content',
      'page kB',
      'assets kB',
    ];
    const said = `The middle of ${looks} looks, ms from the moment Jira opens the frame; kB on the line.`;
    return `### First content on Fast 3G\n\n${said}\n\n${table(head, rows)}`;
  } finally {
    await browser.close();
  }
}

async function paintThrough(browser: Browser, jiraApp: JiraApp): Promise<string[][]> {
  const stack = await startStack({
    jiraApp,
    ports: await freePorts(),
    gitlabFlags: ['--pipelines', '150', '--recent'],
  });
  try {
    await stack.admin.linkAccount(demoGroup, stack.application);
    while (await stack.admin.isBusy()) await sleep(500);
    const rows = [];
    for (const [name, open] of Object.entries(waysIn(stack))) {
      const seen: TwoLooks[] = [];
      for (let time = 0; time < looks; time += 1) seen.push(await lookTwice(browser, stack, open));
      const middle = (of: (one: TwoLooks) => number, digits = 0) =>
        decimals(seen.map(of).sort((a, b) => a - b)[Math.floor(looks / 2)] ?? Number.NaN, digits);
      rows.push([
        ...[name, jiraApp === 'forge' ? 'Forge' : 'Connect'],
        ...[middle(({ first }) => first.paint), middle(({ first }) => first.content)],
        ...[middle(({ again }) => again.paint), middle(({ again }) => again.content)],
        ...[middle(({ first }) => first.page / 1000, 1), middle(({ first }) => first.assets / 1000, 1)],
      ]);
    }
    return rows;
  } finally {
    await stack.stop();
  }
}

type WayIn = (page: Page) => Promise<unknown>;

/** The addresses in Jira of the pages that people open there. */
function waysIn({ addresses, installed, issueKey }: Stack): Readonly<Record<string, WayIn>> {
  const project = issueKey.split('-', 1)[0] ?? '';
  return {
    accounts: (page) => page.goto(installed.accountsUrl),
    'issue panel': async (page) => {
      await page.goto(`${addresses.jira}/browse/${issueKey}`);
      const add = page.getByRole('button', { name: 'Add GitLab' });
      if (await add.isVisible()) await add.click();
    },
    'project page': async (page) => {
      await page.goto(`${addresses.jira}/browse/${project}`);
      await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'GitLab' }).click();
    },
  };
}

/** In a browser that has never been here, and once more in the same. */
async function lookTwice(browser: Browser, stack: Stack, open: WayIn): Promise<TwoLooks> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const first = await look(context, stack, open);
    return { first, again: await look(context, stack, open) };
  } finally {
    await context.close();
  }
}

async function look(context: BrowserContext, { addresses }: Stack, open: WayIn): Promise<Look> {
  const page = await context.newPage();
  await page.addInitScript({ content: noteContent });
  await page.goto(`${addresses.jira}/login`);
  const button = page.getByRole('button', { name: 'Ada Admin' });
  if (await button.isVisible()) await button.click();
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', fast3g);
  await open(page);
  await page.frameLocator('iframe').locator('#main h1, #main h2').first().waitFor({ timeout: 60_000 });
  const frame = page.frames().find((one) => one !== page.mainFrame());
  if (frame === undefined) throw new Error('Jira shows no frame of ours.');
  const found = await measure(frame);
  await page.close();
  return found;
}

/** Runs in each frame before anything else of it. */
const noteContent = `{
  const watch = new MutationObserver(() => {
    if (document.querySelector('#main h1, #main h2') === null) return;
    document.documentElement.dataset.contentAt = performance.now();
    watch.disconnect();
  });
  watch.observe(document, { childList: true, subtree: true });
}`;

/** Asked again and again: the page's CSP forbids what a browser would evaluate by itself. */
const painted = `performance.getEntriesByName('first-contentful-paint').length > 0`;

// Jira's and Forge's own scripts, and the answers to what the page asks are no files of ours.
const measured = `(() => {
  const ours = performance.getEntriesByType('resource').filter(({ name, initiatorType }) => {
    return new URL(name).origin === location.origin && initiatorType !== 'fetch';
  });
  return {
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    content: Number(document.documentElement.dataset.contentAt),
    page: performance.getEntriesByType('navigation')[0].encodedBodySize,
    assets: ours.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  };
})()`;

async function measure(frame: Frame): Promise<Look> {
  while (!(await frame.evaluate<boolean>(painted))) await sleep(50);
  await frame.waitForLoadState('load');
  return frame.evaluate<Look>(measured);
}

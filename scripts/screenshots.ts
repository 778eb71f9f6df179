import { mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type FrameLocator, type Page } from 'playwright-core';
import { control } from './demo/control.ts';
import { checkFree } from './demo/ports.ts';
import { demoGroup, startStack, type Stack } from './demo/stack.ts';

// Takes the pictures of docs/screenshots from a running demo: npm run screenshots [-- <folder of a history>]
const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const ports = { app: 3900, gitlab: 3901, jira: 3902 };
const size = { width: 1280, height: 860 };

async function takeAll(stack: Stack, page: Page): Promise<void> {
  const { addresses, admin, application, installed } = stack;
  const accounts = new URL(installed.accountsUrl).pathname;
  const frame = page.frameLocator('iframe.app-frame');
  const take: Take = (name) => page.screenshot({ path: `${folder}${name}.png` });
  await page.goto(`${addresses.jira}/login?os_destination=${encodeURIComponent(accounts)}`);
  await page.getByRole('button', { name: 'Ada Admin' }).click();
  await frame.getByRole('heading', { name: 'No accounts yet' }).waitFor();
  await take('no-accounts');
  await takeForm(stack, frame, take);

  await control(addresses.gitlab, 'latency', { ms: 400 });
  await admin.linkAccount(demoGroup, application);
  await page.goto(installed.accountsUrl);
  await frame.getByRole('link', { name: demoGroup }).click();
  await frame.getByText('Importing').first().waitFor({ timeout: 60_000 });
  await take('importing');
  await control(addresses.gitlab, 'latency', { ms: 0 });
  await frame.locator('[data-poll]').waitFor({ state: 'detached', timeout: 300_000 });
  await take('account');
  await frame.getByRole('link', { name: 'website', exact: true }).click();
  await frame.getByRole('heading', { name: 'Last runs' }).waitFor();
  await frame.getByText('Loading…').first().waitFor({ state: 'detached' });
  await page.setViewportSize({ ...size, height: 1_300 });
  await take('repository');
  await page.setViewportSize(size);
  await page.goto(installed.accountsUrl);
  await frame.getByRole('link', { name: demoGroup }).waitFor();
  await frame.getByText(/repositories imported/).waitFor();
  await take('accounts');
  await inTheDark(page, () => take('accounts-dark'));
  await takeSmartCommits(stack, page, take);
  await takeIssue(stack, page, take);
  await takeIdentity(stack, page, take);
  await takeProject(stack, page, take);
  await takeWebhooks(stack, page, take);
  await takeWaiting(stack, page, take);
}

type Take = (name: string) => Promise<unknown>;

/** The same page as people see it who have chosen dark. */
async function inTheDark(page: Page, take: () => Promise<unknown>): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  // Jira tells the frame.
  const dark = page.frameLocator('iframe.app-frame').locator('html[data-color-mode="dark"]');
  await dark.waitFor({ state: 'attached' });
  await take();
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Commits that act on issues: some as they should, some that say why not. */
async function takeSmartCommits(stack: Stack, page: Page, take: Take): Promise<void> {
  const { addresses, adminId, installed, issueKey } = stack;
  const frame = page.frameLocator('iframe.app-frame');
  const ada = { authorName: 'Ada Admin', authorEmail: 'ada@example.com' };
  await installed.ask(adminId, { path: '/identities', form: { email: ada.authorEmail, accountId: adminId } });
  const commits = [
    { ...ada, message: `${issueKey} #comment The tests pass again` },
    { ...ada, message: `${issueKey} #time 1h 30m Review #comment Looks good to me` },
    {
      message: `${issueKey} #comment From a laptop without an address`,
      authorName: 'Sam',
      authorEmail: 'sam@laptop',
    },
    { ...ada, message: `${issueKey} #time soon` },
    { ...ada, message: `${issueKey} #time 2d 4h #make-it-so` },
    { ...ada, message: `${issueKey} #done Shipped` },
  ];
  await control(addresses.gitlab, 'push', { project: `${demoGroup}/website`, branch: 'main', commits });
  const shipped = frame.getByText('#done Shipped', { exact: true });
  // The page follows what it shows, not what is pushed while it is open.
  for (let look = 0; look < 30 && (await shipped.count()) === 0; look += 1) {
    await page.goto(installed.accountsUrl);
    await frame.getByRole('button', { name: 'Smart Commits' }).click();
    await frame.getByRole('heading', { name: 'Smart Commits' }).waitFor();
    await setTimeout(1_000);
  }
  await shipped.waitFor();
  await frame.locator('[data-poll]').waitFor({ state: 'detached', timeout: 60_000 });
  await page.setViewportSize({ ...size, height: 1_200 });
  await take('smart-commits');
  await page.setViewportSize(size);
}

/** What GitLab has of an issue is more than a usual window shows. */
async function takeIssue({ addresses, issueKey }: Stack, page: Page, take: Take): Promise<void> {
  await page.setViewportSize({ ...size, height: 1_860 });
  await page.goto(`${addresses.jira}/browse/${issueKey}`);
  await page.getByRole('button', { name: 'Add GitLab' }).click();
  for (const summary of await page.locator('.development summary').all()) await summary.click();
  await page.frameLocator('iframe').getByRole('heading', { name: 'Deployments' }).scrollIntoViewIfNeeded();
  await page.evaluate('scrollTo(0, 0)');
  await take('issue');
  await inTheDark(page, () => take('issue-dark'));
  await page.setViewportSize(size);
  const panel = page.frameLocator('iframe');
  await panel.getByRole('button', { name: 'Create branch' }).click();
  await panel.getByLabel('engine').check();
  await panel.getByLabel('Name of the new branch').waitFor();
  await take('create-branch');
}

/** Everybody's own page. */
async function takeIdentity({ addresses }: Stack, page: Page, take: Take): Promise<void> {
  await page.goto(`${addresses.jira}/projects`);
  await page.getByRole('link', { name: 'My GitLab identity' }).click();
  const frame = page.frameLocator('iframe.app-frame');
  await frame.getByRole('heading', { name: 'My Smart Commits' }).waitFor();
  await take('identity');
}

/** A tab of the project: what has been done in the last weeks. */
async function takeProject({ addresses, issueKey }: Stack, page: Page, take: Take): Promise<void> {
  const frame = page.frameLocator('iframe.app-frame');
  await page.goto(`${addresses.jira}/browse/${issueKey.split('-', 1)[0] ?? ''}`);
  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'GitLab' }).click();
  await frame.getByRole('heading', { name: 'Cycle time' }).waitFor();
  await page.setViewportSize({ ...size, height: 2_400 });
  await take('project');
  await inTheDark(page, () => take('project-dark'));
  await page.setViewportSize(size);
}

/** An account whose webhook GitLab refuses to make, and what a person enters by hand then. */
async function takeWebhooks(
  { addresses, admin, application, installed }: Stack,
  page: Page,
  take: Take,
): Promise<void> {
  const frame = page.frameLocator('iframe.app-frame');
  await control(addresses.gitlab, 'hook-settings', { localHooks: false });
  await admin.linkAccount('dana', application);
  await page.goto(installed.accountsUrl);
  await frame.getByRole('link', { name: 'dana' }).click();
  await frame.getByText('Imported', { exact: true }).waitFor({ timeout: 120_000 });
  await frame.getByRole('heading', { name: /no webhook/ }).waitFor();
  await take('webhooks');
  await frame.getByText(/^Add it by hand/).click();
  await frame.locator('dt', { hasText: 'Secret token' }).waitFor();
  await page.setViewportSize({ ...size, height: 1_020 });
  await take('webhook-by-hand');
  await page.setViewportSize(size);
}

/** GitLab asks to wait while an account is refreshed. */
async function takeWaiting({ addresses, installed }: Stack, page: Page, take: Take): Promise<void> {
  const frame = page.frameLocator('iframe.app-frame');
  const headers = { 'Retry-After': '900' };
  await control(addresses.gitlab, 'fault', {
    match: 'group.projects',
    status: 429,
    headers,
    body: { message: { error: 'Try again later.' } },
  });
  await page.goto(installed.accountsUrl);
  await frame.getByRole('link', { name: demoGroup }).click();
  await frame.getByRole('button', { name: 'Refresh repositories' }).click();
  await frame.getByRole('heading', { name: 'Waiting for GitLab' }).waitFor();
  await frame.getByRole('button', { name: 'What waits' }).click();
  await frame.getByRole('heading', { name: 'What waits' }).waitFor();
  await page.evaluate('scrollTo(0, 0)');
  await take('waiting');
}

/** The three steps to a first account. */
async function takeForm({ addresses }: Stack, frame: FrameLocator, take: Take): Promise<void> {
  const next = () => frame.getByRole('button', { name: 'Next' }).click();
  await frame.getByRole('button', { name: 'Link GitLab account' }).click();
  await frame.getByLabel('Host', { exact: true }).selectOption({ label: 'GitLab Self-Managed' });
  await frame.getByLabel('Host URL').fill(addresses.gitlab);
  await frame.getByText('GitLab answers at').waitFor();
  await take('link-where');
  await next();
  await frame.getByLabel('Team or User Account').fill(demoGroup);
  await frame.locator('#what-result .finding').waitFor();
  await take('link-what');
  await next();
  await frame.getByRole('link', { name: `the applications of ${demoGroup}` }).waitFor();
  await take('link-form');
}

await checkFree(ports);
await mkdir(folder, { recursive: true });
const stack = await startStack({
  jiraApp: 'forge',
  ports,
  data: process.argv[2],
  gitlabFlags: ['--pipelines', '150', '--recent'],
});
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({ viewport: size, locale: 'en-GB' });
  await takeAll(stack, page);
  console.log(`The pictures are in ${folder}.`);
} finally {
  await browser.close();
  await stack.stop();
}

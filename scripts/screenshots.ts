import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type FrameLocator, type Page } from 'playwright-core';
import { control } from './demo/control.ts';
import { checkFree } from './demo/ports.ts';
import { demoGroup, startStack, type Stack } from './demo/stack.ts';

// Takes the pictures of docs/images from a running demo: npm run screenshots [-- <folder of a history>]
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const ports = { app: 3900, gitlab: 3901, jira: 3902 };
const accounts = '/plugins/servlet/ac/dvcs-connector-for-gitlab/accounts';

async function takeAll(stack: Stack, page: Page): Promise<void> {
  const { addresses, admin, application } = stack;
  const frame = page.frameLocator('iframe.app-frame');
  const take = (name: string) => page.screenshot({ path: `${folder}${name}.png` });
  await page.goto(`${addresses.jira}/login?os_destination=${encodeURIComponent(accounts)}`);
  await page.getByRole('button', { name: 'Ada Admin' }).click();
  await frame.getByRole('heading', { name: 'No accounts yet' }).waitFor();
  await take('no-accounts');
  await takeForm(frame, () => take('link-form'));

  await control(addresses.gitlab, 'latency', { ms: 400 });
  await admin.linkAccount(demoGroup, application);
  await page.goto(`${addresses.jira}${accounts}`);
  await frame.getByRole('link', { name: demoGroup }).click();
  await frame.getByText('Importing').first().waitFor({ timeout: 60_000 });
  await take('importing');
  await control(addresses.gitlab, 'latency', { ms: 0 });
  await frame.locator('[data-poll]').waitFor({ state: 'detached', timeout: 300_000 });
  await take('account');
  await page.goto(`${addresses.jira}/browse/${stack.issueKey}`);
  for (const summary of await page.locator('.development summary').all()) await summary.click();
  await take('issue');
}

async function takeForm(frame: FrameLocator, take: () => Promise<unknown>): Promise<void> {
  await frame.getByRole('button', { name: 'Link GitLab account' }).click();
  await frame.getByLabel('Team or User Account').fill(demoGroup);
  await frame.getByRole('link', { name: `the applications of ${demoGroup}` }).waitFor();
  await take();
}

await checkFree(ports);
await mkdir(folder, { recursive: true });
const stack = await startStack({ ports, data: process.argv[2] });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' });
  await takeAll(stack, page);
  console.log(`The pictures are in ${folder}.`);
} finally {
  await browser.close();
  await stack.stop();
}

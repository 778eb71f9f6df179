import type { FrameLocator, Page } from 'playwright-core';
import type { JiraSandbox } from '../../sandbox/jira/jira-sandbox.ts';

const appKey = 'dvcs-connector-for-gitlab';

/** Signs in to Jira as one of its people and opens `path`. */
export async function signIn(page: Page, jira: JiraSandbox, { name = 'Ada Admin', path = '/projects' } = {}) {
  await page.goto(`${jira.url}/login?os_destination=${encodeURIComponent(path)}`);
  await page.getByRole('button', { name }).click();
}

export const modulePath = (module: string) => `/plugins/servlet/ac/${appKey}/${module}`;

/** The app's page inside Jira's. */
export const appFrame = (page: Page): FrameLocator => page.frameLocator('iframe.app-frame');

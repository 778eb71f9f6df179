import type { JiraSite } from '../../sandbox/jira/jira-site.ts';
import type { TestApp } from '../app.ts';
import type { Page } from '../visitor.ts';
import type { Door } from './door.ts';

/** What only a Connect site has, for tests of its protocol. */
export type ConnectDoor = Door & {
  /** Headers of an htmx request from one of our pages: fresh context token, `HX-Request`. */
  readonly htmx: (accountId?: string) => Record<string, string>;
  /** The address of a first page load inside Jira, token and all. @param moduleKey as in atlassian-connect.json */
  readonly pageUrl: (moduleKey: string, accountId?: string, issueKey?: string) => string;
};

/** Installs the app by its descriptor. */
export async function connectDoor(app: TestApp, site: JiraSite): Promise<ConnectDoor> {
  await site.installApp(`${app.url}/atlassian-connect.json`);
  const adminId = site.admin.accountId;
  const htmx = (accountId = adminId) => ({
    authorization: `JWT ${site.contextToken(accountId)}`,
    // As public/page.js hands on the language of the page.
    'accept-language': (site.users.get(accountId)?.locale ?? '').replace('_', '-'),
    'hx-request': 'true',
  });
  const pageUrl = (moduleKey: string, accountId = adminId, issueKey?: string) =>
    site.pageUrl(moduleKey, { accountId, issueKey });
  return {
    htmx,
    pageUrl,
    async ask({ path, fields, accountId, server = app.url }) {
      const form = fields && {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
      };
      const type = fields && { 'content-type': 'application/x-www-form-urlencoded' };
      const headers = { ...htmx(accountId), ...type };
      return pageOf(await fetch(`${server}${path}`, { ...form, headers }));
    },
    async open({ module, accountId = adminId, issueKey, projectKey }) {
      return pageOf(await fetch(site.pageUrl(module, { accountId, issueKey, projectKey })));
    },
    accountsUrl: (id) =>
      `${site.url}/plugins/servlet/ac/${app.ctx.config.appKey}/accounts${id === undefined ? '' : `?ac.account=${id}`}`,
    identityUrl: () => `${site.url}/plugins/servlet/ac/${app.ctx.config.appKey}/identity`,
    async uninstall() {
      await site.uninstallApp();
    },
    async switchOff() {
      await site.disableApp();
    },
    async switchOn() {
      await site.enableApp();
    },
  };
}

async function pageOf(answer: Response): Promise<Page> {
  return { url: answer.url, status: answer.status, text: await answer.text(), headers: answer.headers };
}

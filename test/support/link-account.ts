import { getAccount, listAccounts, type LinkedAccount } from '../../src/account/account.store.ts';
import type { Application } from '../sandbox/gitlab/world/model.ts';
import type { TestApp } from './app.ts';
import type { InstalledTenant } from './install-tenant.ts';
import type { FormFields } from './site/door.ts';
import { createVisitor, unescapeHtml, type Page, type Visitor } from './visitor.ts';

export type OauthApplication = { clientId: string; clientSecret: string; application: Application };

export type LinkOptions = {
  /** Path of the group or user in the GitLab sandbox. */
  readonly namespace: string;
  /** Who signs in to GitLab and allows access. */
  readonly username: string;
  /** Default: a new one with our Redirect URL and the scope `api`. */
  readonly application?: OauthApplication | undefined;
  readonly autoLink?: boolean | undefined;
  readonly smartCommits?: boolean | undefined;
};

/** An OAuth application of the sandbox as our guide tells an admin to make it. */
export function addApplication(app: TestApp, scopes: readonly string[] = ['api']): OauthApplication {
  return app.gitlab.world.addApplication({ redirectUris: [`${app.url}/oauth/gitlab/callback`], scopes });
}

/** The form "Link GitLab account", filled in for the sandbox. */
export function formFor(app: TestApp, options: LinkOptions & { application: OauthApplication }): FormFields {
  const { clientId, clientSecret } = options.application;
  return {
    host: 'self-managed',
    hostUrl: app.gitlab.url,
    namespace: options.namespace,
    clientId,
    clientSecret,
    ...(options.autoLink === false ? {} : { autoLink: 'on' }),
    ...(options.smartCommits === false ? {} : { smartCommits: 'on' }),
  };
}

/** The address behind "Continue". */
export function continueUrl(page: Page): string {
  const href = /id="continue" href="([^"]*)"/.exec(page.text)?.[1];
  if (href === undefined)
    throw new Error(`There is no Continue on this page (${page.status}):\n${page.text}`);
  return unescapeHtml(href);
}

/** Where a page with "Continue" asks whether the person is back. */
export function followUrl(page: Page): string {
  const url = /data-poll hx-get="([^"]+)"/.exec(page.text)?.[1];
  if (url === undefined) throw new Error(`This page follows nothing (${page.status}):\n${page.text}`);
  return url;
}

/** Signs in to GitLab and allows access, wherever the visitor stands in that; gives the page after it. */
export async function allowInGitlab(visitor: Visitor, start: Page, username: string): Promise<Page> {
  const signedIn = start.text.includes('id="sign-in"')
    ? await visitor.submit(start, 'sign-in', { 'user[login]': username, 'user[password]': 'password' })
    : start;
  return signedIn.text.includes('id="authorize"') ? visitor.submit(signedIn, 'authorize') : signedIn;
}

/** From Continue to the page after GitLab: in Jira, or ours with what went wrong. */
export async function authorize(
  site: InstalledTenant,
  { page, username }: { page: Page; username: string },
): Promise<Page> {
  const visitor = createVisitor(site.accountsUrl().split('?', 1)[0] ?? '');
  const start = await visitor.open(continueUrl(page));
  return allowInGitlab(visitor, start, username);
}

/** Links an account as an admin does: form, Continue, GitLab's sign-in and consent, back in Jira. Runs no jobs. */
export async function linkAccount(
  app: TestApp,
  site: InstalledTenant,
  options: LinkOptions,
): Promise<LinkedAccount> {
  const application = options.application ?? addApplication(app);
  const page = await site.ask({ path: '/accounts', fields: formFor(app, { ...options, application }) });
  const end = await authorize(site, { page, username: options.username });
  if (!end.url.startsWith(site.accountsUrl().split('?', 1)[0] ?? ''))
    throw new Error(`The account was not linked (${end.status}):\n${end.text}`);
  const accounts = await listAccounts(app.ctx.db, site.tenant.id);
  const added = accounts.find(({ clientId }) => clientId === application.clientId);
  if (added === undefined) throw new Error('There is no account with this client id.');
  return linkedAccount(app, added);
}

/** The account as it is stored now. */
export async function linkedAccount(
  app: TestApp,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<LinkedAccount> {
  const account = await getAccount(app.ctx.db, tenantId, id);
  if (account === undefined || account.state === 'pending') throw new Error('This account is not linked.');
  return account;
}

import { addCredentials } from '../../../src/tenant/credentials/add-credentials.ts';
import { makeSignInLink } from '../../../src/tenant/session/sign-in-link.ts';
import { findTenant, type Tenant } from '../../../src/tenant/tenant.store.ts';
import { uninstallTenant } from '../../../src/tenant/uninstall-tenant.ts';
import type { JiraSite } from '../../sandbox/jira/jira-site.ts';
import type { TestApp } from '../app.ts';
import type { Page } from '../visitor.ts';
import type { Door } from './door.ts';

/** A browser that is signed in: its cookie, and what its pages carry. */
export type SignedInBrowser = { readonly cookie: string; readonly csrfToken: string };

/** What a site is added with again once it was removed: Jira keeps what it was told by client. */
const made = new WeakMap<JiraSite, ReturnType<JiraSite['credentials']['create']>>();

/**
 * Adds the site by OAuth credentials that its admin makes, and signs in by a link of the operator. Whoever else asks has no
 * session: no person of Jira can sign in.
 */
export async function credentialsDoor(app: TestApp, site: JiraSite): Promise<Door> {
  const credentials = made.get(site) ?? site.credentials.create();
  made.set(site, credentials);
  await addCredentials(app.ctx, { url: site.url, ...credentials });
  let browser: SignedInBrowser | undefined;
  const signedIn = async () => (browser ??= await signInByLink(app, await tenantOf(app, site)));
  return {
    async ask({ path, fields, accountId = site.admin.accountId, server = app.url }) {
      if (browser !== undefined && !(await isSignedIn(app, browser))) browser = undefined;
      const { cookie, csrfToken } = accountId === site.admin.accountId ? await signedIn() : noSession;
      const headers = { cookie, 'hx-request': 'true', 'x-csrf-token': csrfToken };
      const form = fields && { method: 'POST', body: new URLSearchParams(fields) };
      return pageOf(await fetch(`${server}${path}`, { ...form, headers, redirect: 'manual' }));
    },
    async open({ module, issueKey, projectKey }) {
      const { cookie } = await signedIn();
      const query = new URLSearchParams({
        ...(issueKey === undefined ? {} : { issueKey }),
        ...(projectKey === undefined ? {} : { projectKey }),
      });
      return pageOf(await fetch(`${app.url}/${module}?${query.toString()}`, { headers: { cookie } }));
    },
    accountsUrl: (id) => `${app.url}/accounts${id === undefined ? '' : `/${id}`}`,
    identityUrl: () => `${app.url}/identity`,
    async uninstall() {
      await uninstallTenant(app.ctx, await tenantOf(app, site));
      browser = undefined;
    },
    // Jira tells nobody, and nothing of ours is installed there that could be switched off.
    switchOff: () => Promise.reject(new Error('A site without an app cannot be switched off.')),
    switchOn: () => Promise.reject(new Error('A site without an app cannot be switched on.')),
  };
}

const noSession: SignedInBrowser = { cookie: '', csrfToken: '' };

/** A test's clock may have run past the end of the session. */
async function isSignedIn(app: TestApp, { cookie }: SignedInBrowser): Promise<boolean> {
  return (await fetch(`${app.url}/session`, { headers: { cookie } })).ok;
}

/** What a person does with the operator's link: opens it, and presses the button. */
export async function signInByLink(app: TestApp, tenant: Tenant): Promise<SignedInBrowser> {
  const { url } = await makeSignInLink(app.ctx, tenant);
  const answer = await postLink(app, new URL(url).hash.slice(1));
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await (await fetch(`${app.url}/accounts`, { headers: { cookie } })).text();
  return { cookie, csrfToken: /data-csrf="([^"]+)"/.exec(page)?.[1] ?? '' };
}

/** The button of the page behind the link. */
export function postLink(
  app: TestApp,
  token: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = new URLSearchParams({ token });
  return fetch(`${app.url}/sign-in/link`, { method: 'POST', body, headers, redirect: 'manual' });
}

async function tenantOf(app: TestApp, site: JiraSite): Promise<Tenant> {
  const tenant = await findTenant(app.ctx.db, 'credentials', site.cloudId);
  if (tenant === undefined) throw new Error('This site is not here.');
  return tenant;
}

async function pageOf(answer: Response): Promise<Page> {
  return { url: answer.url, status: answer.status, text: await answer.text(), headers: answer.headers };
}

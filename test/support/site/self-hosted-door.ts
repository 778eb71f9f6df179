import { addSite } from '../../../src/tenant/self-hosted/add-site.ts';
import { authorizeByLink } from '../../../src/tenant/self-hosted/authorize-site.ts';
import { redirectUri } from '../../../src/tenant/self-hosted/oauth/oauth.client.ts';
import { startSignIn } from '../../../src/tenant/self-hosted/oauth/authorize.ts';
import { csrfTokenOf } from '../../../src/tenant/session/session-id.ts';
import { getTenant, type Tenant } from '../../../src/tenant/tenant.store.ts';
import { uninstallTenant } from '../../../src/tenant/uninstall-tenant.ts';
import type { DataCenterApi, DataCenterOptions } from '../../sandbox/data-center/start-data-center.ts';
import type { JiraSite } from '../../sandbox/jira/jira-site.ts';
import type { TestApp } from '../app.ts';
import type { Page } from '../visitor.ts';
import type { Door, FirstPage } from './door.ts';

/** What only a self-hosted site has. */
export type SelfHostedDoor = Door & {
  readonly dataCenter: DataCenterApi;
  readonly selfHosted: Tenant;
  /** The app's own user in Jira. */
  readonly serviceId: string;
  /** Somebody signs in, and lets the app act as them. */
  readonly authorizeAs: (accountId: string) => Promise<void>;
};

export type SelfHostedOptions = DataCenterOptions & {
  /** Whether everybody has authorized the app before anything is done: else it acts as its own user. */
  readonly everybodyAuthorizes?: boolean | undefined;
};

/** What a site comes back with. */
const dataCenters = new WeakMap<JiraSite, DataCenterApi>();

/**
 * Adds a Jira Data Center over the site's people and issues, as an operator and its administrator do; the one that the
 * site had before where it was removed.
 */
export async function selfHostedDoor(
  app: TestApp,
  site: JiraSite,
  { everybodyAuthorizes = true, ...options }: SelfHostedOptions = {},
): Promise<SelfHostedDoor> {
  const dataCenter =
    dataCenters.get(site) ?? (await app.jira.addDataCenter({ contextPath: '/jira', ...options }, site));
  dataCenters.set(site, dataCenter);
  const { tenant } = await addSite(app.ctx, { url: `${dataCenter.url}/secure/Dashboard.jspa` });
  const service = site.createUser({ displayName: 'GitLab Connector', accountId: 'JIRAUSER1', admin: true });
  const link = dataCenter.createLink({ redirectUri: redirectUri(app.ctx) });
  await allow(dataCenter, await authorizeByLink(app.ctx, tenant, link), service.accountId);
  /** Session secrets by person. */
  const sessions = new Map<string, string>();
  const authorizeAs = async (accountId: string) => {
    const url = await startSignIn(app.ctx, { tenantId: tenant.id, purpose: 'person' });
    sessions.set(accountId, await allow(dataCenter, url, accountId));
  };
  await authorizeAs(site.admin.accountId);
  if (everybodyAuthorizes) authorizeEverybody(app, site, { sessions, authorizeAs });
  const send: Door['ask'] = async ({ path, fields, accountId = site.admin.accountId, server = app.url }) => {
    if (!sessions.has(accountId)) await authorizeAs(accountId);
    const secret = sessions.get(accountId) ?? '';
    const headers = {
      cookie: `session=${secret}`,
      'hx-request': 'true',
      'x-csrf-token': csrfTokenOf(secret),
    };
    const form = fields && { method: 'POST', body: new URLSearchParams(fields) };
    return pageOf(await fetch(`${server}${path}`, { ...form, headers, redirect: 'manual' }));
  };
  // A session ends while a test moves the clock: then the person signs in again.
  const ask: Door['ask'] = async (request) => {
    const page = await send(request);
    if (page.status !== 401) return page;
    await authorizeAs(request.accountId ?? site.admin.accountId);
    return send(request);
  };
  return {
    dataCenter,
    selfHosted: tenant,
    serviceId: service.accountId,
    authorizeAs,
    ask,
    open: (page) => ask({ path: firstPath(page), accountId: page.accountId }),
    accountsUrl: (id) => `${app.url}/accounts${id === undefined ? '' : `/${id}`}`,
    identityUrl: () => `${app.url}/identity`,
    uninstall: async () => uninstallTenant(app.ctx, await getTenant(app.ctx.db, tenant.id)),
    switchOff: () => Promise.reject(new Error('A site without an app cannot be switched off.')),
    switchOn: () => Promise.reject(new Error('A site without an app cannot be switched on.')),
  };
}

/** From our address to Jira's consent and back. @returns the secret of the session, '' where none began */
async function allow(dataCenter: DataCenterApi, url: string, accountId: string): Promise<string> {
  const left = await fetch(url, { redirect: 'manual' });
  const back = await dataCenter.consent(left.headers.get('location') ?? '', accountId);
  const cookie = left.headers.get('set-cookie')?.split(';')[0] ?? '';
  const end = await fetch(back, { redirect: 'manual', headers: { cookie } });
  if (end.status >= 400) throw new Error(`Not authorized (${end.status}):\n${await end.text()}`);
  return /^session=([^;]+)/.exec(end.headers.get('set-cookie') ?? '')?.[1] ?? '';
}

type Everybody = {
  readonly sessions: ReadonlyMap<string, string>;
  readonly authorizeAs: (accountId: string) => Promise<void>;
};

/** Before work is done, whoever was created meanwhile has signed in. */
function authorizeEverybody(app: TestApp, site: JiraSite, { sessions, authorizeAs }: Everybody): void {
  const drain = app.drain.bind(app);
  Object.assign(app, {
    async drain() {
      for (const { accountId, active, accountType } of site.users.values())
        if (active && accountType === 'atlassian' && !sessions.has(accountId)) await authorizeAs(accountId);
      await drain();
    },
  });
}

function firstPath({ module, issueKey, projectKey }: FirstPage): string {
  if (module === 'project') return `/project?projectKey=${projectKey ?? ''}`;
  return module === 'issue' ? `/issue?issueKey=${issueKey ?? ''}` : `/${module}`;
}

async function pageOf(answer: Response): Promise<Page> {
  return { url: answer.url, status: answer.status, text: await answer.text(), headers: answer.headers };
}

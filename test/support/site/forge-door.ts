import { forgeManifest } from '../../../src/tenant/forge/manifest/forge-manifest.ts';
import type { PageAnswer } from '../../../src/tenant/forge/ui.ts';
import type { RemoteAnswer } from '../../sandbox/jira/forge/invoke.ts';
import type { JiraSite } from '../../sandbox/jira/jira-site.ts';
import type { TestApp } from '../app.ts';
import type { Page } from '../visitor.ts';
import type { Door, FirstPage, PageRequest } from './door.ts';

/** The app's id in every test. */
export const testForgeApp = 'ari:cloud:ecosystem::app/7c1cf2e6-7b3a-4d5e-9f60-0123456789ab';

/** Installs the app by its manifest. */
export async function forgeDoor(app: TestApp, site: JiraSite): Promise<Door> {
  const { environment } = await site.forge.install(manifestOf(app));
  const send = sender(site);
  const appUuid = testForgeApp.slice(testForgeApp.indexOf('/') + 1);
  return {
    ask: (request) => send(request),
    open: (page) => send({ path: firstPath(page), ...page }),
    accountsUrl: (id) =>
      `${site.url}/jira/settings/apps/${appUuid}/${environment.id}${id === undefined ? '' : `/accounts/${id}`}`,
    identityUrl: () => `${site.url}/jira/settings/personal/apps/${appUuid}/${environment.id}`,
    async uninstall() {
      await site.forge.uninstall();
    },
    async switchOff() {
      site.forge.setLicense('inactive');
      await site.forge.runSchedule();
    },
    async switchOn() {
      site.forge.setLicense('active');
      await site.forge.runSchedule();
    },
  };
}

/** As `npm run cli -- manifest` writes it for this server. */
function manifestOf({ url }: TestApp): string {
  const publisher = { appName: 'DVCS connector for GitLab', vendorUrl: 'https://example.com' };
  return forgeManifest({ ...publisher, appId: testForgeApp, baseUrl: url, isLicensed: true });
}

/** The path that the shell asks for first. */
function firstPath({ module, issueKey, projectKey }: FirstPage): string {
  if (module === 'project') return `/project?projectKey=${projectKey ?? ''}`;
  return module === 'issue' ? `/issue?issueKey=${issueKey ?? ''}` : `/${module}`;
}

type Exchange = PageRequest & Partial<FirstPage>;

/** What the shell does for every exchange of htmx. */
function sender(site: JiraSite): (exchange: Exchange) => Promise<Page> {
  return async ({
    path,
    fields,
    server,
    accountId = site.admin.accountId,
    module = 'accounts',
    issueKey,
    projectKey,
  }) => {
    const invoker = { accountId, moduleKey: module, issueKey, projectKey };
    const call = {
      path: `/forge/ui${path}`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        method: fields === undefined ? 'GET' : 'POST',
        fields: fields && new URLSearchParams(fields).toString(),
        locale: site.users.get(accountId)?.locale,
      }),
    };
    const answer =
      server === undefined
        ? await site.forge.invokeRemote({ ...call, ...invoker })
        : await invokeAt(server, {
            ...call,
            headers: { ...call.headers, ...site.forge.invocationHeaders(invoker) },
          });
    if (answer.status !== 200)
      return { url: path, status: answer.status, text: answer.body, headers: new Headers(answer.headers) };
    const { status, html, headers } = JSON.parse(answer.body) as PageAnswer;
    return { url: path, status, text: html, headers: new Headers({ ...answer.headers, ...headers }) };
  };
}

type Call = { path: string; method: string; headers: Record<string, string>; body: string };

async function invokeAt(server: string, { path, ...init }: Call): Promise<RemoteAnswer> {
  const answer = await fetch(`${server}${path}`, init);
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
}

import path from 'node:path';
import { buildForge } from '../../forge/build.ts';
import { forgeManifest } from '../../src/tenant/forge/manifest/forge-manifest.ts';
import type { PageAnswer } from '../../src/tenant/forge/ui.ts';
import { control } from './control.ts';

/** The two ways a Jira site can have the app. */
export type JiraApp = 'forge' | 'connect';

export type Addresses = { readonly app: string; readonly gitlab: string; readonly jira: string };

type Form = Readonly<Record<string, string>>;
export type PageRequest = {
  readonly path: string;
  readonly form?: Form | undefined;
  readonly issueKey?: string;
};
export type Page = { readonly status: number; readonly html: string };

/** The app in a Jira site. */
export type Installed = {
  /** The page of accounts, in Jira. */
  readonly accountsUrl: string;
  /** Asks for one of our pages as the browser of a person does. */
  ask(accountId: string, request: PageRequest): Promise<Page>;
};

export const forgeAppId = 'ari:cloud:ecosystem::app/5a3f0c52-1f53-4c0c-9d0a-3b6f7f6f2d11';

/** @param options.folder of the demo, where the static files of the pages are built */
export function install(
  addresses: Addresses,
  { jiraApp, folder }: { jiraApp: JiraApp; folder: string },
): Promise<Installed> {
  return jiraApp === 'forge' ? installForge(addresses, folder) : installConnect(addresses);
}

/** As `forge deploy` and `forge install` do. */
async function installForge({ app, jira }: Addresses, folder: string): Promise<Installed> {
  const forge = path.join(folder, 'forge');
  await buildForge(forge);
  await control(jira, 'forge-deploy', { folder: forge });
  const manifest = forgeManifest({
    appId: forgeAppId,
    baseUrl: app,
    appName: 'DVCS connector for GitLab',
    vendorUrl: 'https://example.com',
  });
  const { environment } = await control(jira, 'forge-install', { manifest });
  const { id } = environment as { id: string };
  return {
    accountsUrl: `${jira}/jira/settings/apps/${path.posix.basename(forgeAppId)}/${id}`,
    async ask(accountId, { path: page, form, issueKey }) {
      const fields = form && new URLSearchParams(form).toString();
      const { status, body } = await control(jira, 'forge-invoke', {
        accountId,
        moduleKey: issueKey === undefined ? 'accounts' : 'issue',
        issueKey,
        path: `/forge/ui${page}`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ method: form === undefined ? 'GET' : 'POST', fields }),
      });
      return status === 200
        ? (JSON.parse(String(body)) as PageAnswer)
        : { status: Number(status), html: String(body) };
    },
  };
}

/** As an admin does with the address of a descriptor. Pages are asked for as htmx does, each with a fresh token. */
async function installConnect({ app, jira }: Addresses): Promise<Installed> {
  const { key } = await control(jira, 'apps', { descriptorUrl: `${app}/atlassian-connect.json` });
  return {
    accountsUrl: `${jira}/plugins/servlet/ac/${String(key)}/accounts`,
    async ask(accountId, { path: page, form, issueKey }) {
      const query = new URLSearchParams({ accountId, ...(issueKey === undefined ? {} : { issueKey }) });
      const { token } = await control(jira, `context-token?${query.toString()}`);
      const response = await fetch(`${app}${page}`, {
        method: form === undefined ? 'GET' : 'POST',
        headers: { authorization: `JWT ${String(token)}`, 'hx-request': 'true' },
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      });
      return { status: response.status, html: await response.text() };
    },
  };
}

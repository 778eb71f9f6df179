import { canBrowse } from '../cloud/permissions.ts';
import { findIssue } from '../cloud/site.ts';
import { connectApp, connectApps } from '../cloud/installed-app.ts';
import type { ConnectApp } from '../cloud/installed-app.ts';
import type { JiraUser, Site } from '../cloud/site.ts';
import { pageModules } from '../connect/descriptor.ts';
import { installApp, setEnabled, uninstallApp } from '../connect/lifecycle.ts';
import { forgeCards } from '../forge-ui/module-pages.ts';
import type { Exchange, OpenRoute, Reply } from '../http/exchange.ts';
import { appFrame } from './frame.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { adminPage, modulePath, notAllowed, page } from './layout.ts';
import { formOf, pageFor, redirect } from './session.ts';

const MANAGE = '/plugins/servlet/upm';

export const APP_PAGES: OpenRoute[] = [
  pageFor('/plugins/servlet/ac/:appKey/:moduleKey', modulePage),
  pageFor(MANAGE, managePage),
  pageFor(`${MANAGE}/apps`, uploadApp, 'POST'),
  pageFor(`${MANAGE}/apps/:appKey`, changeApp, 'POST'),
];

function modulePage({ cloud, site, params, query }: Exchange, user: JiraUser): Reply {
  const app = connectApp(site, params['appKey']);
  const found = pageModules(
    app?.descriptor ?? { key: '', name: '', baseUrl: '', authentication: { type: 'jwt' } },
  ).find(({ module }) => module.key === params['moduleKey']);
  if (app?.enabled !== true || found === undefined) {
    const content = html`<div class="narrow">
      <h1>No such page</h1>
      <p>Is the app installed and enabled?</p>
    </div>`;
    return page({ site, user, title: 'No such page', content, status: 404 });
  }
  const { place, module } = found;
  const issueKey = query.get('issue.key') ?? undefined;
  const projectKey = query.get('project.key') ?? undefined;
  if ((place === 'admin' && !user.admin) || !maySee(site, user, { issueKey, projectKey }))
    return notAllowed(site, user);
  const parameters = Object.fromEntries(
    [...query]
      .filter(([name]) => name.startsWith('ac.'))
      .map(([name, value]) => [name.slice('ac.'.length), value]),
  );
  const context = { accountId: user.accountId, issueKey, projectKey, parameters };
  const content = appFrame({ cloud, site, app, module, context });
  const title = module.name.value;
  return place === 'admin' ? adminPage({ site, user, title, content }) : page({ site, user, title, content });
}

function maySee(
  site: Site,
  user: JiraUser,
  of: { issueKey?: string | undefined; projectKey?: string | undefined },
): boolean {
  const projects = [
    of.projectKey,
    of.issueKey === undefined ? undefined : findIssue(site, of.issueKey)?.projectKey,
  ];
  return projects.every((key) => key === undefined || canBrowse(user, key));
}

function managePage({ site, query }: Exchange, user: JiraUser): Reply {
  if (!user.admin) return notAllowed(site, user);
  const error = query.get('error');
  const content = html`<h1>Manage apps</h1>
    ${error !== null && html`<p class="message error" role="alert">${error}</p>`}
    <form class="card upload" method="post" action="${MANAGE}/apps">
      <h2>Upload app</h2>
      <label for="descriptorUrl">App descriptor URL</label>
      <div class="row">
        <input
          id="descriptorUrl"
          name="descriptorUrl"
          type="url"
          required
          placeholder="http://localhost:3000/atlassian-connect.json"
        />
        <button type="submit" class="primary">Upload</button>
      </div>
    </form>
    ${connectApps(site).map(appCard)} ${forgeCards(site)}
    ${site.apps.size === 0 && html`<p class="quiet">No app is installed.</p>`}`;
  return adminPage({ site, user, title: 'Manage apps', content });
}

function appCard(app: ConnectApp): Html {
  const start = pageModules(app.descriptor).find(({ place }) => place === 'install' || place === 'admin');
  const action = (name: string, words: string) =>
    html`<button type="submit" name="action" value="${name}">${words}</button>`;
  return html`<form
    class="card"
    method="post"
    action="${MANAGE}/apps/${encodeURIComponent(app.key)}"
    data-app="${app.key}"
  >
    <h2>${app.descriptor.name}</h2>
    <p class="quiet">${app.key} · ${app.baseUrl} · ${app.enabled ? 'enabled' : 'disabled'}</p>
    <p>Scopes: ${(app.descriptor.scopes ?? []).join(', ')}</p>
    <div class="row">
      ${start !== undefined && app.enabled && html`<a class="button primary" href="${modulePath(app.key, start.module.key)}">Get started</a>`}
      ${action('reinstall', 'Install again')}
      ${app.enabled ? action('disable', 'Disable') : action('enable', 'Enable')}
      ${action('uninstall', 'Uninstall')}
    </div>
  </form>`;
}

async function uploadApp(exchange: Exchange, user: JiraUser): Promise<Reply> {
  const { cloud, site } = exchange;
  if (!user.admin) return notAllowed(site, user);
  return attempt(() => installApp(cloud, site, formOf(exchange).get('descriptorUrl') ?? ''));
}

async function changeApp(exchange: Exchange, user: JiraUser): Promise<Reply> {
  const { cloud, site, params } = exchange;
  if (!user.admin) return notAllowed(site, user);
  const app = connectApp(site, params['appKey']);
  if (app === undefined) return redirect(MANAGE);
  const action = formOf(exchange).get('action');
  if (action === 'reinstall') return attempt(() => installApp(cloud, site, app.descriptorUrl));
  if (action === 'uninstall') return attempt(() => uninstallApp(cloud, site, app));
  return attempt(() => setEnabled({ cloud, site, app, enabled: action === 'enable' }));
}

/** What went wrong is said on the page it came from. */
async function attempt(act: () => Promise<unknown>): Promise<Reply> {
  try {
    await act();
    return redirect(MANAGE);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return redirect(`${MANAGE}?error=${encodeURIComponent(words)}`);
  }
}

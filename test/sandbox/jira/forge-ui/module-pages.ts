import { forgeApps } from '../cloud/installed-app.ts';
import { canBrowse } from '../cloud/permissions.ts';
import type { ForgeApp } from '../cloud/installed-app.ts';
import type { JiraUser, Site } from '../cloud/site.ts';
import { appUuid } from '../forge/invocation-token.ts';
import { uninstallForgeApp } from '../forge/lifecycle.ts';
import { forgeScopes } from '../forge/manifest.ts';
import type { Exchange, OpenRoute, Reply } from '../http/exchange.ts';
import { html } from '../ui/html.ts';
import type { Html } from '../ui/html.ts';
import { adminPage, notAllowed, page } from '../ui/layout.ts';
import { pageFor, redirect } from '../ui/session.ts';
import {
  adminPageOf,
  adminPagePath,
  forgeFrame,
  GLOBAL_MODULE,
  globalPagePath,
  PERSONAL_MODULE,
  personalPagePath,
  PROJECT_MODULE,
  projectPagePath,
} from './forge-frame.ts';
import type { AdminPageKind } from './forge-frame.ts';
import { titleOf } from './titles.ts';

const SETTINGS = '/jira/settings/apps';
const PERSONAL = '/jira/settings/personal/apps';
const PROJECT = '/jira/software/projects/:key/apps';
const GLOBAL = '/jira/apps';
const MANAGE = '/plugins/servlet/upm';

/** What follows the address of a plain page is the app's own (`view.createHistory`). */
const OWN_PATHS = ['', '/:one', '/:one/:two', '/:one/:two/:three'];

/** Pages of Forge apps at Jira's addresses. Source: Forge docs, "Jira admin page", "Jira personal settings page", "Jira project page". */
export const FORGE_PAGES: OpenRoute[] = [
  pageFor(`${SETTINGS}/configure/:app/:environment`, adminModulePage('configure')),
  pageFor(`${SETTINGS}/get-started/:app/:environment`, adminModulePage('get-started')),
  ...OWN_PATHS.map((path) => pageFor(`${SETTINGS}/:app/:environment${path}`, adminModulePage('plain'))),
  pageFor(`${PERSONAL}/:app/:environment`, personalPage),
  pageFor(`${PROJECT}/:app/:environment`, projectPage),
  ...OWN_PATHS.map((path) => pageFor(`${GLOBAL}/:app/:environment${path}`, globalPage)),
  pageFor(`${MANAGE}/forge/:app/uninstall`, uninstall, 'POST'),
];

function adminModulePage(kind: AdminPageKind) {
  return ({ cloud, site, params }: Exchange, user: JiraUser): Reply => {
    if (!user.admin) return notAllowed(site, user);
    const app = appWith(site, params['app']);
    const module = app && adminPageOf(app, kind);
    if (app === undefined || module === undefined || app.environment.id !== params['environment']) {
      const content = html`<h1>No such page</h1>`;
      return page({ site, user, title: 'No such page', content, status: 404 });
    }
    const base = kind === 'plain' ? adminPagePath(app, module) : undefined;
    const content = forgeFrame({ cloud, site, user, app, module, base });
    return adminPage({ site, user, title: titleOf({ site, app, user }, module), content });
  };
}

/** Everybody's own, whoever they are. */
function personalPage({ cloud, site, params }: Exchange, user: JiraUser): Reply {
  const app = appWith(site, params['app']);
  const module = app?.manifest.modules[PERSONAL_MODULE]?.[0];
  if (app === undefined || module === undefined || app.environment.id !== params['environment']) {
    const content = html`<h1>No such page</h1>`;
    return page({ site, user, title: 'No such page', content, status: 404 });
  }
  const content = forgeFrame({ cloud, site, user, app, module, base: personalPagePath(app) });
  return page({ site, user, title: titleOf({ site, app, user }, module), content });
}

/** For everybody. Source: Forge docs, "Jira global page". */
function globalPage({ cloud, site, params }: Exchange, user: JiraUser): Reply {
  const app = appWith(site, params['app']);
  const module = app?.manifest.modules[GLOBAL_MODULE]?.[0];
  if (app === undefined || module === undefined || app.environment.id !== params['environment']) {
    const content = html`<h1>No such page</h1>`;
    return page({ site, user, title: 'No such page', content, status: 404 });
  }
  const content = forgeFrame({ cloud, site, user, app, module, base: globalPagePath(app) });
  return page({ site, user, title: titleOf({ site, app, user }, module), content });
}

/** For whoever may browse the project. */
function projectPage({ cloud, site, params }: Exchange, user: JiraUser): Reply {
  const app = appWith(site, params['app']);
  const module = app?.manifest.modules[PROJECT_MODULE]?.[0];
  const projectKey = params['key'] ?? '';
  const isThere = site.projects.has(projectKey) && canBrowse(user, projectKey);
  if (app === undefined || module === undefined || !isThere || app.environment.id !== params['environment']) {
    const content = html`<h1>No such page</h1>`;
    return page({ site, user, title: 'No such page', content, status: 404 });
  }
  const base = projectPagePath(app, projectKey);
  const content = forgeFrame({ cloud, site, user, app, module, projectKey, base });
  return page({ site, user, title: titleOf({ site, app, user }, module), content });
}

function appWith(site: Site, uuid: string | undefined): ForgeApp | undefined {
  return forgeApps(site).find((app) => appUuid(app) === uuid);
}

/** What "Manage apps" shows of Forge apps. */
export function forgeCards(site: Site): Html[] {
  return forgeApps(site).map((app) => {
    const button = (kind: AdminPageKind, words: string) => {
      const module = adminPageOf(app, kind);
      return module && html`<a class="button" href="${adminPagePath(app, module)}">${words}</a>`;
    };
    return html`<form
      class="card"
      method="post"
      action="${MANAGE}/forge/${appUuid(app)}/uninstall"
      data-app="${app.key}"
    >
      <h2>${app.name}</h2>
      <p class="quiet">Forge · ${app.baseUrl} · version ${app.version} · licence: ${app.license}</p>
      <p>Scopes: ${[...forgeScopes(app.manifest)].join(', ')}</p>
      <div class="row">
        ${button('get-started', 'Get started')} ${button('configure', 'Configure')}
        <button type="submit">Uninstall</button>
      </div>
    </form>`;
  });
}

async function uninstall({ cloud, site, params }: Exchange, user: JiraUser): Promise<Reply> {
  if (!user.admin) return notAllowed(site, user);
  const app = appWith(site, params['app']);
  if (app !== undefined) await uninstallForgeApp({ cloud, site, app });
  return redirect(MANAGE);
}

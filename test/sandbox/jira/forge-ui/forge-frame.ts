import type { Cloud } from '../cloud/cloud.ts';
import { forgeApps } from '../cloud/installed-app.ts';
import type { ForgeApp } from '../cloud/installed-app.ts';
import type { JiraUser, Site } from '../cloud/site.ts';
import { appUuid, contextClaim } from '../forge/invocation-token.ts';
import { modulesOf } from '../forge/manifest.ts';
import type { ForgeModule } from '../forge/manifest.ts';
import { html } from '../ui/html.ts';
import type { Html } from '../ui/html.ts';
import { documentUrl } from './static-files.ts';
import { titleOf } from './titles.ts';

/** What Forge allows Custom UI inside its frame: no pop-ups, no navigation of the page around it. */
const SANDBOX = [
  'allow-downloads',
  'allow-forms',
  'allow-modals',
  'allow-pointer-lock',
  'allow-same-origin',
  'allow-scripts',
].join(' ');

/** Source of both lists: Forge docs, "Custom UI iframe". */
const FEATURES = ['camera', 'clipboard-write', 'display-capture', 'fullscreen', 'microphone']
  .map((name) => `${name} *`)
  .join('; ');

/**
 * A module of a Forge app in its frame, on a page that its user may see. What the bridge says of the place
 * (`view.getContext`) is known to the page around it.
 *
 * @param base of pages that stand alone: their address in Jira
 */
export function forgeFrame(input: {
  cloud: Cloud;
  site: Site;
  user: JiraUser;
  app: ForgeApp;
  module: ForgeModule;
  issueKey?: string | undefined;
  projectKey?: string | undefined;
  base?: string | undefined;
}): Html {
  const { cloud, site, app, module } = input;
  const src = documentUrl({ cloud, app }, { resource: module.resource ?? '', host: site.url });
  if (src === undefined) return html`<p class="quiet">The static files of this app were not deployed.</p>`;
  return html`<iframe
    class="app-frame"
    title="${titleOf(input, module)}"
    sandbox="${SANDBOX}"
    allow="${FEATURES}"
    src="${src}"
    data-forge
    data-origin="${new URL(src).origin}"
    data-app="${app.key}"
    data-module="${module.key}"
    data-issue="${input.issueKey ?? ''}"
    data-project="${input.projectKey ?? ''}"
    data-base="${input.base ?? ''}"
    data-context="${JSON.stringify(contextOf(input))}"
  ></iframe>`;
}

/** `view.getContext()`, but for the theme. */
function contextOf(input: Parameters<typeof forgeFrame>[0]): object {
  const { site, user, app, issueKey, projectKey } = input;
  const module = modulesOf(app.manifest).find((one) => one.module.key === input.module.key);
  if (module === undefined) throw new Error(`The manifest has no module ${input.module.key}`);
  const subject = { accountId: user.accountId, issueKey, projectKey };
  return { ...contextClaim({ site, app, module, subject }), locale: user.locale, timezone: 'Etc/UTC' };
}

/** The plain page of an admin is in the sidebar; those for "Configure" and "Get started" are behind their buttons. */
export function adminPagePath(app: ForgeApp, module: ForgeModule): string {
  const kind = adminPageKind(module);
  const place = kind === 'plain' ? '' : `${kind}/`;
  return `/jira/settings/apps/${place}${appUuid(app)}/${app.environment.id}`;
}

export type AdminPageKind = 'plain' | 'configure' | 'get-started';

function adminPageKind(module: ForgeModule): AdminPageKind {
  if (module.useAsConfig === true) return 'configure';
  return module.useAsGetStarted === true ? 'get-started' : 'plain';
}

/** The module of this kind of admin page, where the app has one. */
export function adminPageOf(app: ForgeApp, kind: AdminPageKind): ForgeModule | undefined {
  return app.manifest.modules['jira:adminPage']?.find((module) => adminPageKind(module) === kind);
}

export const PERSONAL_MODULE = 'jira:personalSettingsPage';

export function personalPagePath(app: ForgeApp): string {
  return `/jira/settings/personal/apps/${appUuid(app)}/${app.environment.id}`;
}

/** What Forge apps add to everybody's profile menu. */
export function forgePersonalLinks(site: Site, user: JiraUser): Html[] {
  return forgeApps(site).flatMap((app) =>
    (app.manifest.modules[PERSONAL_MODULE] ?? []).map(
      (module) => html`<a href="${personalPagePath(app)}">${titleOf({ site, app, user }, module)}</a>`,
    ),
  );
}

export const GLOBAL_MODULE = 'jira:globalPage';

export function globalPagePath(app: ForgeApp): string {
  return `/jira/apps/${appUuid(app)}/${app.environment.id}`;
}

/** What Forge apps add to everybody's menu "Apps". Source: Forge docs, "Jira global page". */
export function forgeGlobalLinks(site: Site, user: JiraUser): Html[] {
  return forgeApps(site).flatMap((app) =>
    (app.manifest.modules[GLOBAL_MODULE] ?? []).map(
      (module) => html`<a href="${globalPagePath(app)}">${titleOf({ site, app, user }, module)}</a>`,
    ),
  );
}

export const PROJECT_MODULE = 'jira:projectPage';

export function projectPagePath(app: ForgeApp, projectKey: string): string {
  return `/jira/software/projects/${projectKey}/apps/${appUuid(app)}/${app.environment.id}`;
}

/** What Forge apps add to the tabs of a project. */
export function forgeProjectLinks(site: Site, user: JiraUser, projectKey: string): Html[] {
  return forgeApps(site).flatMap((app) =>
    (app.manifest.modules[PROJECT_MODULE] ?? []).map(
      (module) =>
        html`<a href="${projectPagePath(app, projectKey)}">${titleOf({ site, app, user }, module)}</a>`,
    ),
  );
}

/** The entries of Forge apps in the menu of the administration. */
export function forgeAdminLinks(site: Site, user: JiraUser): Html[] {
  return forgeApps(site).flatMap((app) => {
    const module = adminPageOf(app, 'plain');
    return module === undefined
      ? []
      : [
          html`<h2>${app.name}</h2>
            <a href="${adminPagePath(app, module)}">${titleOf({ site, app, user }, module)}</a>`,
        ];
  });
}

import { connectApps, type ConnectApp } from '../cloud/installed-app.ts';
import type { JiraUser, Site } from '../cloud/site.ts';
import { modulesFor } from '../connect/conditions.ts';
import { forgeAdminLinks, forgeGlobalLinks, forgePersonalLinks } from '../forge-ui/forge-frame.ts';
import type { Reply } from '../http/exchange.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** A whole page with Jira's top navigation. */
export function page(input: {
  site: Site;
  user: JiraUser | undefined;
  title: string;
  content: Html;
  status?: number | undefined;
}): Reply {
  const { site, user, title, content } = input;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - ${site.displayName}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_assets/jira.css" />
        <script src="/_assets/host.js" defer></script>
        <script src="/_assets/forge-host.js" defer></script>
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/projects">${site.displayName}</a>
          ${user && navigation(site, user)}
        </header>
        <main>${content}</main>
        <div id="flags" aria-live="polite"></div>
      </body>
    </html>`;
  return {
    status: input.status ?? 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: document.markup.trimStart(),
  };
}

/** Two columns: a menu of the administration, and what it leads to. */
export function adminPage(input: { site: Site; user: JiraUser; title: string; content: Html }): Reply {
  const { site, user, title, content } = input;
  return page({
    site,
    user,
    title,
    content: html`<div class="admin">
      <nav class="side" aria-label="Administration">
        <h2>Apps</h2>
        <a href="/plugins/servlet/upm">Manage apps</a>
        ${adminLinks(site, user)} ${forgeAdminLinks(site, user)}
      </nav>
      <section class="content">${content}</section>
    </div>`,
  });
}

export function notAllowed(site: Site, user: JiraUser): Reply {
  const content = html`<div class="narrow">
    <h1>You can't view this page</h1>
    <p>Only Jira administrators can. Log in as somebody else, or ask one of them.</p>
  </div>`;
  return page({ site, user, title: 'Not allowed', content, status: 403 });
}

function navigation(site: Site, user: JiraUser): Html {
  const appPages = forgeGlobalLinks(site, user);
  return html`<nav aria-label="Main">
      <a href="/projects">Projects</a>
      ${pagesAt(site, user, 'general')} ${forgePersonalLinks(site, user)}
      ${
        (user.admin || appPages.length > 0) &&
        html`<details>
          <summary>Apps</summary>
          ${appPages} ${user.admin && html`<a href="/plugins/servlet/upm">Manage apps</a>`}
        </details>`
      }
    </nav>
    <form class="who" method="post" action="/logout">
      <span>${user.displayName}</span>
      <button type="submit" class="link">Log out</button>
    </form>`;
}

function adminLinks(site: Site, user: JiraUser): Html[] {
  return connectApps(site).map(
    (app) =>
      html`<h2>${app.descriptor.name}</h2>
        ${linksOf(app, user, 'admin')}`,
  );
}

function pagesAt(site: Site, user: JiraUser, place: 'general'): Html[] {
  return connectApps(site).flatMap((app) => linksOf(app, user, place));
}

function linksOf(app: ConnectApp, user: JiraUser, wanted: 'general' | 'admin'): Html[] {
  if (!app.enabled) return [];
  return modulesFor(app.descriptor, user)
    .filter(({ place, module }) => place === wanted && module.location !== 'none')
    .map(({ module }) => html`<a href="${modulePath(app.key, module.key)}">${module.name.value}</a>`);
}

export function modulePath(appKey: string, moduleKey: string): string {
  return `/plugins/servlet/ac/${encodeURIComponent(appKey)}/${encodeURIComponent(moduleKey)}`;
}

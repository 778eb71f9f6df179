import { canBrowse, canSeeIssue } from '../cloud/permissions.ts';
import { findIssue } from '../cloud/site.ts';
import { connectApps } from '../cloud/installed-app.ts';
import type { ConnectApp, InstalledApp } from '../cloud/installed-app.ts';
import type { JiraIssue, JiraUser, Site } from '../cloud/site.ts';
import { modulesFor } from '../connect/conditions.ts';
import type { PageModule } from '../connect/descriptor.ts';
import { durationText } from '../work/duration.ts';
import { workOf } from '../work/work-of.ts';
import { forgeProjectLinks } from '../forge-ui/forge-frame.ts';
import type { Exchange, OpenRoute, Reply } from '../http/exchange.ts';
import { createBranchLinks } from './create-branch-links.ts';
import { developmentPanel } from './development-panel.ts';
import { html } from './html.ts';
import { issueActivity } from './issue-activity.ts';
import { issueContexts, issuePanels } from './issue-modules.ts';
import type { Html } from './html.ts';
import { modulePath, page } from './layout.ts';
import { pageFor } from './session.ts';

export const PROJECT_PAGES: OpenRoute[] = [
  pageFor('/projects', projectsPage),
  pageFor('/browse/:key', browsePage),
];

const LISTED = 50;

function projectsPage({ site }: Exchange, user: JiraUser): Reply {
  const projects = [...site.projects.values()].filter(
    (project) => user.admin || canBrowse(user, project.key),
  );
  const content = html`<h1>Projects</h1>
    <table>
      <thead>
        <tr>
          <th>Name</th>
          <th>Key</th>
        </tr>
      </thead>
      <tbody>
        ${projects.map(
          (project) =>
            html`<tr>
              <td><a href="/browse/${project.key}">${project.name}</a></td>
              <td>${project.key}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  return page({ site, user, title: 'Projects', content });
}

function browsePage(exchange: Exchange, user: JiraUser): Reply {
  const { site, params } = exchange;
  const key = params['key'] ?? '';
  if (site.projects.has(key) && canBrowse(user, key)) return projectPage(exchange, user, key);
  const issue = findIssue(site, key);
  if (issue !== undefined && canSeeIssue(user, issue)) return issuePage(exchange, user, issue);
  const content = html`<div class="narrow">
    <h1>Issue not found</h1>
    <p>It does not exist, or you do not have permission to see it.</p>
  </div>`;
  return page({ site, user, title: 'Not found', content, status: 404 });
}

function projectPage({ site }: Exchange, user: JiraUser, key: string): Reply {
  const project = site.projects.get(key);
  const issues = issuesOf(site.issues, key);
  const shownElsewhere = connectApps(site).flatMap((app) => projectModules(app, user));
  const content = html`<p class="trail"><a href="/projects">Projects</a></p>
    <h1>${project?.name ?? key}</h1>
    <nav class="tabs" aria-label="Project">
      <a href="/browse/${key}" aria-current="page">Issues</a>
      ${shownElsewhere.map(
        ({ app, module }) =>
          html`<a href="${modulePath(app.key, module.key)}?project.key=${key}">${module.name.value}</a>`,
      )}
      ${forgeProjectLinks(site, user, key)}
    </nav>
    ${site.allIssuesOf.has(key) && html`<p class="quiet">Every issue ${key}-1 to ${key}-${site.allIssuesOf.get(key)} exists; listed are those that somebody made or linked.</p>`}
    <table>
      <tbody>
        ${[...issues, ...linkedIssues([...site.apps.values()], key)].slice(0, LISTED).map(
          (issueKey) =>
            html`<tr>
              <td><a href="/browse/${issueKey}">${issueKey}</a></td>
              <td>${findIssue(site, issueKey)?.summary}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  return page({ site, user, title: key, content });
}

function issuesOf(issues: ReadonlyMap<string, JiraIssue>, projectKey: string): string[] {
  return [...issues.values()].filter((issue) => issue.projectKey === projectKey).map((issue) => issue.key);
}

/** Issues nobody made but development information names: the newest ones are worth a look. */
function linkedIssues(apps: InstalledApp[], projectKey: string): string[] {
  return apps.flatMap(({ devInfo }) => devInfo.issueKeys(`${projectKey}-`, LISTED));
}

function issuePage(exchange: Exchange, user: JiraUser, issue: JiraIssue): Reply {
  const { cloud, site } = exchange;
  const content = html`<p class="trail">
      <a href="/projects">Projects</a> / <a href="/browse/${issue.projectKey}">${issue.projectKey}</a> /
      ${issue.key}
    </p>
    <div class="issue">
      <div>
        <h1>${issue.summary}</h1>
        ${issuePanels(exchange, user, issue)} ${issueActivity(site, issue)}
      </div>
      <aside>
        ${details(site, issue)}
        ${developmentPanel(site, issue.key, createBranchLinks({ cloud, site }, { issue, user }))}
        ${issueContexts(exchange, user, issue)}
      </aside>
    </div>`;
  return page({ site, user, title: `[${issue.key}] ${issue.summary}`, content });
}

function details(site: Site, issue: JiraIssue): Html {
  const { worklogs, remainingSeconds } = workOf(site, issue);
  const spent = worklogs.reduce((sum, { timeSpentSeconds }) => sum + timeSpentSeconds, 0);
  return html`<section class="card" aria-label="Details">
    <h2>Details</h2>
    <dl>
      <dt>Status</dt>
      <dd><span class="lozenge">${issue.status}</span></dd>
      <dt>Type</dt>
      <dd>${issue.issueType}</dd>
      ${
        spent > 0 &&
        html`<dt>Time tracking</dt>
          <dd>${durationText(spent)} logged, ${durationText(remainingSeconds)} remaining</dd>`
      }
    </dl>
  </section>`;
}

function projectModules(app: ConnectApp, user: JiraUser): { app: ConnectApp; module: PageModule }[] {
  if (!app.enabled) return [];
  return modulesFor(app.descriptor, user)
    .filter(({ place }) => place === 'project')
    .map(({ module }) => ({ app, module }));
}

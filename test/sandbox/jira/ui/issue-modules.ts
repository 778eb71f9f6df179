import { connectApps, forgeApps } from '../cloud/installed-app.ts';
import { canSeeIssue } from '../cloud/permissions.ts';
import { findIssue } from '../cloud/site.ts';
import type { JiraIssue, JiraUser } from '../cloud/site.ts';
import { modulesFor } from '../connect/conditions.ts';
import { forgeFrame } from '../forge-ui/forge-frame.ts';
import { textFor, titleOf } from '../forge-ui/titles.ts';
import type { Exchange, OpenRoute, Reply } from '../http/exchange.ts';
import { appFrame } from './frame.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { formOf, pageFor, redirect } from './session.ts';

/**
 * What apps add to an issue.
 * - `panel`: above the activity, on issues that somebody has added it to by its button.
 * - `context`: folded beside every issue; whoever opens it finds it open from then on.
 * - `always`: the rest, shown as it is.
 *
 * Sources: Connect docs, "Issue Content" and "Issue Context"; Forge docs, "Jira issue panel" and "Jira issue context".
 */
interface IssueModule {
  kind: 'panel' | 'context' | 'always';
  id: string;
  name: string;
  label?: string | undefined;
  frame: () => Html;
}

const CONNECT_KINDS = { 'issue-content': 'panel', 'issue-context': 'context', issue: 'always' } as const;
const FORGE_KINDS = { 'jira:issuePanel': 'panel', 'jira:issueContext': 'context' } as const;

export const ISSUE_MODULE_ROUTES: OpenRoute[] = [pageFor('/browse/:key/panels', addPanel, 'POST')];

/** In the middle of the page: the buttons that add panels, and what is there. */
export function issuePanels(exchange: Exchange, user: JiraUser, issue: JiraIssue): Html {
  const modules = issueModules(exchange, user, issue);
  const isAdded = ({ id }: IssueModule) => exchange.site.addedPanels.has(`${issue.key} ${id}`);
  const addable = modules.filter((module) => module.kind === 'panel' && !isAdded(module));
  const shown = modules.filter((module) => module.kind === 'always' || isAdded(module));
  return html`${
    addable.length > 0 &&
    html`<form class="row" method="post" action="/browse/${issue.key}/panels">
      ${addable.map(({ id, name }) => html`<button type="submit" name="module" value="${id}">Add ${name}</button>`)}
    </form>`
  }
  ${shown.map(
    ({ name, frame }) =>
      html`<section class="card panel" aria-label="${name}">
        <h2>${name}</h2>
        ${frame()}
      </section>`,
  )}`;
}

/** Beside it. A frame is made when its panel is opened (host.js). */
export function issueContexts(exchange: Exchange, user: JiraUser, issue: JiraIssue): Html[] {
  return issueModules(exchange, user, issue)
    .filter(({ kind }) => kind === 'context')
    .map(
      ({ id, name, label, frame }) =>
        html`<details class="card panel" data-context="${id}">
          <summary><strong>${name}</strong> <span class="quiet">${label}</span></summary>
          <template>${frame()}</template>
        </details>`,
    );
}

function issueModules(exchange: Exchange, user: JiraUser, issue: JiraIssue): IssueModule[] {
  const { cloud, site } = exchange;
  const context = { accountId: user.accountId, issueKey: issue.key, projectKey: issue.projectKey };
  const connect = connectApps(site)
    .filter(({ enabled }) => enabled)
    .flatMap((app) =>
      modulesFor(app.descriptor, user).flatMap(({ place, module }) => {
        if (!(place in CONNECT_KINDS)) return [];
        return {
          kind: CONNECT_KINDS[place as keyof typeof CONNECT_KINDS],
          id: `${app.key}/${module.key}`,
          name: module.name.value,
          label: module.content?.label?.value,
          frame: () => appFrame({ cloud, site, app, module, context }),
        };
      }),
    );
  const forge = forgeApps(site).flatMap((app) =>
    Object.entries(FORGE_KINDS).flatMap(([type, kind]) =>
      (app.manifest.modules[type] ?? []).map((module) => ({
        kind,
        id: `${app.key}/${module.key}`,
        name: titleOf({ site, app, user }, module),
        label: module.label && textFor({ site, app, user }, module.label),
        frame: () => forgeFrame({ cloud, site, user, app, module, issueKey: issue.key }),
      })),
    ),
  );
  return [...connect, ...forge];
}

function addPanel(exchange: Exchange, user: JiraUser): Reply {
  const { site, params } = exchange;
  const issue = findIssue(site, params['key'] ?? '');
  if (issue !== undefined && canSeeIssue(user, issue)) {
    site.addedPanels.add(`${issue.key} ${formOf(exchange).get('module') ?? ''}`);
  }
  return redirect(`/browse/${params['key'] ?? ''}`);
}

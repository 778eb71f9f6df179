import type { Cloud } from '../cloud/cloud.ts';
import { connectApps, forgeApps } from '../cloud/installed-app.ts';
import type { JiraIssue, JiraUser, Site } from '../cloud/site.ts';
import { contextToken } from '../connect/page-url.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/**
 * "Create branch" in the development panel: one for each development tool that has the action, opened in a tab of its
 * own. In a Connect template `{jwt}` is a context token (that is what GitHub's app has been given for years); Forge fills in
 * the issue's key and summary and nothing else.
 */
export function createBranchLinks(
  { cloud, site }: { cloud: Cloud; site: Site },
  { issue, user }: { issue: JiraIssue; user: JiraUser },
): Html[] {
  const filled = (template: string, more: Record<string, string> = {}) => {
    const values: Record<string, string> = {
      'issue.key': issue.key,
      'issue.summary': issue.summary,
      ...more,
    };
    return template.replaceAll(/\{([^}]+)\}/g, (whole, name: string) =>
      values[name] === undefined ? whole : encodeURIComponent(values[name]),
    );
  };
  const ofConnect = connectApps(site).flatMap((app) => {
    const tool = app.enabled ? app.descriptor.modules?.jiraDevelopmentTool : undefined;
    const template = tool?.actions?.['createBranch']?.templateUrl;
    if (template === undefined) return [];
    const context = { accountId: user.accountId, issueKey: issue.key };
    return [{ name: app.name, href: filled(template, { jwt: contextToken({ cloud, site, app, context }) }) }];
  });
  const ofForge = forgeApps(site).flatMap((app) =>
    (app.manifest.modules['devops:developmentInfoProvider'] ?? []).flatMap((module) => {
      const template = module.actions?.['createBranch']?.urlTemplate;
      return template === undefined ? [] : [{ name: app.name, href: filled(template) }];
    }),
  );
  return [...ofConnect, ...ofForge].map(
    ({ href, name }) =>
      html`<p>
        <a class="create-branch" href="${href}" target="_blank" rel="noopener noreferrer">Create branch</a>
        <span class="quiet">${name}</span>
      </p>`,
  );
}

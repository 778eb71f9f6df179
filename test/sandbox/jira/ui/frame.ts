import type { Cloud } from '../cloud/cloud.ts';
import type { ConnectApp } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';
import { pageUrl } from '../connect/page-url.ts';
import type { PageContext } from '../connect/page-url.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** What Jira allows a page of a Connect app inside its frame. */
const SANDBOX = [
  'allow-downloads',
  'allow-forms',
  'allow-modals',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-scripts',
  'allow-same-origin',
  'allow-top-navigation-by-user-activation',
].join(' ');

/** A module's page in a frame. `name` carries what all.js needs, so that it survives a change of page inside. */
export function appFrame(input: {
  cloud: Cloud;
  site: Site;
  app: ConnectApp;
  module: { key: string; name: { value: string } };
  context: PageContext;
}): Html {
  const { site, app, module, context } = input;
  const name = JSON.stringify({ xdm_e: site.url, app: app.key, module: module.key });
  return html`<iframe
    class="app-frame"
    title="${module.name.value}"
    name="${name}"
    sandbox="${SANDBOX}"
    src="${pageUrl({ ...input, moduleKey: module.key })}"
    data-origin="${new URL(app.baseUrl).origin}"
    data-app="${app.key}"
    data-module="${module.key}"
    data-issue="${context.issueKey ?? ''}"
    data-project="${context.projectKey ?? ''}"
  ></iframe>`;
}

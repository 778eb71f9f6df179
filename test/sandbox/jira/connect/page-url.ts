import type { Cloud } from '../cloud/cloud.ts';
import type { ConnectApp } from '../cloud/installed-app.ts';
import { findIssue } from '../cloud/site.ts';
import type { JiraIssue, JiraProject, Site } from '../cloud/site.ts';
import { pageModules } from './descriptor.ts';
import { signHs256 } from './jwt.ts';
import { qshOf } from './qsh.ts';

/** Who looks at a page, and at what. */
export interface PageContext {
  accountId: string;
  issueKey?: string | undefined;
  projectKey?: string | undefined;
  /** More query parameters; Jira passes those of its own address that start with `ac.` without the prefix. */
  parameters?: Record<string, string> | undefined;
}

const PAGE_SECONDS = 180;
const CONTEXT_SECONDS = 900;

/** The address of a module's page as Jira puts it into an iframe: context parameters and a signed `jwt`. */
export function pageUrl(input: {
  cloud: Cloud;
  site: Site;
  app: ConnectApp;
  moduleKey: string;
  context: PageContext;
}): string {
  const { cloud, site, app, moduleKey, context } = input;
  const found = pageModules(app.descriptor).find(({ module }) => module.key === moduleKey);
  if (found === undefined) throw new Error(`The app ${app.key} has no page module "${moduleKey}"`);
  const subject = subjectOf(site, context);
  const url = new URL(app.baseUrl + fillVariables(found.module.url, subject));
  const { searchParams } = url;
  for (const [name, value] of Object.entries(context.parameters ?? {})) searchParams.set(name, value);
  searchParams.set('xdm_e', site.url);
  searchParams.set('xdm_c', `channel-${app.key}__${moduleKey}`);
  searchParams.set('cp', '');
  searchParams.set('lic', app.licenseActive ? 'active' : 'none');
  searchParams.set('cv', '1001.0.0-SNAPSHOT');
  const locale = site.users.get(context.accountId)?.locale ?? 'en_US';
  searchParams.set('loc', locale.replace('_', '-'));
  const path = url.pathname.slice(new URL(app.baseUrl).pathname.replace(/\/$/, '').length);
  searchParams.set(
    'jwt',
    signHs256(
      {
        ...commonClaims({ cloud, site, context, seconds: PAGE_SECONDS }),
        qsh: qshOf({ method: 'GET', path, query: searchParams }),
        context: {},
      },
      app.sharedSecret,
    ),
  );
  return url.href;
}

/** What `AP.context.getToken()` gives: no hash of an address, the literal `context-qsh`, 15 minutes. */
export function contextToken(input: {
  cloud: Cloud;
  site: Site;
  app: ConnectApp;
  context: PageContext;
}): string {
  return signHs256(
    {
      ...commonClaims({ ...input, seconds: CONTEXT_SECONDS }),
      qsh: 'context-qsh',
      context: contextClaims(input.site, input.context),
    },
    input.app.sharedSecret,
  );
}

/** What `AP.context.getContext()` gives and the `context` claim of a context token holds. */
export function contextClaims(site: Site, context: PageContext): Record<string, unknown> {
  const { issue, project } = subjectOf(site, context);
  const jira = {
    ...(issue && { issue: { id: issue.id, key: issue.key, issuetype: { id: '10001' } } }),
    ...(project && { project: { id: String(project.id), key: project.key } }),
  };
  return Object.keys(jira).length === 0 ? {} : { jira };
}

interface Subject {
  issue: JiraIssue | undefined;
  project: JiraProject | undefined;
}

function subjectOf(site: Site, context: PageContext): Subject {
  const issue = context.issueKey === undefined ? undefined : findIssue(site, context.issueKey);
  const projectKey = context.projectKey ?? issue?.projectKey;
  return { issue, project: projectKey === undefined ? undefined : site.projects.get(projectKey) };
}

function commonClaims(input: { cloud: Cloud; site: Site; context: PageContext; seconds: number }) {
  const issuedAt = Math.floor(input.cloud.clock.now() / 1000);
  return {
    sub: input.context.accountId,
    iss: input.site.clientKey,
    iat: issuedAt,
    exp: issuedAt + input.seconds,
  };
}

/** A variable that the page's place does not have becomes empty, as in Jira. */
function fillVariables(url: string, subject: Subject): string {
  const values: Record<string, string | undefined> = {
    'issue.key': subject.issue?.key,
    'issue.id': subject.issue?.id,
    'project.key': subject.project?.key,
    'project.id': subject.project === undefined ? undefined : String(subject.project.id),
  };
  return url.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

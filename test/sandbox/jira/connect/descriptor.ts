import { Ajv } from 'ajv';
import { PROVIDER_MODULES } from '../provider/provides.ts';
import type { Provides } from '../provider/provides.ts';
import { DESCRIPTOR_SCHEMA } from './descriptor-schema.ts';

export interface Condition {
  condition: string;
  params?: Record<string, string> | undefined;
  invert?: boolean | undefined;
}

/** A module that shows a page of the app in an iframe, whichever list of the descriptor it stands in. */
export interface PageModule {
  key: string;
  name: { value: string };
  /** Relative to the app's base URL; may hold variables such as `{issue.key}`. */
  url: string;
  /** Where in Jira's menus it is; `none`: in none of them. */
  location?: string | undefined;
  conditions?: Condition[] | undefined;
  /** Of a context of issues: what stands beside its name. */
  content?: { label?: { value: string } | undefined } | undefined;
}

interface WebPanelModule extends Omit<PageModule, 'url'> {
  target: { type: string; url: string };
  tooltip?: { value: string } | undefined;
}

/** An app with one may send builds, deployments or feature flags. */
interface ProviderModule {
  key: string;
  name: { value: string };
  homeUrl: string;
  logoUrl?: string | undefined;
  documentationUrl?: string | undefined;
}

export interface AppDescriptor {
  key: string;
  name: string;
  baseUrl: string;
  authentication: { type: 'jwt' };
  lifecycle?: Partial<Record<LifecycleEvent, string>> | undefined;
  scopes?: string[] | undefined;
  apiMigrations?: Record<string, boolean> | undefined;
  modules?:
    | {
        jiraDevelopmentTool?:
          | {
              key: string;
              name: { value: string };
              logoUrl?: string;
              actions?: Partial<Record<string, { templateUrl: string }>> | undefined;
            }
          | undefined;
        jiraBuildInfoProvider?: ProviderModule | undefined;
        jiraDeploymentInfoProvider?: ProviderModule | undefined;
        jiraFeatureFlagInfoProvider?: ProviderModule | undefined;
        adminPages?: PageModule[] | undefined;
        generalPages?: PageModule[] | undefined;
        profilePages?: PageModule[] | undefined;
        jiraProjectPages?: PageModule[] | undefined;
        jiraIssueTabPanels?: PageModule[] | undefined;
        webPanels?: PageModule[] | undefined;
        postInstallPage?: PageModule | undefined;
        configurePage?: PageModule | undefined;
        jiraIssueContents?: WebPanelModule[] | undefined;
        jiraIssueContexts?: WebPanelModule[] | undefined;
        jiraIssueGlances?: WebPanelModule[] | undefined;
      }
    | undefined;
}

export type LifecycleEvent = 'installed' | 'uninstalled' | 'enabled' | 'disabled';

/** Where a module's page appears in Jira. */
export type Place =
  | 'admin'
  | 'general'
  | 'profile'
  | 'project'
  | 'issue'
  /** On an issue that somebody has added it to. */
  | 'issue-content'
  /** Beside an issue, folded until somebody opens it. */
  | 'issue-context'
  | 'install';

const compiled = new Ajv({ allErrors: true, strict: false }).compile<AppDescriptor>(DESCRIPTOR_SCHEMA);

/** What Jira would say about this descriptor; empty where it can be installed. */
export function descriptorErrors(descriptor: unknown): string[] {
  if (!compiled(descriptor)) {
    return (compiled.errors ?? []).map((error) => {
      const extra = error.params['additionalProperty'] ?? error.params['allowedValues'];
      return `${error.instancePath || '/'} ${error.message ?? 'is invalid'}${extra === undefined ? '' : `: ${String(extra)}`}`;
    });
  }
  return [
    ...baseUrlErrors(descriptor.baseUrl),
    ...moduleKeyErrors(descriptor),
    ...lifecycleErrors(descriptor),
  ];
}

/** Jira takes https only; loopback is allowed here because the sandbox is never anything else. */
function baseUrlErrors(baseUrl: string): string[] {
  if (!URL.canParse(baseUrl)) return [`/baseUrl is no URL: ${baseUrl}`];
  const url = new URL(baseUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return [];
  return [`/baseUrl must be https: ${baseUrl}`];
}

function moduleKeyErrors(descriptor: AppDescriptor): string[] {
  const keys = Object.values(descriptor.modules ?? {}).flatMap((modules) =>
    [modules].flat().flatMap((module) => (module === undefined ? [] : [module.key])),
  );
  return keys
    .filter((key, index) => keys.indexOf(key) !== index)
    .map((key) => `/modules has the key "${key}" more than once`);
}

function lifecycleErrors(descriptor: AppDescriptor): string[] {
  return descriptor.lifecycle?.installed === undefined
    ? ['/lifecycle/installed is required: an app with jwt authentication learns its secret there']
    : [];
}

/** All modules that show a page, with the place where Jira shows them. */
export function pageModules(descriptor: AppDescriptor): { place: Place; module: PageModule }[] {
  const modules = descriptor.modules ?? {};
  const at = (place: Place, list: PageModule[] | undefined) =>
    (list ?? []).map((module) => ({ place, module }));
  const panel = (list: WebPanelModule[] | undefined) =>
    (list ?? []).map((module) => ({ ...module, url: module.target.url }));
  const single = (module: PageModule | undefined) => (module === undefined ? [] : [module]);
  return [
    ...at('admin', modules.adminPages),
    ...at('general', modules.generalPages),
    ...at('profile', modules.profilePages),
    ...at('project', modules.jiraProjectPages),
    ...at('issue-content', panel(modules.jiraIssueContents)),
    ...at('issue-context', panel(modules.jiraIssueContexts)),
    ...at('issue-context', panel(modules.jiraIssueGlances)),
    ...at('issue', modules.jiraIssueTabPanels),
    ...at('issue', modules.webPanels),
    ...at('install', single(modules.postInstallPage)),
    ...at('install', single(modules.configurePage)),
  ];
}

const IMPLIED: Record<string, readonly string[]> = {
  READ: ['READ'],
  WRITE: ['READ', 'WRITE'],
  DELETE: ['READ', 'WRITE', 'DELETE'],
  PROJECT_ADMIN: ['READ', 'WRITE', 'DELETE', 'PROJECT_ADMIN'],
  ADMIN: ['READ', 'WRITE', 'DELETE', 'PROJECT_ADMIN', 'ADMIN'],
};

/** The scopes an app holds: in Connect a higher one contains the lower ones. */
export function scopesOf(descriptor: AppDescriptor): Set<string> {
  return new Set((descriptor.scopes ?? []).flatMap((scope) => IMPLIED[scope] ?? [scope]));
}

/** Which APIs the app's modules open. */
export function connectProvides({ modules = {} }: AppDescriptor): Set<Provides> {
  const all = Object.keys(PROVIDER_MODULES) as Provides[];
  return new Set(all.filter((name) => modules[PROVIDER_MODULES[name].connect] !== undefined));
}

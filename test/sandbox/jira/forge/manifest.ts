import { parse } from 'yaml';
import { PROVIDER_MODULES } from '../provider/provides.ts';
import type { Provides } from '../provider/provides.ts';

/** The parts of manifest.yml that decide what Forge does. Source: "Manifest" of the Forge platform. */
export interface ForgeManifest {
  app: {
    /** `ari:cloud:ecosystem::app/<uuid>`. */
    id: string;
    name?: string | undefined;
    connect?: { key: string } | undefined;
    licensing?: { enabled?: boolean } | undefined;
  };
  modules: Record<string, ForgeModule[] | undefined>;
  resources?: { key: string; path: string }[] | undefined;
  remotes?: ForgeRemote[] | undefined;
  translations?: { resources: { key: string; path: string }[]; fallback: { default: string } } | undefined;
  permissions?: { scopes?: string[] | Record<string, { allowImpersonation?: boolean } | null> } | undefined;
}

/** Words, or the key of a translated text. */
export type ManifestText = string | { i18n: string };

/** Any entry of a list of modules; which fields it has depends on its type. */
export interface ForgeModule {
  key: string;
  title?: ManifestText | undefined;
  /** Of a context of issues: what stands beside its title. */
  label?: ManifestText | undefined;
  name?: { value: string } | undefined;
  resource?: string | undefined;
  resolver?: { endpoint?: string | undefined } | undefined;
  endpoint?: string | undefined;
  events?: string[] | undefined;
  interval?: string | undefined;
  remote?: string | undefined;
  route?: { path: string } | undefined;
  auth?: Partial<Record<'appSystemToken' | 'appUserToken', { enabled: boolean }>> | undefined;
  actions?: Partial<Record<string, { urlTemplate: string }>> | undefined;
  useAsConfig?: boolean | undefined;
  useAsGetStarted?: boolean | undefined;
}

interface ForgeRemote {
  key: string;
  baseUrl: string | Record<string, string>;
}

/** A module together with the name of the list it stands in, such as `jira:issuePanel`. */
export interface TypedModule {
  type: string;
  module: ForgeModule;
}

const APP_ID = /^ari:cloud:ecosystem::app\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads manifest.yml. What the published schema says is checked by the validators of `@forge/manifest`; here only what
 * an installation cannot work without.
 * @throws Error in words
 */
export function readManifest(text: string): ForgeManifest {
  const manifest = parse(text) as Partial<ForgeManifest> | null;
  if (manifest?.app === undefined || manifest.modules === undefined)
    throw new Error('The manifest has no app or no modules');
  const whole = manifest as ForgeManifest;
  if (!APP_ID.test(whole.app.id)) throw new Error(`app.id is "${whole.app.id}", no ARI of a Forge app`);
  const keys = modulesOf(whole).map(({ module }) => module.key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new Error(`The key "${twice}" is used twice`);
  for (const { type, module } of modulesOf(whole)) {
    const endpoint = module.endpoint ?? module.resolver?.endpoint;
    if (endpoint !== undefined) endpointOf(whole, endpoint);
    if (type === 'endpoint' && module.route?.path.startsWith('/') === false)
      throw new Error(`The route of endpoint "${module.key}" does not start with a slash`);
  }
  return whole;
}

/** Every module of the app, endpoints and triggers too. */
export function modulesOf(manifest: ForgeManifest): TypedModule[] {
  return Object.entries(manifest.modules).flatMap(([type, list]) =>
    (list ?? []).map((module) => ({ type, module })),
  );
}

/** @throws Error where there is none, or it names a remote that is missing */
export function endpointOf(manifest: ForgeManifest, key: string): ForgeModule {
  const endpoint = manifest.modules['endpoint']?.find((candidate) => candidate.key === key);
  if (endpoint === undefined) throw new Error(`The manifest has no endpoint "${key}"`);
  remoteOf(manifest, endpoint);
  return endpoint;
}

/** Where the remote of an endpoint is for a site of this region, without a slash at the end. */
export function remoteUrl(manifest: ForgeManifest, endpoint: ForgeModule, region: string): string {
  const { baseUrl } = remoteOf(manifest, endpoint);
  const url = typeof baseUrl === 'string' ? baseUrl : (baseUrl[region] ?? baseUrl['default']);
  if (url === undefined) throw new Error(`The remote of "${endpoint.key}" has no default baseUrl`);
  return url.replace(/\/$/, '');
}

function remoteOf(manifest: ForgeManifest, endpoint: ForgeModule): ForgeRemote {
  const remote = manifest.remotes?.find(({ key }) => key === endpoint.remote);
  if (remote === undefined) throw new Error(`The endpoint "${endpoint.key}" has no remote`);
  return remote;
}

/** What an admin consents to. */
export function forgeScopes(manifest: ForgeManifest): Set<string> {
  const scopes = manifest.permissions?.scopes ?? [];
  return new Set(Array.isArray(scopes) ? scopes : Object.keys(scopes));
}

/** The scopes with which the app may act as a person who is not there. */
export function impersonationScopes(manifest: ForgeManifest): Set<string> {
  const scopes = manifest.permissions?.scopes ?? [];
  if (Array.isArray(scopes)) return new Set();
  return new Set(Object.keys(scopes).filter((scope) => scopes[scope]?.allowImpersonation === true));
}

/** Which APIs the app's modules open. */
export function forgeProvides(manifest: ForgeManifest): Set<Provides> {
  const all = Object.keys(PROVIDER_MODULES) as Provides[];
  return new Set(all.filter((name) => manifest.modules[PROVIDER_MODULES[name].forge] !== undefined));
}

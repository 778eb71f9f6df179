import { createHmac, randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import type { ForgeApp } from '../cloud/installed-app.ts';
import { findIssue } from '../cloud/site.ts';
import type { Site } from '../cloud/site.ts';
import { signRs256 } from '../connect/jwt.ts';
import type { Claims } from '../connect/jwt.ts';
import type { TypedModule } from './manifest.ts';

/** How an invocation differs from what Atlassian would send. */
export interface ForgeForgery {
  /** Replaces claims; `undefined` takes one out. */
  claims?: Claims | undefined;
  /** The same for what stands inside the claims `app` and `context`. */
  app?: Claims | undefined;
  context?: Claims | undefined;
  /** The key id in the header. */
  kid?: string | undefined;
  /** Signs with a key that was never in the set, or with the one before the last rotation. */
  key?: 'unpublished' | 'former' | undefined;
  /** Signs with the public key as if it were a shared secret, or not at all. */
  algorithm?: 'HS256' | 'none' | undefined;
  /** Seconds by which all its times are earlier; negative: later. */
  age?: number | undefined;
  /** Sends no Authorization header. */
  unsigned?: boolean | undefined;
}

/** What an invocation is about. */
export interface InvocationSubject {
  /** The person who is looking; nobody for events and schedules. */
  accountId?: string | undefined;
  issueKey?: string | undefined;
  projectKey?: string | undefined;
}

/** Life of an invocation token in the documentation's example. */
const TOKEN_SECONDS = 25;

const ECOSYSTEM = 'ari:cloud:ecosystem::';

/** A Forge Invocation Token. Source: "Forge Remote essentials"; tokens of production seen in public code. */
export function invocationToken(input: {
  cloud: Cloud;
  site: Site;
  app: ForgeApp;
  module: TypedModule;
  subject: InvocationSubject;
  forgery?: ForgeForgery | undefined;
}): string {
  const { cloud, site, app, module, subject, forgery = {} } = input;
  const issuedAt = Math.floor(cloud.clock.now() / 1000) - (forgery.age ?? 0);
  const claims = {
    app: present({ ...appClaim(cloud, { site, app, module }), ...forgery.app }),
    context: present({ ...contextClaim({ site, app, module, subject }), ...forgery.context }),
    principal: subject.accountId,
    aud: app.manifest.app.id,
    iss: 'forge/invocation-token',
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + TOKEN_SECONDS,
    jti: randomUUID(),
    ...forgery.claims,
  };
  return sign(cloud, present(claims), forgery);
}

function appClaim(
  cloud: Cloud,
  { site, app, module }: { site: Site; app: ForgeApp; module: TypedModule },
): Claims {
  const { id } = app.manifest.app;
  const apiBaseUrl = `${cloud.apiUrl}/ex/jira/${site.cloudId}`;
  const installationId = `${ECOSYSTEM}installation/${app.installationId}`;
  return {
    id,
    version: app.version.split('.')[0],
    appVersion: app.version,
    installationId,
    apiBaseUrl,
    environment: {
      type: app.environment.type,
      id: `${ECOSYSTEM}environment/${appUuid(app)}/${app.environment.id}`,
    },
    module: { type: module.type, key: module.module.key },
    installation: {
      id: installationId,
      contexts: [{ name: 'jira', apiBaseUrl, cloudId: site.cloudId, siteUrl: site.url }],
    },
    license:
      app.license === 'none'
        ? undefined
        : { active: app.license === 'active', type: 'COMMERCIAL', isEvaluation: false },
  };
}

/** The `context` of a token, and most of what `view.getContext()` gives. */
export function contextClaim(input: {
  site: Site;
  app: ForgeApp;
  module: TypedModule;
  subject: InvocationSubject;
}): Claims {
  const { site, app, module, subject } = input;
  const { cloudId } = site;
  const moduleKey = module.module.key;
  if (subject.accountId === undefined) return { cloudId, moduleKey, userAccess: { enabled: false } };
  const issue = subject.issueKey === undefined ? undefined : findIssue(site, subject.issueKey);
  const project = site.projects.get(subject.projectKey ?? issue?.projectKey ?? '');
  return {
    cloudId,
    moduleKey,
    localId: `${ECOSYSTEM}extension/${appUuid(app)}/${app.environment.id}/static/${moduleKey}`,
    environmentId: app.environment.id,
    environmentType: app.environment.type,
    appVersion: app.version,
    siteUrl: site.url,
    extension: {
      type: module.type,
      ...(issue && { issue: { key: issue.key, id: issue.id, type: issue.issueType, typeId: '10001' } }),
      ...(project && { project: { id: String(project.id), key: project.key, type: 'software' } }),
    },
    userAccess: { enabled: false, hasAccess: true },
    accountType: 'licensed',
    accountId: subject.accountId,
  };
}

function sign(cloud: Cloud, claims: Claims, forgery: ForgeForgery): string {
  const published = cloud.forgeKeys.current();
  const kid = forgery.kid ?? (forgery.key === 'former' ? cloud.forgeKeys.former() : published).kid;
  if (forgery.algorithm !== undefined) {
    const input = [{ typ: 'JWT', alg: forgery.algorithm, kid }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const pem = published.publicKey.export({ type: 'spki', format: 'pem' });
    const signature =
      forgery.algorithm === 'none' ? '' : createHmac('sha256', pem).update(input).digest('base64url');
    return `${input}.${signature}`;
  }
  const signer = forgery.key === undefined ? published : cloud.forgeKeys[forgery.key]();
  return signRs256(claims, { kid, privateKey: signer.privateKey });
}

export function appUuid({ key }: ForgeApp): string {
  return key.slice(`${ECOSYSTEM}app/`.length);
}

function present(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

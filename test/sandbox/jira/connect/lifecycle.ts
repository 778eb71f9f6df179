import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import { connectApp, emptyData } from '../cloud/installed-app.ts';
import type { ConnectApp } from '../cloud/installed-app.ts';
import { createUser } from '../cloud/site.ts';
import type { Site } from '../cloud/site.ts';
import { connectProvides, descriptorErrors } from './descriptor.ts';
import type { AppDescriptor, LifecycleEvent } from './descriptor.ts';
import { baseUrlOf, lifecycleBody, newSharedSecret, signInstall, signWithSecret } from './sign-lifecycle.ts';
import type { Forgery, LifecycleBody } from './sign-lifecycle.ts';

export interface LifecycleAnswer {
  status: number;
  text: string;
}

/** The app could not be installed; `answer` is what it said to `installed`, where it was asked. */
export class InstallError extends Error {
  override name = 'InstallError';
  readonly answer: LifecycleAnswer | undefined;

  constructor(message: string, answer?: LifecycleAnswer) {
    super(message);
    this.answer = answer;
  }
}

/**
 * Installs the app of this descriptor, or installs it again: a fresh shared secret, `installed`, then `enabled`.
 * Where the app refuses `installed` nothing changes on the site.
 */
export async function installApp(cloud: Cloud, site: Site, descriptorUrl: string): Promise<ConnectApp> {
  const descriptor = await fetchDescriptor(cloud, descriptorUrl);
  const former = connectApp(site, descriptor.key);
  const app = former === undefined ? newApp(descriptor) : { ...former };
  const { name } = descriptor;
  Object.assign(app, { descriptor, descriptorUrl, name, baseUrl: baseUrlOf(descriptor), enabled: true });
  app.provides = connectProvides(descriptor);
  app.sharedSecret = newSharedSecret();

  const answer = await tell({ cloud, site, app, event: 'installed' });
  if (answer !== undefined && (answer.status < 200 || answer.status > 299)) {
    throw new InstallError(
      `The app "${descriptor.key}" answered ${answer.status} to installed: ${answer.text}`,
      answer,
    );
  }
  site.apps.set(app.key, app);
  if (former === undefined) createAppUser(site, app);
  await tell({ cloud, site, app, event: 'enabled' });
  return app;
}

/** Removes the app with everything it sent; `uninstalled` is told once and its answer changes nothing. */
export async function uninstallApp(
  cloud: Cloud,
  site: Site,
  app: ConnectApp,
): Promise<LifecycleAnswer | undefined> {
  site.apps.delete(app.key);
  site.users.delete(app.accountId);
  return tell({ cloud, site, app, event: 'uninstalled' });
}

export async function setEnabled(input: {
  cloud: Cloud;
  site: Site;
  app: ConnectApp;
  enabled: boolean;
}): Promise<LifecycleAnswer | undefined> {
  input.app.enabled = input.enabled;
  return tell({ ...input, event: input.enabled ? 'enabled' : 'disabled' });
}

/** A lifecycle call that is not Atlassian's: the token and the body differ as the test says; nothing changes here. */
export async function sendLifecycle(input: {
  cloud: Cloud;
  site: Site;
  descriptorUrl: string;
  event: LifecycleEvent;
  forgery?: Forgery | undefined;
  body?: Partial<LifecycleBody> | undefined;
}): Promise<LifecycleAnswer> {
  const { cloud, site, event, forgery } = input;
  const descriptor = await fetchDescriptor(cloud, input.descriptorUrl);
  const path = descriptor.lifecycle?.[event];
  if (path === undefined) throw new Error(`The descriptor has no lifecycle.${event}`);
  const secret = connectApp(site, descriptor.key)?.sharedSecret ?? newSharedSecret();
  const body = { ...lifecycleBody(site, descriptor.key, event), sharedSecret: secret, ...input.body };
  const baseUrl = baseUrlOf(descriptor);
  const token = signInstall({ cloud, site, baseUrl, path, forgery });
  return post(`${baseUrl}${path}`, forgery?.unsigned === true ? undefined : token, body);
}

async function tell(input: {
  cloud: Cloud;
  site: Site;
  app: ConnectApp;
  event: LifecycleEvent;
}): Promise<LifecycleAnswer | undefined> {
  const { cloud, site, app, event } = input;
  const path = app.descriptor.lifecycle?.[event];
  if (path === undefined) return undefined;
  const body = lifecycleBody(site, app.key, event);
  if (event === 'installed')
    Object.assign(body, { sharedSecret: app.sharedSecret, oauthClientId: app.oauthClientId });
  const token =
    event === 'installed' || event === 'uninstalled'
      ? signInstall({ cloud, site, baseUrl: app.baseUrl, path })
      : signWithSecret({ cloud, site, app, path });
  return post(`${app.baseUrl}${path}`, token, body);
}

async function post(url: string, token: string | undefined, body: LifecycleBody): Promise<LifecycleAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `JWT ${token}` }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, text: await response.text() };
}

async function fetchDescriptor(cloud: Cloud, url: string): Promise<AppDescriptor> {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new InstallError(`The descriptor at ${url} answered ${response.status}`);
  const descriptor: unknown = await response.json();
  const errors = descriptorErrors(descriptor);
  if (errors.length > 0) {
    cloud.violations.push(...errors.map((error) => `descriptor ${url}: ${error}`));
    throw new InstallError(`The app descriptor is invalid: ${errors.join('; ')}`);
  }
  return descriptor as AppDescriptor;
}

function newApp(descriptor: AppDescriptor): ConnectApp {
  return {
    kind: 'connect',
    key: descriptor.key,
    name: descriptor.name,
    descriptor,
    descriptorUrl: '',
    baseUrl: '',
    sharedSecret: '',
    oauthClientId: Buffer.from(randomUUID()).toString('base64url'),
    enabled: true,
    licenseActive: true,
    accountId: `557058:${randomUUID()}`,
    provides: new Set(),
    properties: new Map(),
    ...emptyData(),
  };
}

function createAppUser(site: Site, app: ConnectApp): void {
  createUser(site, {
    accountId: app.accountId,
    displayName: app.name,
    accountType: 'app',
    emailAddress: '',
    projects: '*',
  });
}

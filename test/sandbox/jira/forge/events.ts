import type { Cloud } from '../cloud/cloud.ts';
import type { ForgeApp } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';
import { headersOf } from './invoke.ts';
import { endpointOf, modulesOf, remoteUrl } from './manifest.ts';
import type { TypedModule } from './manifest.ts';

/** What the remote said to an event; status 0 where it said nothing in time. */
export interface EventAnswer {
  moduleKey: string;
  status: number;
  text: string;
}

/** An event that was not accepted and is due again. */
export interface PendingEvent {
  site: Site;
  app: ForgeApp;
  module: TypedModule;
  body: Record<string, unknown>;
  retries: number;
  /** Epoch ms. */
  dueAt: number;
}

const EVENT_SECONDS = 5;
/** `preUninstall` has longer, and one chance. */
const PRE_UNINSTALL_SECONDS = 55;
const MAX_RETRIES = 4;
const RETRY_SECONDS = 60;

type At = { cloud: Cloud; site: Site; app: ForgeApp };

/** Calls every trigger of the app that listens to this event, one after the other. */
export async function sendEvent(
  at: At,
  eventType: string,
  body: Record<string, unknown>,
): Promise<EventAnswer[]> {
  const modules = modulesOf(at.app.manifest).filter(
    ({ type, module }) => type === 'trigger' && module.events?.includes(eventType) === true,
  );
  return each(modules, (module) => deliver(at.cloud, { ...first(at, module), body: { ...body, eventType } }));
}

/** The scheduled triggers of the app, now. */
export async function callSchedule(at: At): Promise<EventAnswer[]> {
  const modules = modulesOf(at.app.manifest).filter(({ type }) => type === 'scheduledTrigger');
  const context = { cloudId: at.site.cloudId, moduleKey: '' };
  return each(modules, (module) =>
    deliver(at.cloud, {
      ...first(at, module),
      body: { context: { ...context, moduleKey: module.module.key } },
    }),
  );
}

/** Told once, before the app is gone; what the app answers changes nothing. */
export async function callPreUninstall(at: At): Promise<EventAnswer[]> {
  const modules = modulesOf(at.app.manifest).filter(({ type }) => type === 'preUninstall');
  const body = { context: { cloudId: at.site.cloudId } };
  return each(modules, (module) => post(at.cloud, { ...first(at, module), body }));
}

/** Sends again what is due by the clock. */
export async function retryDue(cloud: Cloud): Promise<EventAnswer[]> {
  const now = cloud.clock.now();
  const due = cloud.forgeRetries.filter(({ dueAt }) => dueAt <= now);
  cloud.forgeRetries = cloud.forgeRetries.filter(({ dueAt }) => dueAt > now);
  const stillThere = due.filter(({ site, app }) => site.apps.get(app.key) === app);
  return each(stillThere, (event) => deliver(cloud, event));
}

function first({ site, app }: At, module: TypedModule): Omit<PendingEvent, 'body'> {
  return { site, app, module, retries: 0, dueAt: 0 };
}

async function deliver(cloud: Cloud, event: PendingEvent): Promise<EventAnswer> {
  const answer = await post(cloud, event);
  if (answer.status < 200 || answer.status > 299) {
    const retries = event.retries + 1;
    const dueAt = cloud.clock.now() + RETRY_SECONDS * 1000;
    if (retries <= MAX_RETRIES) cloud.forgeRetries.push({ ...event, retries, dueAt });
  }
  return answer;
}

/** A new token with every attempt: one from before would have ended by then. */
async function post(cloud: Cloud, event: PendingEvent): Promise<EventAnswer> {
  const { site, app, module, retries } = event;
  const endpoint = endpointOf(app.manifest, module.module.endpoint ?? '');
  const { key: moduleKey } = module.module;
  const url = remoteUrl(app.manifest, endpoint, site.region) + (endpoint.route?.path ?? '');
  const retryContext = retries === 0 ? {} : { retryContext: { retryCount: retries } };
  const seconds = module.type === 'preUninstall' ? PRE_UNINSTALL_SECONDS : EVENT_SECONDS;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...headersOf({ cloud, site, app }, { module, endpoint, subject: {} }),
      },
      body: JSON.stringify({ ...event.body, ...retryContext }),
      redirect: 'manual',
      signal: AbortSignal.timeout(seconds * 1000),
    });
    return { moduleKey, status: response.status, text: await response.text() };
  } catch (error) {
    return { moduleKey, status: 0, text: error instanceof Error ? error.message : String(error) };
  }
}

async function each<T>(list: T[], act: (item: T) => Promise<EventAnswer>): Promise<EventAnswer[]> {
  const answers: EventAnswer[] = [];
  for (const item of list) answers.push(await act(item));
  return answers;
}

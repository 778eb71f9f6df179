import { Refusal } from '../http/exchange.ts';
import type { AttributeType } from '../http/json-body.ts';
import { isAtLeast } from '../http/version.ts';
import { groupTriggers, triggers } from './hook.ts';
import type { HookOwner, HookSettings, Trigger } from './hook.ts';
import { isAcceptable } from './hook-url.ts';

const own = {
  url: 'string',
  name: 'string',
  description: 'string',
  token: 'string',
  signing_token: 'string',
  enable_ssl_verification: 'boolean',
  push_events_branch_filter: 'string',
  branch_filter_strategy: 'string',
  custom_webhook_template: 'string',
  custom_headers: 'list',
  url_variables: 'list',
} as const satisfies Record<string, AttributeType>;

/** What may be told of a hook in POST and PUT. `feature_flag_events` and the like are those of `triggers`. */
export function attributesOf(kind: HookOwner['kind']): Record<string, AttributeType> {
  const events = triggersOf(kind).map((trigger) => [trigger, 'boolean' as const]);
  return { ...own, ...(Object.fromEntries(events) as Record<string, AttributeType>) };
}

export function triggersOf(kind: HookOwner['kind']): readonly Trigger[] {
  return triggers.filter((trigger) => kind === 'group' || !groupTriggers.includes(trigger));
}

export function newSettings(): HookSettings {
  return {
    url: '',
    name: null,
    description: null,
    token: null,
    signingToken: null,
    triggers: new Set(['push_events']),
    sslVerification: true,
    branchFilter: null,
    branchFilterStrategy: 'wildcard',
    customTemplate: null,
    customHeaders: [],
  };
}

export interface Instance {
  readonly version: string;
  readonly localHooks: boolean;
}

/** Writes what a body tells into the settings, as this version understands it. Refuses a bad address in GitLab's words. */
export function applyAttributes(
  settings: HookSettings,
  body: Readonly<Record<string, unknown>>,
  instance: Instance,
): void {
  const text = (name: string): string | null | undefined => body[name] as string | null | undefined;
  const url = text('url') ?? settings.url;
  if (!isAcceptable(url, instance.localHooks)) invalid('Invalid url given');
  // GitLab's WebHook#reset_token: whoever can point a hook elsewhere must not get its secret sent there.
  if (url !== settings.url && text('token') === undefined) settings.token = null;
  if (url !== settings.url && text('signing_token') === undefined) settings.signingToken = null;
  settings.url = url;
  const filter = text('push_events_branch_filter');
  if (filter !== undefined) settings.branchFilter = filter;
  const strategy = text('branch_filter_strategy') ?? settings.branchFilterStrategy;
  if (strategy !== 'wildcard' && strategy !== 'regex' && strategy !== 'all_branches')
    invalid('Invalid branch filter given');
  settings.branchFilterStrategy = strategy;
  const token = text('token');
  if (token !== undefined) settings.token = token === '' ? null : token;
  if (isAtLeast(instance.version, '17.1')) applyNames(settings, text);
  const signing = text('signing_token');
  if (signing !== undefined && isAtLeast(instance.version, '19.0')) applySigning(settings, signing);
  const ssl = body['enable_ssl_verification'];
  if (typeof ssl === 'boolean') settings.sslVerification = ssl;
  const headers = body['custom_headers'];
  if (Array.isArray(headers)) settings.customHeaders = headers as HookSettings['customHeaders'];
  for (const trigger of triggers) {
    if (body[trigger] === true) settings.triggers.add(trigger);
    if (body[trigger] === false) settings.triggers.delete(trigger);
  }
}

function applyNames(settings: HookSettings, text: (name: string) => string | null | undefined): void {
  const name = text('name');
  if (name !== undefined) settings.name = name;
  const description = text('description');
  if (description !== undefined) settings.description = description;
}

function applySigning(settings: HookSettings, token: string | null): void {
  if (token === null || token === '') {
    settings.signingToken = null;
    return;
  }
  const bytes = Buffer.from(token.replace(/^whsec_/, ''), 'base64');
  if (!token.startsWith('whsec_') || bytes.length !== 32) {
    const words = 'must be whsec_ followed by the base64 of 32 bytes';
    throw new Refusal({ status: 422, json: { message: { signing_token: [words] } } });
  }
  settings.signingToken = token;
}

function invalid(error: string): never {
  throw new Refusal({ status: 422, json: { error } });
}

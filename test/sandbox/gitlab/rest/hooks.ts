import { applyAttributes, attributesOf, newSettings } from '../hooks/hook-attributes.ts';
import { hookJson } from '../hooks/hook-json.ts';
import type { Hook, HookOwner } from '../hooks/hook.ts';
import { Refusal, refuse } from '../http/exchange.ts';
import type { Answer, Call } from '../http/exchange.ts';
import { jsonBody } from '../http/json-body.ts';
import { countedPage, pageRequest, pagingParameters } from '../http/paging.ts';
import type { Endpoint } from '../http/router.ts';
import { groupLevel, projectLevel } from '../world/access.ts';
import { groupOf, projectOf } from './find.ts';

type Kind = HookOwner['kind'];

const most = { project: 100, group: 50 } as const;

/** The webhooks of projects (for a Maintainer) and of groups (for an Owner, with a licence). */
export const hookEndpoints: readonly Endpoint[] = [...endpointsOf('project'), ...endpointsOf('group')];

function endpointsOf(kind: Kind): Endpoint[] {
  const path = `/api/v4/${kind}s/:id/hooks`;
  const one = `${path}/:hook_id`;
  const owned = (handle: (call: Call, owner: HookOwner) => Answer) => (call: Call) =>
    handle(call, hookOwner(call, kind));
  return [
    {
      name: `${kind}.hooks`,
      method: 'GET',
      path,
      query: pagingParameters,
      access: 'user',
      handle: owned(listHooks),
    },
    { name: `${kind}.hooks.add`, method: 'POST', path, access: 'user', handle: owned(addHook) },
    { name: `${kind}.hook`, method: 'GET', path: one, access: 'user', handle: owned(showHook) },
    { name: `${kind}.hook.edit`, method: 'PUT', path: one, access: 'user', handle: owned(editHook) },
    { name: `${kind}.hook.delete`, method: 'DELETE', path: one, access: 'user', handle: owned(deleteHook) },
  ];
}

/** The project or group whose hooks the user may manage. */
export function hookOwner(call: Call, kind: Kind): HookOwner {
  if (kind === 'project') {
    const project = projectOf(call);
    if (projectLevel(call.user, project) < 40) refuse(403, '403 Forbidden');
    return { kind, project };
  }
  // An instance without a licence does not have the endpoints at all.
  if (call.sandbox.hooks.license === 'free')
    throw new Refusal({ status: 404, json: { error: '404 Not Found' } });
  const group = groupOf(call);
  if (groupLevel(call.user, group) < 50) refuse(403, '403 Forbidden');
  return { kind, group };
}

export function hookOf(call: Call, owner: HookOwner): Hook {
  const id = Number(call.params['hook_id']);
  const hook = call.sandbox.hooks.of(owner).find((one) => one.id === id);
  return hook ?? refuse(404, '404 Not found');
}

function shown(call: Call, hook: Hook): Record<string, unknown> {
  return hookJson(hook, { version: call.sandbox.version, now: call.sandbox.clock.now() });
}

function listHooks(call: Call, owner: HookOwner): Answer {
  const page = pageRequest(call.query);
  const hooks = call.sandbox.hooks.of(owner);
  const rows = hooks.slice(page.offset, page.offset + page.perPage).map((hook) => shown(call, hook));
  return countedPage(call, page, { total: hooks.length, rows });
}

function showHook(call: Call, owner: HookOwner): Answer {
  return { status: 200, json: shown(call, hookOf(call, owner)) };
}

function addHook(call: Call, owner: HookOwner): Answer {
  const body = jsonBody(call, attributesOf(owner.kind));
  if (body['url'] === undefined) throw new Refusal({ status: 400, json: { error: 'url is missing' } });
  const { hooks } = call.sandbox;
  const settings = newSettings();
  applyAttributes(settings, body, hooks);
  if (hooks.of(owner).length >= most[owner.kind]) {
    const words = `Maximum number of ${owner.kind} hooks (${most[owner.kind]}) exceeded`;
    throw new Refusal({ status: 422, json: { message: { base: [words] } } });
  }
  return { status: 201, json: shown(call, hooks.add(owner, settings)) };
}

function editHook(call: Call, owner: HookOwner): Answer {
  const hook = hookOf(call, owner);
  applyAttributes(hook, jsonBody(call, attributesOf(owner.kind)), call.sandbox.hooks);
  return { status: 200, json: shown(call, hook) };
}

function deleteHook(call: Call, owner: HookOwner): Answer {
  call.sandbox.hooks.remove(hookOf(call, owner));
  return { status: 204, body: '' };
}

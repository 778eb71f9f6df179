import { isOk } from '../hooks/delivery.ts';
import type { Delivery } from '../hooks/delivery.ts';
import { deliveryJson, hasStatus } from '../hooks/hook-json.ts';
import type { Hook, HookOwner } from '../hooks/hook.ts';
import { firstProject, sampleEvent, testable } from '../hooks/samples.ts';
import { Refusal, refuse } from '../http/exchange.ts';
import type { Answer, Call } from '../http/exchange.ts';
import { countedPage, pageRequest, pagingParameters } from '../http/paging.ts';
import type { Endpoint } from '../http/router.ts';
import { isAtLeast } from '../http/version.ts';
import { isWithin } from '../world/access.ts';
import { hookOf, hookOwner } from './hooks.ts';

type Kind = HookOwner['kind'];

const week = 7 * 86_400_000;
const fewCalls = { count: 5, seconds: 60, perPlace: true } as const;

/** A hook's log, its events sent again, and its tests. */
export const hookEventEndpoints: readonly Endpoint[] = [...endpointsOf('project'), ...endpointsOf('group')];

function endpointsOf(kind: Kind): Endpoint[] {
  const path = `/api/v4/${kind}s/:id/hooks/:hook_id`;
  return [
    {
      name: `${kind}.hook.events`,
      method: 'GET',
      path: `${path}/events`,
      query: ['status', ...pagingParameters],
      access: 'user',
      handle: (call) => listEvents(call, hookSince(call, kind, '17.3')),
    },
    {
      name: `${kind}.hook.resend`,
      method: 'POST',
      path: `${path}/events/:event_id/resend`,
      access: 'user',
      limit: fewCalls,
      handle: (call) => resend(call, hookSince(call, kind, '17.4')),
    },
    {
      name: `${kind}.hook.test`,
      method: 'POST',
      path: `${path}/test/:trigger`,
      access: 'user',
      limit: fewCalls,
      handle: (call) => test(call, hookSince(call, kind, kind === 'project' ? '16.11' : '17.1')),
    },
  ];
}

function hookSince(call: Call, kind: Kind, version: string): Hook {
  if (!isAtLeast(call.sandbox.version, version))
    throw new Refusal({ status: 404, json: { error: '404 Not Found' } });
  return hookOf(call, hookOwner(call, kind));
}

/** The deliveries of the last seven days, newest first, at most 20 a page. */
function eventsOf(call: Call, hook: Hook): Delivery[] {
  const { hooks, clock } = call.sandbox;
  const since = clock.now() - week;
  return hooks.deliveries.filter(({ notice, at }) => notice.hook === hook && at >= since).reverse();
}

function listEvents(call: Call, hook: Hook): Answer {
  const asked = pageRequest(call.query);
  if (asked.perPage > 20)
    throw new Refusal({ status: 400, json: { error: 'per_page does not have a valid value' } });
  const statuses = [...call.query.getAll('status'), ...call.query.getAll('status[]')];
  const rows = eventsOf(call, hook).filter(
    (delivery) => statuses.length === 0 || statuses.some((status) => hasStatus(delivery, status)),
  );
  const page = rows.slice(asked.offset, asked.offset + asked.perPage);
  return countedPage(call, asked, { total: rows.length, rows: page.map(deliveryJson) });
}

async function resend(call: Call, hook: Hook): Promise<Answer> {
  const id = Number(call.params['event_id']);
  const found = eventsOf(call, hook).find((delivery) => delivery.id === id);
  if (found === undefined) return refuse(404, '404 Not found');
  const again = await call.sandbox.hooks.sendNow(hook, found.notice);
  return { status: 201, json: { response_status: again.status } };
}

/** Answers once the receiver has. A success switches a hook on again that was switched off. */
async function test(call: Call, hook: Hook): Promise<Answer> {
  const { sandbox, user } = call;
  const trigger = call.params['trigger'] ?? '';
  if (!testable.includes(trigger))
    throw new Refusal({ status: 400, json: { error: 'trigger does not have a valid value' } });
  if (user === null) return refuse(401, '401 Unauthorized');
  const { owner } = hook;
  const project =
    owner.kind === 'project'
      ? owner.project
      : firstProject(
          [...sandbox.state.projects.values()].filter((one) => isWithin(one.namespace, owner.group)),
          user,
        );
  const event =
    project === undefined ? 'Ensure the group has a project.' : sampleEvent(trigger, project, user);
  if (typeof event === 'string') return refuse(422, event);
  const { status, reply } = await sandbox.hooks.sendNow(hook, event);
  if (isOk(status)) return { status: 201, json: { message: '201 Created' } };
  return refuse(422, reply.error ?? `Hook executed but returned HTTP ${status}`);
}

import { alertStatus } from '../hooks/hook.ts';
import type { GitlabSandbox } from '../sandbox.ts';
import { fullPath } from '../world/model.ts';
import type { PushedBranch } from '../world/push.ts';
import type { Operation } from './operations.ts';

/** What can be done to webhooks over HTTP, and what exists because they tell of it. */
export function hookOperations({ world, hooks }: GitlabSandbox): Readonly<Record<string, Operation>> {
  return {
    'hold-hooks': () => hooks.hold(),
    /** `{ seed, shuffle, lose, duplicate }`, as in the process. */
    'release-hooks': (body) => hooks.release(body),
    'hook-settings': (body) => {
      if (body['license'] === 'free' || body['license'] === 'premium') hooks.license = body['license'];
      if (typeof body['localHooks'] === 'boolean') hooks.localHooks = body['localHooks'];
      if (typeof body['autoDisable'] === 'boolean') hooks.autoDisable = body['autoDisable'];
      if (typeof body['concurrency'] === 'number') hooks.concurrency = body['concurrency'];
    },
    'push-many': (body) =>
      world.pushMany(world.project(body['project'] as string), body['branches'] as PushedBranch[]),
    'push-tag': (body) =>
      world.pushTag(
        world.project(body['project'] as string),
        body['tag'] as string,
        body['from'] as string | undefined,
      ),
    'create-group': (body) => {
      const parent = body['parent'] as string | undefined;
      const made = world.addGroup({
        path: body['path'] as string,
        parent: parent === undefined ? undefined : world.namespace(parent),
      });
      return { id: made.id };
    },
    'delete-group': (body) => world.deleteGroup(world.namespace(body['group'] as string)),
  };
}

/** `GET /_sandbox/hooks`: the hooks, and counters of what was sent. */
export function hooksState({ hooks, clock }: GitlabSandbox): unknown {
  const statuses: Record<string, number> = {};
  for (const { status } of hooks.deliveries) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    license: hooks.license,
    pending: hooks.pending,
    held: hooks.held,
    sent: hooks.sent,
    dropped: hooks.dropped,
    /** Of the newest 20,000; 0 where no answer came. */
    statuses,
    hooks: hooks.all.map((hook) => ({
      id: hook.id,
      of: fullPath(hook.owner.kind === 'project' ? hook.owner.project : hook.owner.group),
      url: hook.url,
      triggers: [...hook.triggers],
      alertStatus: alertStatus(hook, clock.now()),
      failures: hook.failures,
    })),
  };
}

/** `GET /_sandbox/deliveries`: the newest calls without their bodies. */
export function deliveriesOf({ hooks }: GitlabSandbox): unknown {
  return hooks.deliveries.map(({ id, notice, at, status, ms }) => ({
    id,
    hook: notice.hook.id,
    event: notice.event,
    at,
    status,
    ms,
  }));
}

import { isAtLeast } from '../http/version.ts';
import { isoMs } from '../rest/shapes.ts';
import { isOk } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import { alertStatus } from './hook.ts';
import type { Hook } from './hook.ts';
import { triggersOf } from './hook-attributes.ts';

/** A hook as the API shows it: never its secrets, only whether there are any (from 19.0 on). */
export function hookJson(hook: Hook, at: { version: string; now: number }): Record<string, unknown> {
  const since = (version: string): boolean => isAtLeast(at.version, version);
  const status = alertStatus(hook, at.now);
  return {
    id: hook.id,
    url: hook.url,
    ...(since('17.1') ? { name: hook.name, description: hook.description } : {}),
    created_at: isoMs(hook.createdAt),
    ...Object.fromEntries(triggersOf(hook.owner.kind).map((name) => [name, hook.triggers.has(name)])),
    repository_update_events: false,
    enable_ssl_verification: hook.sslVerification,
    alert_status: status,
    disabled_until:
      status === 'temporarily_disabled' && hook.disabledUntil !== null ? isoMs(hook.disabledUntil) : null,
    url_variables: [],
    push_events_branch_filter: hook.branchFilter,
    branch_filter_strategy: hook.branchFilterStrategy,
    custom_webhook_template: hook.customTemplate,
    custom_headers: hook.customHeaders.map(({ key }) => ({ key })),
    ...(hook.owner.kind === 'project'
      ? { project_id: hook.owner.project.id }
      : { group_id: hook.owner.group.id }),
    ...(since('19.0')
      ? { token_present: hook.token !== null, signing_token_present: hook.signingToken !== null }
      : {}),
  };
}

/** An entry of a hook's log, without secrets in its headers. */
export function deliveryJson(delivery: Delivery): Record<string, unknown> {
  const { notice, reply } = delivery;
  return {
    id: delivery.id,
    url: notice.hook.url,
    trigger: notice.trigger.replace(/_events$/, '_hooks'),
    request_headers: Object.fromEntries(
      Object.entries(delivery.requestHeaders).map(([name, value]) => [
        name,
        name === 'X-Gitlab-Token' ? '[REDACTED]' : value,
      ]),
    ),
    request_data: JSON.parse(notice.body) as unknown,
    response_headers: reply.headers,
    response_body: reply.body,
    execution_duration: delivery.ms / 1000,
    response_status: reply.error === null ? String(delivery.status) : 'internal error',
  };
}

/** `successful`, `client_failure`, `server_failure` or a status code. */
export function hasStatus(delivery: Delivery, wanted: string): boolean {
  if (wanted === 'successful') return isOk(delivery.status);
  if (wanted === 'client_failure') return delivery.status >= 400 && delivery.status < 500;
  if (wanted === 'server_failure') return delivery.status === 0 || delivery.status >= 500;
  return String(delivery.status) === wanted;
}

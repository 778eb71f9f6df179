import { AppError } from '../../lib/errors.ts';
import type { Exchange } from '../http/exchange.client.ts';
import { checked } from '../http/requester.client.ts';
import type { GitlabPage } from '../page.ts';
import { hookSchema, hooksSchema, type GitlabHook } from './hook.schema.ts';

/** Whose hook it is: of a project, or of a group for all projects below it (GitLab Premium and Ultimate). */
export type HookOwner = { readonly kind: 'project' | 'group'; readonly id: number };
export type HookKey = { readonly owner: HookOwner; readonly hookId: number };

export type HookSettings = {
  readonly url: string;
  /** Sent back as `X-Gitlab-Token`. GitLab forgets it when the address changes without it, so it always goes along. */
  readonly token: string;
  /** `whsec_` and base64 of 32 bytes; GitLab 19.0 and newer. Older ones ignore it in silence. */
  readonly signingToken: string | undefined;
  /** GitLab 17.1 and newer. */
  readonly label: { readonly name: string; readonly description: string } | undefined;
};

/**
 * Webhooks of projects and groups (doc/api/project_webhooks.md, doc/api/group_webhooks.md). Errors as of every call;
 * `feature_disabled` (403) and `not_found` (404) mean that role or licence do not allow it, `bad_request` carries
 * GitLab's words (too many hooks, an address it refuses).
 */
export type HookCalls = {
  hooks(query: { owner: HookOwner; page: number }): Promise<GitlabPage<GitlabHook>>;
  /** Undefined when there is none of this number (404). */
  hook(key: HookKey): Promise<GitlabHook | undefined>;
  createHook(input: { owner: HookOwner; settings: HookSettings }): Promise<GitlabHook>;
  updateHook(input: HookKey & { settings: HookSettings }): Promise<GitlabHook>;
  /** Content when it is gone already. */
  deleteHook(key: HookKey): Promise<void>;
  /** Has GitLab send a push event: what succeeds brings a hook back that was switched off. 17.1; five a minute. */
  testHook(key: HookKey): Promise<void>;
};

const what = 'webhooks';
const perPage = 100;

/** Only what changes something in Jira; GitLab ignores the events it does not know. */
const events = {
  push_events: true,
  tag_push_events: true,
  merge_requests_events: true,
  note_events: true,
  pipeline_events: true,
  deployment_events: true,
  feature_flag_events: true,
};
const groupEvents = { ...events, project_events: true, subgroup_events: true };

export function hookCalls(exchange: Exchange): HookCalls {
  const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, settings?: object) =>
    exchange.send({
      method,
      path,
      what,
      body: settings === undefined ? undefined : JSON.stringify(settings),
    });
  const one = (body: unknown) => checked(hookSchema, body, what);
  return {
    async hooks({ owner, page }) {
      const { body, headers } = await ask('GET', `${listOf(owner)}?per_page=${perPage}&page=${page}`);
      const items = checked(hooksSchema, body, what);
      const next = Number(headers['x-next-page'] ?? '');
      return { items, nextPage: next > page ? next : undefined, total: undefined };
    },
    hook: ({ owner, hookId }) =>
      unlessGone(async () => one((await ask('GET', `${listOf(owner)}/${hookId}`)).body)),
    createHook: async ({ owner, settings }) =>
      one((await ask('POST', listOf(owner), bodyOf(owner, settings))).body),
    updateHook: async ({ owner, hookId, settings }) =>
      one((await ask('PUT', `${listOf(owner)}/${hookId}`, bodyOf(owner, settings))).body),
    async deleteHook({ owner, hookId }) {
      await unlessGone(() => ask('DELETE', `${listOf(owner)}/${hookId}`));
    },
    async testHook({ owner, hookId }) {
      await ask('POST', `${listOf(owner)}/${hookId}/test/push_events`);
    },
  };
}

function listOf({ kind, id }: HookOwner): string {
  return `/api/v4/${kind}s/${id}/hooks`;
}

function bodyOf({ kind }: HookOwner, { url, token, signingToken, label }: HookSettings): object {
  return {
    url,
    token,
    ...(signingToken === undefined ? {} : { signing_token: signingToken }),
    ...label,
    ...(kind === 'group' ? groupEvents : events),
    enable_ssl_verification: true,
  };
}

async function unlessGone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  }
}

import { randomUUID } from 'node:crypto';
import type { Namespace, Project } from '../world/model.ts';

/** The events a hook may ask for, as attributes are called in the API. The last three: group hooks only. */
export const triggers = [
  'push_events',
  'tag_push_events',
  'merge_requests_events',
  'note_events',
  'confidential_note_events',
  'issues_events',
  'confidential_issues_events',
  'job_events',
  'pipeline_events',
  'wiki_page_events',
  'deployment_events',
  'feature_flag_events',
  'releases_events',
  'milestone_events',
  'emoji_events',
  'resource_access_token_events',
  'vulnerability_events',
  'project_events',
  'subgroup_events',
  'member_events',
] as const;

export type Trigger = (typeof triggers)[number];
export const groupTriggers: readonly Trigger[] = ['project_events', 'subgroup_events', 'member_events'];

export type HookOwner =
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'group'; readonly group: Namespace };

export interface HookSettings {
  url: string;
  name: string | null;
  description: string | null;
  /** Sent as it is in `X-Gitlab-Token`. */
  token: string | null;
  /** `whsec_` and base64 of 32 bytes (GitLab 19.0). */
  signingToken: string | null;
  readonly triggers: Set<Trigger>;
  sslVerification: boolean;
  branchFilter: string | null;
  branchFilterStrategy: 'wildcard' | 'regex' | 'all_branches';
  customTemplate: string | null;
  customHeaders: readonly { readonly key: string; readonly value: string }[];
}

/** A project's or group's webhook. */
export interface Hook extends HookSettings {
  readonly id: number;
  readonly uuid: string;
  readonly owner: HookOwner;
  readonly createdAt: number;
  /** Failures since the last success. */
  failures: number;
  /** Epoch ms; null where it is not waiting. */
  disabledUntil: number | null;
}

export type AlertStatus = 'executable' | 'temporarily_disabled' | 'disabled';

export function newHook(
  given: { id: number; owner: HookOwner; createdAt: number },
  settings: HookSettings,
): Hook {
  return { ...given, ...settings, uuid: randomUUID(), failures: 0, disabledUntil: null };
}

// GitLab's WebHooks::AutoDisabling: three failures are forgiven, the 40th is the last.
const forgiven = 3;
const last = 40;
const minute = 60_000;
const longest = 24 * 60 * minute;

export function alertStatus(hook: Hook, now: number): AlertStatus {
  if (hook.failures >= last && hook.disabledUntil !== null) return 'disabled';
  return hook.disabledUntil !== null && hook.disabledUntil > now ? 'temporarily_disabled' : 'executable';
}

/** Counts what became of a delivery and, where failing hooks are switched off, for how long this one is. */
export function countOutcome(hook: Hook, outcome: { ok: boolean; now: number; autoDisable: boolean }): void {
  if (outcome.ok) {
    hook.failures = 0;
    hook.disabledUntil = null;
    return;
  }
  hook.failures += 1;
  if (!outcome.autoDisable || hook.failures <= forgiven) return;
  hook.disabledUntil = outcome.now + Math.min(minute * 2 ** (hook.failures - forgiven - 1), longest);
}

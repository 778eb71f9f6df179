import type { AlertStatus } from '../../gitlab/hooks/hook.schema.ts';

/** One webhook of ours in GitLab, of a repository or of an account's whole group. Times are epoch ms. */
export type Hook = {
  /** The unguessable part of its address: in no log and on no page but the one that shows an admin the address. */
  readonly id: string;
  readonly tenantId: string;
  readonly accountId: string;
  /** Null: of the account's group. */
  readonly repositoryId: string | null;
  /** GitLab's id of the project or group. */
  readonly ownerId: number;
  /** Null until GitLab has it. */
  readonly gitlabHookId: number | null;
  /**
   * `pending`: not made yet; `manual`: could not be made, a person may add it by hand; `removed`: not wanted any more,
   * GitLab has not been told yet. Its events are accepted in every state but the last.
   */
  readonly state: 'pending' | 'active' | 'manual' | 'removed';
  /** Why it could not be made, or why GitLab has switched it off. */
  /** Why GitLab does not have it, or not as it should be: `textOfStored`. */
  readonly problem: string | null;
  /** Whether GitLab has said that it signs. */
  readonly signed: boolean;
  /** What it was made with; another one means that it has to be updated. */
  readonly settingsKey: string | null;
  /** Before this it is not tried again. */
  readonly retryAt: number | null;
  readonly alertStatus: AlertStatus | null;
  /** Since when events may have been missed, and until when: null while it is still so. */
  readonly missedFrom: number | null;
  readonly missedUntil: number | null;
  readonly checkedAt: number | null;
};

export type HookId = { readonly tenantId: string; readonly hookId: string };

const path = '/webhooks/gitlab/';

/** Where GitLab sends to: tenant and hook in one path segment, so that a hook leads to exactly one site. */
export function addressOf(appBaseUrl: string, { tenantId, hookId }: HookId): string {
  return `${appBaseUrl}${path}${Buffer.concat([bytesOf(tenantId), bytesOf(hookId)]).toString('base64url')}`;
}

/** The last segment of an address of ours; undefined for anything else. */
export function readHookId(segment: string): HookId | undefined {
  if (!/^[\w-]{43}$/.test(segment)) return undefined;
  const bytes = Buffer.from(segment, 'base64url');
  // The last character carries bits of which some are unused: only the one way of writing it counts.
  if (bytes.length !== 32 || bytes.toString('base64url') !== segment) return undefined;
  return { tenantId: uuidOf(bytes.subarray(0, 16)), hookId: uuidOf(bytes.subarray(16)) };
}

/** Whether a hook in GitLab was made by this app for this site, also under an address that the app had before. */
export function isOurs(url: string, tenantId: string): boolean {
  const start = url.lastIndexOf(path);
  return start !== -1 && readHookId(url.slice(start + path.length))?.tenantId === tenantId;
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

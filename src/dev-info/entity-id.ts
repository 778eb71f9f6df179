import { createHash } from 'node:crypto';

/**
 * A branch's id in Jira: names hold characters that ids may not (`^[a-zA-Z0-9~._-]+$`), so it is the SHA-256 of the
 * name in hex, as GitLab's own integration sends it.
 */
export function branchId(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/** A feature flag's id: GitLab's REST API shows none, but a name is unique in its project and cannot be changed. */
export function flagId(name: string): string {
  return createHash('sha256').update(`feature flag ${name}`).digest('hex');
}

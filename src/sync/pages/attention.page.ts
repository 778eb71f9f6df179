import type { Discovery } from '../../repository/discovery.store.ts';
import { momentOf, type Moment } from '../../lib/page-words.ts';

/** Something above the table that concerns more than one repository. */
export type Attention = {
  readonly kind: 'warning' | 'error';
  readonly title: string;
  readonly message: string;
  readonly until?: Moment | undefined;
};

/** What the way to Jira is like now, for the whole site. Times are epoch ms. */
export type JiraSide = {
  readonly waitingUntil: number | undefined;
  /** Waiting alone does not help: an administrator has to do something. */
  readonly needsAttention: boolean;
  /** Why the last request did not reach Jira, in plain words. */
  readonly lastError: string | undefined;
};

export function isWaitingForJira({ waitingUntil }: JiraSide, now: number): boolean {
  return waitingUntil !== undefined && waitingUntil > now;
}

export function jiraAttention(jira: JiraSide, now: number): Attention[] {
  const { waitingUntil, lastError } = jira;
  if (jira.needsAttention && lastError !== undefined) {
    return [{ kind: 'error', title: 'Nothing reaches Jira', message: lastError }];
  }
  if (waitingUntil === undefined || !isWaitingForJira(jira, now)) return [];
  const message =
    lastError ?? 'Jira has limited its requests. What has been read is kept, and sent by itself.';
  return [{ kind: 'warning', title: 'Waiting for Jira', message, until: momentOf(waitingUntil) }];
}

export function discoveryAttention(discovery: Discovery | undefined): Attention[] {
  if (discovery === undefined || discovery.state === 'finished') return [];
  const { error, waitingUntil, state } = discovery;
  if (waitingUntil !== null) {
    const message = 'GitLab has limited its requests. The list of repositories is read on by itself.';
    return [{ kind: 'warning', title: 'Waiting for GitLab', message, until: momentOf(waitingUntil) }];
  }
  if (error === null) return [];
  return state === 'failed'
    ? [{ kind: 'error', title: 'The list of repositories could not be read', message: error }]
    : [{ kind: 'warning', title: 'The list of repositories is tried again', message: error }];
}

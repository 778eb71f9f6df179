import type { Discovery } from '../../repository/discovery.store.ts';
import { clockTime, say } from '../../lib/words/say.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import type { Text, When } from '../../lib/words/text.ts';

/** Something above the table that concerns more than one repository. */
export type Attention = {
  readonly kind: 'warning' | 'error';
  readonly title: Text;
  readonly message: Text;
  readonly until?: When | undefined;
};

/** What the way to Jira is like now, for the whole site. Times are epoch ms. */
export type JiraSide = {
  readonly waitingUntil: number | undefined;
  /** Waiting alone does not help: an administrator has to do something. */
  readonly needsAttention: boolean;
  /** Why the last request did not reach Jira. */
  readonly lastError: Text | undefined;
};

export function isWaitingForJira({ waitingUntil }: JiraSide, now: number): boolean {
  return waitingUntil !== undefined && waitingUntil > now;
}

export function jiraAttention(jira: JiraSide, now: number): Attention[] {
  const { waitingUntil, lastError } = jira;
  if (jira.needsAttention && lastError !== undefined) {
    return [{ kind: 'error', title: say('sync.attention.nothingReachesJira'), message: lastError }];
  }
  if (waitingUntil === undefined || !isWaitingForJira(jira, now)) return [];
  const message = lastError ?? say('sync.attention.jiraLimits');
  const until = clockTime(waitingUntil);
  return [{ kind: 'warning', title: say('sync.attention.waitingForJira'), message, until }];
}

export function discoveryAttention(discovery: Discovery | undefined): Attention[] {
  if (discovery === undefined || discovery.state === 'finished') return [];
  const { error, waitingUntil, state } = discovery;
  if (waitingUntil !== null) {
    const message = say('sync.attention.gitlabLimits');
    const until = clockTime(waitingUntil);
    return [{ kind: 'warning', title: say('sync.attention.waitingForGitlab'), message, until }];
  }
  if (error === null) return [];
  const message = textOfStored(error);
  return state === 'failed'
    ? [{ kind: 'error', title: say('sync.attention.listFailed'), message }]
    : [{ kind: 'warning', title: say('sync.attention.listAgain'), message }];
}

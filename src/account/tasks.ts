import { z } from 'zod';
import { defineTask } from '../queue/task.ts';

const accountPayload = z.object({ tenantId: z.uuid(), accountId: z.uuid() });
type AccountPayload = z.infer<typeof accountPayload>;
const perAccount = ({ accountId }: AccountPayload) => accountId;

/** A first or a new token pair is stored: find the account's repositories, import what is new. */
export const accountAuthorized = defineTask({
  name: 'account.authorized',
  payload: accountPayload,
  jobKey: perAccount,
});

/** A setting changed what counts as a repository (archived ones) or as an issue key (lower case). */
export const accountSettingsChanged = defineTask({
  name: 'account.settings-changed',
  payload: accountPayload,
  jobKey: perAccount,
});

/** Other rules for the types of environments: what is in the ledger gets its type anew. */
export const environmentRulesChanged = defineTask({
  name: 'account.environment-rules-changed',
  payload: accountPayload,
  jobKey: perAccount,
});

/** An admin removed the account: its repositories, their ledger and Jira's copy go. */
export const accountRemoved = defineTask({
  name: 'account.removed',
  payload: accountPayload,
  jobKey: perAccount,
});

/**
 * An account was removed, or its site has left: its webhooks go, then its tokens, which are what takes them away. In the
 * account's order, so that hooks of a new authorization are made after the old ones are gone.
 */
export const releaseAccount = defineTask({
  name: 'account.release',
  payload: accountPayload,
  orderKey: perAccount,
  jobKey: perAccount,
});

/** Tell GitLab that our tokens are not needed any more, then forget them. */
export const revokeTokens = defineTask({
  name: 'account.revoke-tokens',
  payload: accountPayload,
  jobKey: perAccount,
  priority: -10,
  maxAttempts: 5,
});

const owedPayload = z.object({ tenantId: z.uuid(), id: z.uuid() });

/** Tell GitLab that a token is not needed any more that it did not take back at once, then forget it. */
export const revokeOwedToken = defineTask({
  name: 'account.revoke-owed-token',
  payload: owedPayload,
  jobKey: ({ id }) => id,
  priority: -10,
});

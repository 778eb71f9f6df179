import { z } from 'zod';
import type { JiraAnswer, JiraRequest } from './connection.ts';
import { jiraFailure } from './failure.ts';

/** A user as Jira shows it to whoever asks. */
export type JiraUser = {
  readonly accountId: string;
  readonly name: string;
  /** Undefined where the person's profile hides it, as most do. */
  readonly email: string | undefined;
  readonly isActive: boolean;
  /** False for apps and for customers of a service desk. */
  readonly isPerson: boolean;
};

/** How Jira is asked, as the app or as a person; `now` in epoch ms. */
export type UsersCall = {
  readonly ask: (request: JiraRequest) => Promise<JiraAnswer>;
  readonly now: number;
};

const user = z
  .object({
    accountId: z.string().min(1),
    accountType: z.string().optional(),
    displayName: z.string(),
    active: z.boolean(),
    emailAddress: z.string().nullish(),
  })
  .transform((found) => ({
    accountId: found.accountId,
    name: found.displayName,
    email: found.emailAddress == null || found.emailAddress === '' ? undefined : found.emailAddress,
    isActive: found.active,
    isPerson: found.accountType === 'atlassian',
  }));

/**
 * Users whose name or e-mail address begins with a text (platform REST v3, "Find users"). Hidden addresses may be
 * matched and are not shown. Empty where whoever asks may not "Browse users and groups".
 *
 * @throws AppError `forbidden`, `unavailable`, `unexpected_answer` and those of `ask`
 */
export async function searchUsers({ ask, now }: UsersCall, query: string): Promise<JiraUser[]> {
  const answer = await ask({ method: 'GET', path: '/rest/api/3/user/search', query: { query } });
  const found = z.array(user).safeParse(answer.body);
  if (answer.status !== 200 || !found.success) throw jiraFailure(answer, now);
  return found.data;
}

/** One user, also one who has been switched off; undefined where there is none any more. Same errors. */
export async function getUser({ ask, now }: UsersCall, accountId: string): Promise<JiraUser | undefined> {
  const answer = await ask({ method: 'GET', path: '/rest/api/3/user', query: { accountId } });
  if (answer.status === 404) return undefined;
  const found = user.safeParse(answer.body);
  if (answer.status !== 200 || !found.success) throw jiraFailure(answer, now);
  return found.data;
}

import { z } from 'zod';
import type { JiraAnswer, JiraRequest } from './connection.ts';
import type { Dialect } from './dialect/dialect.ts';
import { jiraFailure } from './failure.ts';
import type { JiraUser } from './jira-user.ts';

/** How Jira is asked, as the app or as a person; `now` in epoch ms. */
export type UsersCall = {
  readonly ask: (request: JiraRequest) => Promise<JiraAnswer>;
  readonly dialect: Dialect;
  readonly now: number;
};

/**
 * Users whose name or e-mail address begins with a text (platform REST v3, "Find users"). Hidden addresses may be
 * matched and are not shown. Empty where whoever asks may not "Browse users and groups".
 *
 * @throws AppError `forbidden`, `unavailable`, `unexpected_answer` and those of `ask`
 */
export async function searchUsers({ ask, dialect, now }: UsersCall, text: string): Promise<JiraUser[]> {
  const answer = await ask({ method: 'GET', ...dialect.searchUsers(text) });
  const found = z.array(dialect.readUser).safeParse(answer.body);
  if (answer.status !== 200 || !found.success) throw jiraFailure(answer, now);
  return found.data;
}

/** One user, also one who has been switched off; undefined where there is none any more. Same errors. */
export async function getUser(
  { ask, dialect, now }: UsersCall,
  accountId: string,
): Promise<JiraUser | undefined> {
  const answer = await ask({ method: 'GET', ...dialect.user(accountId) });
  if (answer.status === 404) return undefined;
  const found = dialect.readUser.safeParse(answer.body);
  if (answer.status !== 200 || !found.success) throw jiraFailure(answer, now);
  return found.data;
}

/** One user by what they sign in with; undefined where there is none, or nobody has such a name. Same errors. */
export async function getUserNamed(
  { ask, dialect, now }: UsersCall,
  username: string,
): Promise<JiraUser | undefined> {
  const asked = dialect.userNamed?.(username);
  if (asked === undefined) return undefined;
  const answer = await ask({ method: 'GET', ...asked });
  if (answer.status === 404) return undefined;
  const found = dialect.readUser.safeParse(answer.body);
  if (answer.status !== 200 || !found.success) throw jiraFailure(answer, now);
  return found.data;
}

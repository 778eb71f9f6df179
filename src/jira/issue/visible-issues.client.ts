import { z } from 'zod';
import type { JiraAnswer, JiraRequest } from '../connection.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { jiraFailure } from '../failure.ts';

/** How Jira is asked, as a person; `now` in epoch ms. */
type IssuesCall = {
  readonly ask: (request: JiraRequest) => Promise<JiraAnswer>;
  readonly dialect: Dialect;
  readonly now: number;
};

/** Jira takes no more at once. */
export const mostIssuesAtOnce = 100;

const answer = z.object({ issues: z.array(z.object({ key: z.string() })) });

/**
 * Which of these issues whoever asks may see, security levels and all (platform REST v3, "Bulk fetch issues"): Jira
 * leaves out the others, and those that are not there. An issue that was moved is given under the key that it has now, which
 * may be none of these.
 *
 * @param keys at most 100
 * @throws AppError `unavailable`, `unexpected_answer` and those of `ask`
 */
export async function visibleIssues(
  { ask, dialect, now }: IssuesCall,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const asked = await ask({
    method: 'POST',
    ...dialect.issuesNamed(keys.slice(0, mostIssuesAtOnce)),
    timeoutMs: 10_000,
  });
  const read = answer.safeParse(asked.body);
  if (asked.status !== 200 || !read.success) throw jiraFailure(asked, now);
  return new Set(read.data.issues.map(({ key }) => key));
}

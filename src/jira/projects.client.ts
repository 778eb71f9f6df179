import { z } from 'zod';
import type { JiraCall } from './bulk.client.ts';
import { jiraFailure } from './failure.ts';

const page = z.object({
  isLast: z.boolean().optional(),
  values: z.array(z.object({ key: z.string() })),
});

// The most that Jira gives at once (platform REST v3, "Get projects paginated").
const pageSize = 100;

/**
 * Keys of the projects that the app can see on this site; null where it may not ask (403, or any other refusal).
 *
 * @throws AppError `unavailable`, `unexpected_answer` and those of `JiraConnection.call`
 */
export async function projectKeys({ connection, now }: JiraCall): Promise<string[] | null> {
  const keys: string[] = [];
  for (;;) {
    const answer = await connection.call({
      method: 'GET',
      path: '/rest/api/3/project/search',
      query: { startAt: String(keys.length), maxResults: String(pageSize) },
    });
    if (answer.status >= 400 && answer.status < 500) return null;
    const read = page.safeParse(answer.body);
    if (answer.status !== 200 || !read.success) throw jiraFailure(answer, now);
    const { values, isLast } = read.data;
    keys.push(...values.map(({ key }) => key));
    if (values.length === 0 || (isLast ?? values.length < pageSize)) return keys;
  }
}

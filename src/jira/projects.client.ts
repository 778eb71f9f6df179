import { z } from 'zod';
import type { JiraCall } from './bulk.client.ts';
import type { JiraAnswer } from './connection.ts';
import { AppError } from '../lib/errors.ts';
import { jiraFailure } from './failure.ts';

const page = z.object({
  isLast: z.boolean().optional(),
  values: z.array(z.object({ key: z.string() })),
});

// The most that Jira gives at once (platform REST v3, "Get projects paginated").
const pageSize = 100;

/**
 * Keys of the projects that the app can see on this site; null where it may not ask (403, any other refusal, or a
 * site that the app cannot ask for anything of the kind).
 *
 * @throws AppError `unavailable`, `unexpected_answer` and those of `JiraConnection.call`
 */
export async function projectKeys(call: JiraCall): Promise<string[] | null> {
  return call.connection.dialect.name === 'cloud' ? searchedKeys(call) : listedKeys(call);
}

const list = z.array(z.object({ key: z.string() }));

/** Data Center gives all at once ("Get all projects"). */
async function listedKeys({ connection, now }: JiraCall): Promise<string[] | null> {
  const answer = await connection.call({ method: 'GET', path: '/rest/api/2/project' });
  if (answer.status >= 400 && answer.status < 500) return null;
  const read = list.safeParse(answer.body);
  if (answer.status !== 200 || !read.success) throw jiraFailure(answer, now);
  return read.data.map(({ key }) => key);
}

async function searchedKeys({ connection, now }: JiraCall): Promise<string[] | null> {
  const keys: string[] = [];
  for (;;) {
    const answer = await askForPage(connection, keys.length);
    if (answer === undefined) return null;
    if (answer.status >= 400 && answer.status < 500) return null;
    const read = page.safeParse(answer.body);
    if (answer.status !== 200 || !read.success) throw jiraFailure(answer, now);
    const { values, isLast } = read.data;
    keys.push(...values.map(({ key }) => key));
    if (values.length === 0 || (isLast ?? values.length < pageSize)) return keys;
  }
}

async function askForPage(
  connection: JiraCall['connection'],
  startAt: number,
): Promise<JiraAnswer | undefined> {
  try {
    return await connection.call({
      method: 'GET',
      path: '/rest/api/3/project/search',
      query: { startAt: String(startAt), maxResults: String(pageSize) },
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'feature_disabled') return undefined;
    throw error;
  }
}

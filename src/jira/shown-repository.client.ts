import { z } from 'zod';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import type { JiraCall } from './bulk.client.ts';
import { jiraFailure } from './failure.ts';

/** An entity that Jira shows, and the sequence id it was sent with. */
export type ShownEntity = { readonly id: string; readonly sequence: number };
export type ShownRepository = Readonly<Record<'commit' | 'branch' | 'pull_request', readonly ShownEntity[]>>;

const entities = z
  .array(z.object({ id: z.string(), updateSequenceId: z.number() }))
  .nullish()
  .transform((list) => (list ?? []).map(({ id, updateSequenceId }) => ({ id, sequence: updateSequenceId })));
const answerSchema = z
  .object({ commits: entities, branches: entities, pullRequests: entities })
  .transform(({ commits, branches, pullRequests }): ShownRepository => ({
    commit: commits,
    branch: branches,
    pull_request: pullRequests,
  }));

/**
 * What Jira has of a repository: the newest 400 of each kind (devinfo 0.10, `GET /repository/{id}`); undefined where it
 * has nothing. Costs a point for the call, and may be slow: for looking into a doubt, not for every day.
 *
 * @throws AppError `forbidden`, `unavailable`, `unexpected_answer`, and those of `JiraConnection.call`
 */
export async function shownRepository(
  { connection, now }: JiraCall,
  repositoryId: string,
): Promise<ShownRepository | undefined> {
  const path = `/rest/devinfo/0.10/repository/${encodeURIComponent(repositoryId)}`;
  const answer = await connection.call({ method: 'GET', path });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw jiraFailure(answer, now);
  const shown = answerSchema.safeParse(answer.body);
  if (!shown.success) {
    throw new AppError('unexpected_answer', say('errors.jira.undocumented'));
  }
  return shown.data;
}

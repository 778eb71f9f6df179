import { z } from 'zod';
import { mayViewDevTools } from '../jira/dev-tools.client.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import { dialectOf } from '../tenant/jira-connection.ts';
import type { Viewer } from '../tenant/viewer.ts';

export type VisibleIssue = {
  /** As Jira has it now. */
  readonly key: string;
  readonly summary: string;
  /** All that it is named by in GitLab: its key, and those that it had before it was moved to another project. */
  readonly keys: readonly string[];
};

/** Issue keys as pages are asked for them. */
export const issueKeyInQuery = z.string().regex(/^[A-Z][A-Z0-9_]{0,254}-[1-9][0-9]{0,17}$/);

const answer = z.object({
  key: z.string(),
  fields: z.object({ summary: z.string().catch('') }),
  changelog: z
    .object({
      histories: z.array(
        z.object({ items: z.array(z.object({ field: z.string(), fromString: z.string().nullish() })) }),
      ),
    })
    .catch({ histories: [] }),
});
type Answer = z.infer<typeof answer>;

/**
 * An issue whose development the viewer may see: Jira is asked as that person, so that its projects, permissions and
 * security levels hold here too.
 *
 * @throws AppError `not_found` for an issue that is not there or not for this person, `forbidden` where only its
 * development is not, `unavailable` without an answer
 */
export async function visibleIssue(viewer: Viewer, issueKey: string): Promise<VisibleIssue> {
  const dialect = dialectOf(viewer.tenant);
  const ask: Viewer['ask'] = (request) => viewer.ask(request);
  const [{ status, body }, mayView] = await Promise.all([
    ask({
      method: 'GET',
      path: `${dialect.api}/issue/${issueKey}`,
      query: { fields: 'summary', expand: 'changelog' },
      timeoutMs: 10_000,
    }),
    mayViewDevTools({ ask, dialect }, { issueKey }),
  ]);
  if (status === 403 || status === 404) {
    throw new AppError('not_found', say('panel.noIssue'));
  }
  const read = status === 200 ? answer.safeParse(body).data : undefined;
  if (read === undefined || mayView === undefined) {
    throw new AppError('unavailable', say('panel.issueUnknown'));
  }
  if (!mayView) throw new AppError('forbidden', say('panel.noDevTools'));
  const { key, fields } = read;
  return { key, summary: fields.summary, keys: [...new Set([key, issueKey, ...formerKeys(read)])] };
}

/**
 * A move is in the history as a change of "Key". Cloud brings along the newest hundred changes ("Get issue", `expand`):
 * a key from before them is not known here, unless it is the one that was asked for.
 */
function formerKeys({ changelog }: Answer): string[] {
  const changes = changelog.histories.flatMap(({ items }) => items);
  return changes.flatMap(({ field, fromString }) => (field === 'Key' && fromString ? [fromString] : []));
}

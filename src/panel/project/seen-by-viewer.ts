import { mostIssuesAtOnce, visibleIssues } from '../../jira/issue/visible-issues.client.ts';
import { AppError } from '../../lib/errors.ts';
import { dialectOf } from '../../tenant/jira-connection.ts';
import type { Viewer } from '../../tenant/viewer.ts';
import { visibleIssue } from '../visible-issue.ts';

/** Something of the ledger whose texts a page shows, with the issues that it names. */
type Named = { readonly issueKeys: readonly string[] };

type Seen = { readonly isShown: (thing: Named) => boolean; readonly keysOf: (thing: Named) => string[] };

/** Each takes calls of its own. */
const mostMoved = 10;

/**
 * Keeps from a page what names no issue of the project that the viewer may see: who may browse a project need not see
 * each of its issues (security levels). Jira is asked once, as the viewer; where that leads to issues that were moved to
 * another project, these are asked for their former keys.
 *
 * @returns whether a thing may be shown, and which of the keys
 */
export async function seenByViewer(
  viewer: Viewer,
  { projectKey, now }: { projectKey: string; now: number },
  things: readonly Named[],
): Promise<Seen> {
  // The things of a page share what Jira tells of at once.
  const mostOfOne = Math.floor(mostIssuesAtOnce / Math.max(1, things.length));
  const asked = (thing: Named) =>
    thing.issueKeys.filter((key) => key.startsWith(`${projectKey}-`)).slice(0, mostOfOne);
  const keys = [...new Set(things.flatMap(asked))];
  const visible = await visibleIssues(
    { ask: (request) => viewer.ask(request), dialect: dialectOf(viewer.tenant), now },
    keys,
  );
  const elsewhere = [...visible].filter((key) => !keys.includes(key)).slice(0, mostMoved);
  const moved = await Promise.all(elsewhere.map((key) => keysBefore(viewer, key)));
  const seen = new Set([...visible, ...moved.flat()]);
  const keysOf = (thing: Named) => asked(thing).filter((key) => seen.has(key));
  return { isShown: (thing) => keysOf(thing).length > 0, keysOf };
}

/** Of an issue of another project; none where the viewer may not see the development there. */
async function keysBefore(viewer: Viewer, issueKey: string): Promise<readonly string[]> {
  try {
    return (await visibleIssue(viewer, issueKey)).keys;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'forbidden' || error.code === 'not_found')) return [];
    throw error;
  }
}

import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import type { GitlabPush } from '../../gitlab/pushes/push.schema.ts';
import { AppError } from '../../lib/errors.ts';

/** Which push brought a commit into its project. */
export type FoundPush =
  | { readonly by: 'push'; readonly push: GitlabPush }
  /** A push of many refs, of which GitLab does not tell what was in it, can have brought it before all others. */
  | { readonly by: 'bulk'; readonly push: GitlabPush }
  /** So can one whose commits cannot be looked at any more. */
  | { readonly by: 'gone'; readonly push: GitlabPush }
  /** Too much has been pushed meanwhile to look at all of it. */
  | { readonly by: 'crowd' }
  | { readonly by: 'nothing' };

export type Wanted = {
  readonly projectId: number;
  readonly sha: string;
  /** Epoch ms: the commit was not in the project then, for it would have been read. */
  readonly since: number;
  /** Epoch ms: the commit had been read by then, so that no later push has brought it. */
  readonly seenAt: number;
};

const dayMs = 86_400_000;
/** GitLab filters by days of its own time zone, the day that is named left out. */
const marginDays = 2;
const clocksDifferMs = 5 * 60_000;
/** Of 100 pushes each, newest first. */
const mostPages = 10;

/**
 * The earliest push after which the commit was in the project, by GitLab's activity feed: whoever pushes it once more, or
 * merges it, did not bring it. Errors as of every call.
 */
export async function findPush(gitlab: GitlabClient, wanted: Wanted): Promise<FoundPush> {
  const doubts: Extract<FoundPush, { by: 'bulk' | 'gone' }>[] = [];
  const pushes = await pushesUntilSeen(gitlab, wanted);
  if (pushes === undefined) return { by: 'crowd' };
  for (const push of pushes) {
    if (push.ref === undefined) {
      if (!push.isRemoval) doubts.push({ by: 'bulk', push });
      continue;
    }
    const answer = await look(gitlab, wanted, push);
    if (answer === 'gone') doubts.push({ by: 'gone', push });
    // Somebody had brought it before, with a push that the feed does not show.
    if (answer === 'older') break;
    if (answer === 'brought')
      return doubts.find((one) => one.push.userId !== push.userId) ?? { by: 'push', push };
  }
  return doubts[0] ?? { by: 'nothing' };
}

/** Oldest first; undefined where there are too many. */
async function pushesUntilSeen(
  gitlab: GitlabClient,
  { projectId, since, seenAt }: Wanted,
): Promise<GitlabPush[] | undefined> {
  const after = dayOf(since - marginDays * dayMs);
  const before = dayOf(seenAt + marginDays * dayMs);
  const [first, last] = [since - clocksDifferMs, seenAt + clocksDifferMs];
  const found = new Map<number, GitlabPush>();
  let page: number | undefined = 1;
  while (page !== undefined) {
    if (page > mostPages) return undefined;
    const listed = await gitlab.pushes({ projectId, after, before, page });
    for (const push of listed.items) found.set(push.id, push);
    page = listed.items.some(({ at }) => at < first) ? undefined : listed.nextPage;
  }
  const pushes = [...found.values()].filter(({ at }) => at >= first && at <= last);
  return pushes.sort((a, b) => a.id - b.id);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `older`: it had been there before. `gone`: the push cannot be looked at, its commits are not in the project any more. */
type Answer = 'brought' | 'older' | 'gone' | 'no';

/**
 * Whether the commit came with this push. Its place in a history is asked for, not searched in a list: a push can have any
 * number of commits, and whoever makes one chooses the dates by which GitLab puts them in order.
 */
async function look(
  gitlab: GitlabClient,
  { projectId, sha }: Wanted,
  { from, to, count }: GitlabPush,
): Promise<Answer> {
  if (to === undefined) return 'no';
  if (to === sha) return 'brought';
  if (count <= 1) return 'no';
  const after = await holds(gitlab, { projectId, sha, head: to });
  if (after !== true) return after === undefined ? 'gone' : 'no';
  if (from === undefined) return 'brought';
  const before = await holds(gitlab, { projectId, sha, head: from });
  if (before === undefined) return 'gone';
  return before ? 'older' : 'brought';
}

/** Whether a commit is in the history of another one; undefined where one of them is not there any more. */
async function holds(
  gitlab: GitlabClient,
  { projectId, sha, head }: { projectId: number; sha: string; head: string },
): Promise<boolean | undefined> {
  // What the commit has and the other one has not: nothing, where that one holds it.
  const beyond = await list(gitlab, { projectId, ref: `${head}..${sha}` });
  if (beyond.includes(sha)) return false;
  // GitLab lists nothing either where it does not know one of the two.
  for (const ref of [head, sha]) {
    const own = await list(gitlab, { projectId, ref });
    if (!own.includes(ref)) return undefined;
  }
  return true;
}

/** The newest 100; none where GitLab does not know the ref. */
async function list(
  gitlab: GitlabClient,
  { projectId, ref }: { projectId: number; ref: string },
): Promise<string[]> {
  try {
    const { items } = await gitlab.commits({ projectId, ref, page: 1 });
    return items.map((commit) => commit.sha);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return [];
    throw error;
  }
}

import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import type { GitlabPush } from '../../gitlab/pushes/push.schema.ts';

/** Which push brought a commit into its project. */
export type FoundPush =
  | { readonly by: 'push'; readonly push: GitlabPush }
  /** A push of many branches, of which GitLab does not tell what was in it, can have brought it before all others. */
  | { readonly by: 'bulk'; readonly push: GitlabPush }
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
/** Of 100 pushes each. Where there are more in that time, the newest are looked at. */
const mostPages = 10;
/** Of 100 commits each: what of one push is looked at. */
const mostCommitPages = 5;

/**
 * The earliest push whose range holds the commit, by GitLab's activity feed: whoever pushes it once more, or merges it,
 * did not bring it. Errors as of every call.
 */
export async function findPush(gitlab: GitlabClient, wanted: Wanted): Promise<FoundPush> {
  const bulks: GitlabPush[] = [];
  for (const push of await pushesUntilSeen(gitlab, wanted)) {
    if (push.refType === 'tag' && push.ref === undefined) continue;
    if (push.ref === undefined) bulks.push(push);
    else if (await holds(gitlab, wanted, push)) {
      const other = bulks.find(({ userId }) => userId !== push.userId);
      return other === undefined ? { by: 'push', push } : { by: 'bulk', push: other };
    }
  }
  const [bulk] = bulks;
  return bulk === undefined ? { by: 'nothing' } : { by: 'bulk', push: bulk };
}

/** Oldest first. */
async function pushesUntilSeen(
  gitlab: GitlabClient,
  { projectId, since, seenAt }: Wanted,
): Promise<GitlabPush[]> {
  const after = dayOf(since - marginDays * dayMs);
  const before = dayOf(seenAt + marginDays * dayMs);
  const found = new Map<number, GitlabPush>();
  let page: number | undefined = 1;
  while (page !== undefined && page <= mostPages) {
    const listed = await gitlab.pushes({ projectId, after, before, page });
    for (const push of listed.items) found.set(push.id, push);
    page = listed.nextPage;
  }
  const pushes = [...found.values()].filter(
    ({ at }) => at >= since - clocksDifferMs && at <= seenAt + clocksDifferMs,
  );
  return pushes.sort((a, b) => a.id - b.id);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/**
 * Whether the commit came with this push. A new ref has no beginning: as many commits as came with it are looked at, and
 * those that the default branch had are not counted there (app/services/git/branch_hooks_service.rb).
 */
async function holds(
  gitlab: GitlabClient,
  { projectId, sha }: Wanted,
  { from, to, count }: GitlabPush,
): Promise<boolean> {
  if (to === undefined) return false;
  if (to === sha) return true;
  if (count <= 1) return false;
  const pages = Math.min(mostCommitPages, Math.ceil(count / 100));
  for (let page = 1; page <= pages; page += 1) {
    const ref = from === undefined ? to : `${from}..${to}`;
    const { items } = await gitlab.commits({ projectId, ref, page });
    if (items.some((commit) => commit.sha === sha)) return true;
    if (items.length < 100) return false;
  }
  return false;
}

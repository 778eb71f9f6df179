import type { Context } from '../../context.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import type { GitlabPush } from '../../gitlab/pushes/push.schema.ts';
import { normalEmail } from '../../identity/email-hash.ts';
import { AppError } from '../../lib/errors.ts';
import type { Repository } from '../../repository/repository.store.ts';
import { rotatedAt } from '../../repository/rotation.store.ts';
import { findPush } from './find-push.ts';
import { keptPush } from './kept-push.ts';
import { hasLinkedAddress } from './linked-address.store.ts';
import { say, verbatim } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { openRepository } from './open-repository.ts';

export type PushedCommit = {
  readonly tenantId: string;
  readonly repositoryId: string;
  readonly sha: string;
  readonly authorEmail: string;
  /** Epoch ms. */
  readonly seenAt: number;
};

/** `reason` says in words why not, and what to do. */
export type Trust = { readonly trusted: true } | { readonly trusted: false; readonly reason: Text };

/**
 * Whether the author of a commit has pushed it: an author's address in git can be forged, and whoever pushes signs in to
 * GitLab. The author is the GitLab user who has verified the address. A web edit or a merge counts as pushed by the person
 * who clicked.
 * @throws AppError where GitLab does not answer now, so that the question is asked again
 */
export async function isPushedByAuthor(ctx: Context, commit: PushedCommit): Promise<Trust> {
  const open = await openRepository(ctx, commit);
  if (open === undefined) return no(say('smartCommit.notVerified.notLinked'));
  const { repository, gitlab } = open;
  try {
    const found = await keptPush(ctx, commit, async () => {
      const projectId = repository.gitlabProjectId;
      const since = await absentAt(ctx, commit);
      return findPush(gitlab, { projectId, sha: commit.sha, since, seenAt: commit.seenAt });
    });
    if (found.by === 'bulk') return no(say('smartCommit.notVerified.bulk'));
    if (found.by === 'crowd') return no(say('smartCommit.notVerified.crowd'));
    if (found.by === 'gone') return no(say('smartCommit.notVerified.gone', { pusher: nameOf(found.push) }));
    if (found.by === 'push') return await judge(ctx, { commit, repository, gitlab, push: found.push });
    // GitLab's answers can be some seconds behind its webhooks.
    if (ctx.clock.now() < commit.seenAt + settledMs) throw tooSoon(commit);
    return no(say('smartCommit.notVerified.noPush'));
  } catch (error) {
    if (error instanceof AppError && isHidden(error)) return no(say('smartCommit.notVerified.hidden'));
    throw error;
  }
}

const longestMs = 14 * 86_400_000;

/** When the commit was surely not there yet: the repository was read as a whole, and it was first seen later. Epoch ms. */
async function absentAt(ctx: Context, { tenantId, repositoryId, seenAt }: PushedCommit): Promise<number> {
  const readAt = await rotatedAt(ctx.db, { tenantId, repositoryId });
  const earliest = seenAt - longestMs;
  return readAt !== undefined && readAt < seenAt ? Math.max(readAt, earliest) : earliest;
}

const settledMs = 15_000;

function tooSoon({ seenAt }: PushedCommit): AppError {
  return new AppError('unavailable', say('smartCommit.pushNotYet'), { retryAt: seenAt + settledMs });
}

function nameOf({ username }: GitlabPush): Text {
  return username === undefined ? say('smartCommit.somebodyElse') : verbatim(`@${username}`);
}

function isHidden({ code }: AppError): boolean {
  return code === 'not_found' || code === 'feature_disabled' || code === 'gone';
}

function no(reason: Text): Trust {
  return { trusted: false, reason };
}

type Case = {
  readonly commit: PushedCommit;
  readonly repository: Repository;
  readonly gitlab: GitlabClient;
  readonly push: GitlabPush;
};

async function judge(ctx: Context, given: Case): Promise<Trust> {
  const { commit, repository, gitlab, push } = given;
  const { gitlabProjectId: projectId, path } = repository;
  const author = await gitlab.commitAuthor({ projectId, path, sha: commit.sha });
  const pusher = nameOf(push);
  if (author !== undefined && author !== 'nobody') {
    if (author.userId === push.userId) return ofOwnProject(given);
    return no(say('smartCommit.notVerified.other', { pusher, author: author.username }));
  }
  if (await isAddressOf(ctx, given)) return ofOwnProject(given);
  return no(say('smartCommit.notVerified.address', { pusher }));
}

/**
 * Who merges from a fork pushes what others have pushed there, and nobody asks the fork: only a merge request of the
 * person's own counts. One that was made after the push has not brought the commit.
 */
async function ofOwnProject({ commit, repository, gitlab, push }: Case): Promise<Trust> {
  const { gitlabProjectId: projectId } = repository;
  const requests = await gitlab.mergeRequestsOf({ projectId, sha: commit.sha }).catch((error: unknown) => {
    // Without merge requests nothing was merged from a fork.
    if (error instanceof AppError && error.code === 'feature_disabled') return [];
    throw error;
  });
  const other = requests.find(
    ({ fromSameProject, createdAt, author }) =>
      !fromSameProject && createdAt <= push.at && (author === undefined || author.username !== push.username),
  );
  if (other === undefined) return { trusted: true };
  return no(say('smartCommit.notVerified.fork', { iid: String(other.iid) }));
}

/** Where GitLab does not tell whose an address is: what the pusher has linked, or shows in public. */
async function isAddressOf(ctx: Context, { commit, repository, gitlab, push }: Case): Promise<boolean> {
  const { tenantId, authorEmail } = commit;
  const { hostUrl } = repository;
  const address = { tenantId, hostUrl, gitlabUserId: push.userId, email: authorEmail };
  if (await hasLinkedAddress(ctx.db, address)) return true;
  const publicEmail = (await gitlab.user(push.userId))?.publicEmail;
  return publicEmail !== undefined && normalEmail(publicEmail) === normalEmail(authorEmail);
}

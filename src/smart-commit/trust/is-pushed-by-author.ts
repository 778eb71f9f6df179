import { gitlabFor } from '../../account/gitlab-for.ts';
import { getAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import type { GitlabClient } from '../../gitlab/gitlab-client.ts';
import type { GitlabPush } from '../../gitlab/pushes/push.schema.ts';
import { normalEmail } from '../../identity/email-hash.ts';
import { AppError } from '../../lib/errors.ts';
import { getRepository, type Repository } from '../../repository/repository.store.ts';
import { rotatedAt } from '../../repository/rotation.store.ts';
import { findPush } from './find-push.ts';
import { keptPush } from './kept-push.ts';
import { hasLinkedAddress } from './linked-address.store.ts';

export type PushedCommit = {
  readonly tenantId: string;
  readonly repositoryId: string;
  readonly sha: string;
  readonly authorEmail: string;
  /** Epoch ms. */
  readonly seenAt: number;
};

/** `reason` says in words why not, and what to do. */
export type Trust = { readonly trusted: true } | { readonly trusted: false; readonly reason: string };

/**
 * Whether the author of a commit has pushed it: an author's address in git can be forged, and whoever pushes signs in to
 * GitLab. The author is the GitLab user who has verified the address. A web edit or a merge counts as pushed by the person
 * who clicked.
 * @throws AppError where GitLab does not answer now, so that the question is asked again
 */
export async function isPushedByAuthor(ctx: Context, commit: PushedCommit): Promise<Trust> {
  const open = await openRepository(ctx, commit);
  if (open === undefined)
    return no('Its repository is not linked any more, so nobody can ask who has pushed it.');
  const { repository, gitlab } = open;
  try {
    const found = await keptPush(ctx, commit, async () => {
      const projectId = repository.gitlabProjectId;
      const since = await absentAt(ctx, commit);
      return findPush(gitlab, { projectId, sha: commit.sha, since, seenAt: commit.seenAt });
    });
    if (found.by === 'bulk') return no(bulkWords);
    if (found.by === 'crowd') return no(crowdWords);
    if (found.by === 'gone') return no(goneWords(found.push));
    if (found.by === 'push') return await judge(ctx, { commit, repository, gitlab, push: found.push });
    // GitLab's answers can be some seconds behind its webhooks.
    if (ctx.clock.now() < commit.seenAt + settledMs) throw tooSoon(commit);
    return no(`GitLab shows no push that brought this commit. ${otherwise}`);
  } catch (error) {
    if (error instanceof AppError && isHidden(error)) {
      return no(
        'GitLab does not show who has pushed it to the user who authorized the account. Let one with access authorize it, then run this again.',
      );
    }
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
  return new AppError('unavailable', 'GitLab does not show the push of this commit yet; it is asked again.', {
    retryAt: seenAt + settledMs,
  });
}

const otherwise = 'Do what it asks for in Jira.';
const bulkWords = `It cannot be verified, because it came with a push of more than three branches or tags, or after one, and GitLab does not tell what was in such a push. Push fewer at a time. ${otherwise}`;
const crowdWords = `It cannot be verified, because too much has been pushed to its repository since that was last read as a whole. ${otherwise}`;

function goneWords(push: GitlabPush): string {
  return `It cannot be verified, because not everything that ${nameOf(push)} has pushed before can be looked at any more. ${otherwise}`;
}

function nameOf({ username }: GitlabPush): string {
  return username === undefined ? 'somebody else' : `@${username}`;
}

function isHidden({ code }: AppError): boolean {
  return code === 'not_found' || code === 'feature_disabled' || code === 'gone';
}

function no(reason: string): Trust {
  return { trusted: false, reason: `Not verified as its author's. ${reason}` };
}

async function openRepository(
  ctx: Context,
  { tenantId, repositoryId }: PushedCommit,
): Promise<{ repository: Repository; gitlab: GitlabClient } | undefined> {
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  const account = repository && (await getAccount(ctx.db, tenantId, repository.accountId));
  if (!account || account.state === 'pending' || account.state === 'removed') return undefined;
  return { repository, gitlab: await gitlabFor(ctx, account, { lane: 'live' }) };
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
    return no(`${pusher} has pushed it, and its author is @${author.username}. ${otherwise}`);
  }
  if (await isAddressOf(ctx, given)) return ofOwnProject(given);
  return no(
    `${pusher} has pushed it, and GitLab does not know the author's address as theirs. Whose it is adds it under Emails in their GitLab profile and confirms it; then run this again.`,
  );
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
  return no(
    `It came from a fork, with !${other.iid} of somebody else, and nobody can tell who has pushed it there. ${otherwise}`,
  );
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

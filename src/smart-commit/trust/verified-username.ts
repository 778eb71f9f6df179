import type { Context } from '../../context.ts';
import { openRepository } from './open-repository.ts';

/**
 * What the GitLab user is called to whom the address of a commit's author belongs. GitLab itself looks the author up, by
 * confirmed addresses alone (`repository.tree.lastCommit.author` of GraphQL), so that an address that somebody has merely
 * entered, or shows in public, proves nothing.
 *
 * @returns undefined where GitLab knows nobody with this address, or does not tell
 * @throws AppError where GitLab does not answer now
 */
export async function verifiedUsername(
  ctx: Context,
  { sha, ...of }: { tenantId: string; repositoryId: string; sha: string },
): Promise<string | undefined> {
  const open = await openRepository(ctx, of);
  if (open === undefined) return undefined;
  const { gitlabProjectId: projectId, path } = open.repository;
  const author = await open.gitlab.commitAuthor({ projectId, path, sha });
  return author === undefined || author === 'nobody' ? undefined : author.username;
}

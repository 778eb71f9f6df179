import { canReadCode } from '../world/access.ts';
import type { Project } from '../world/model.ts';
import { userWith } from '../world/push.ts';
import type { Asking } from './resolve.ts';
import { userValue } from './user.ts';

/** A project's code: null for who may not read it. A tree's last commit is, at its root, the commit of its ref. */
export function repositoryValue(asking: Asking, project: Project): Record<string, unknown> | null {
  const { user } = asking;
  if (project.disabled.has('repository') || !canReadCode(user, project)) return null;
  return {
    empty: project.repository.branches.size === 0,
    tree: ({ path, ref }: { path: string; ref: string }) => {
      if (path !== '' && path !== '/') throw new Error('Only the root of a tree is served here.');
      const commit = project.repository.resolve(ref === 'head' ? 'HEAD' : ref, project.defaultBranch);
      return commit === undefined ? null : { lastCommit: commitValue(asking, project, commit) };
    },
  };
}

/** `author` is the user who has confirmed the address of the commit's author. */
function commitValue({ sandbox }: Asking, { repository }: Project, commit: number): Record<string, unknown> {
  const { id, author_name: authorName, author_email: authorEmail, message } = repository.store.record(commit);
  const author = userWith(sandbox.state, authorEmail);
  return {
    id: `gid://gitlab/Commit/${id}`,
    sha: id,
    shortId: id.slice(0, 8),
    title: message.split('\n')[0],
    authorName,
    authorEmail,
    author: author === undefined ? null : userValue(sandbox.url, author),
  };
}

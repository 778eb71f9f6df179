/**
 * GitHub has one level of owners and repositories, and the connector puts both into addresses as single segments. A group
 * below another, or a project in one, is written with `@` for each `/`, as GitLab's own facade did
 * (lib/gitlab/jira/dvcs.rb). No path in GitLab has an `@` (lib/gitlab/path_regex.rb), so the way back is certain.
 */
export function toSegment(path: string): string {
  return path.replaceAll('/', '@');
}

export function fromSegment(segment: string): string {
  return segment.replaceAll('@', '/');
}

/** A project's name below its account, as one segment; undefined where it is not below that. */
export function repositorySegment(namespacePath: string, projectPath: string): string | undefined {
  const isBelow = projectPath.toLowerCase().startsWith(`${namespacePath.toLowerCase()}/`);
  return isBelow ? toSegment(projectPath.slice(namespacePath.length + 1)) : undefined;
}

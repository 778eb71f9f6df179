/** Where people see an issue, or what was made on it. `displayUrl` has no trailing slash. */
export function issueUrl(
  { displayUrl }: { readonly displayUrl: string },
  issueKey: string,
  made: { comment?: string | null; worklog?: string | null } = {},
): string {
  const page = `${displayUrl}/browse/${encodeURIComponent(issueKey)}`;
  if (made.comment != null) return `${page}?focusedCommentId=${encodeURIComponent(made.comment)}`;
  if (made.worklog != null) return `${page}?focusedWorklogId=${encodeURIComponent(made.worklog)}`;
  return page;
}

import { view } from '@forge/bridge';
import { startShell } from './shell.ts';

/**
 * Pages that stand alone: those of an administrator, everybody's own, and a project's. What follows the app's address in
 * Jira is the path of a page of ours. Whether the person may see the project is for the server to find out.
 */
void startShell(async ({ moduleKey, projectKey = '' }) => {
  if (moduleKey === 'project') return `/project?projectKey=${encodeURIComponent(projectKey)}`;
  if (moduleKey === 'get-started' || moduleKey === 'identity') return `/${moduleKey}`;
  const path = await ownPath();
  // Jira's menu leads to the address itself, "Create branch" of its development panel to that of an issue's key.
  if (moduleKey === 'create')
    return path === '/' ? '/start' : `/branches/new?issueKey=${encodeURIComponent(path.slice(1))}`;
  return path === '/' ? '/accounts' : path;
});

/** What follows the app's address in Jira. */
function ownPath(): Promise<string> {
  // Only pages that stand alone have a history; one without it is always the first page.
  return view.createHistory().then(
    ({ location }) => location.pathname,
    () => '/',
  );
}

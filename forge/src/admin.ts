import { view } from '@forge/bridge';
import { startShell } from './shell.ts';

/** Pages that stand alone: those of an administrator, and everybody's own. What follows the app's address in Jira is the path of a page of ours. */
void startShell(async ({ moduleKey }) => {
  if (moduleKey === 'get-started' || moduleKey === 'identity') return `/${moduleKey}`;
  // Only pages that stand alone have a history; one without it is always the first page.
  const path = await view.createHistory().then(
    ({ location }) => location.pathname,
    () => '/',
  );
  return path === '/' ? '/accounts' : path;
});

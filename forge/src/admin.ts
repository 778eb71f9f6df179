import { view } from '@forge/bridge';
import { startShell } from './shell.ts';

/** The pages of an administrator. What follows the app's address in Jira is the path of a page of ours. */
void startShell(async ({ moduleKey }) => {
  if (moduleKey === 'get-started') return '/get-started';
  // Only pages that stand alone have a history; one without it is always the first page.
  const path = await view.createHistory().then(
    ({ location }) => location.pathname,
    () => '/',
  );
  return path === '/' ? '/accounts' : path;
});

export const tenant = {
  'tenant.getStarted.title': 'Get started',
  'tenant.getStarted.installed': '{appName} is installed',
  'tenant.getStarted.lead':
    'Link a GitLab group or personal namespace. Its branches, commits and merge requests then appear on the Jira issues that they name, the complete history included.',
  'tenant.getStarted.application':
    'In GitLab, create an OAuth application with the scope <code>api</code>. The next page shows its Redirect URL and links to the right page of your GitLab.',
  'tenant.getStarted.link': "Link the group or namespace with the application's Client ID and Client Secret.",
  'tenant.getStarted.keys':
    'Write issue keys such as <code>PROJ-12</code> in branch names, commit messages and merge request titles.',
  'tenant.getStarted.open': 'Link a GitLab account',
  'tenant.nav.label': 'Pages',
  'tenant.nav.accounts': 'DVCS accounts',
  'tenant.nav.smartCommits': 'Smart Commits',
  'tenant.nav.tryLine': 'Try a line',
  'tenant.nav.authors': 'Authors',
  'tenant.nav.identity': 'My GitLab identity',
  'tenant.nav.mine': 'My Smart Commits',
  'tenant.nav.skip': 'Skip to the page',
  'tenant.nav.site': 'Jira site',
  'tenant.nav.signedInAs': 'Signed in as {name}',
  'tenant.nav.signOut': 'Sign out',
  'tenant.signIn.title': 'Sign in',
  'tenant.signIn.signedOut': 'You are signed out.',
  'tenant.signIn.inJira': 'If your Jira has this app, you need no sign-in: open the app in Jira.',
  'tenant.signIn.byLink':
    'If your Jira Cloud site is connected by OAuth credentials, ask whoever operates this server for a sign-in link. It works once, for 15 minutes.',
  'tenant.signIn.linkHint':
    'This link signs you in once, as an administrator of one Jira site on this server.',
  'tenant.signIn.button': 'Sign in',
  'tenant.signIn.noToken':
    'This address is not a whole sign-in link. Copy all of it, with what stands behind the #.',
  'tenant.signIn.linkGone':
    'This sign-in link cannot be used any more: it was used, is older than 15 minutes, or is not whole. Ask whoever operates this server for a new one.',
  'tenant.signIn.tooMany': 'There were too many attempts to sign in. Try again at {until}.',
  'tenant.session.ended':
    'Your session has ended. Sign in again in another tab, then come back and try again: what you typed is still here.',
  'tenant.session.signInAgain': 'Sign in again',
  'tenant.session.notOurs':
    'This request did not come from a page of this app, or from one that is too old. Nothing was changed. Load the page again and try once more.',
} as const;

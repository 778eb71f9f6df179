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
  'tenant.signIn.site': 'Address of your Jira',
  'tenant.signIn.site.hint':
    'For a Jira Data Center or Jira Server, such as https://jira.example.com. You sign in there.',
  'tenant.signIn.next': 'Next',
  'tenant.signIn.noSite':
    'No Jira with this address is connected to this server. Check the address, or ask whoever operates this server.',
  'tenant.signIn.inSite': 'You sign in to {site}, which then asks whether this app may know who you are.',
  'tenant.signIn.continue': 'Continue to {site}',
  'tenant.signIn.inJira': 'If your Jira has this app, you need no sign-in: open the app in Jira.',
  'tenant.signIn.byLink':
    'If your Jira Cloud site is connected by OAuth credentials, or your Jira Data Center is older than 8.22, ask whoever operates this server for a sign-in link. It works once, for 15 minutes.',
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
  'tenant.notAccepted':
    'Jira no longer accepts this installation of the app. Ask a Jira administrator to update or reinstall it.',
  'tenant.movedAddress':
    'Jira answers from another address: the site was renamed or moved. Update or reinstall the app in Jira, which tells us the new address.',
  'tenant.gone': 'The app is no longer installed in this Jira site. Install it again.',
  'tenant.cannotActAsUsers': 'This installation cannot act as users. Update the app in Jira to allow it.',
  'tenant.noTokens': 'Atlassian gives no access tokens right now. Try again in a minute.',
  'tenant.cannotActAsPerson': 'Jira does not let the app act as this person. They may have left the site.',
  'tenant.notInstalled': 'The app is not installed in this Jira site. Install it, then open this page.',
  'tenant.switchedOff': 'The app is switched off in this Jira site. Enable it under "Manage apps" in Jira.',
  'tenant.notVouched': 'Jira did not vouch for this page. Open it from Jira again.',
  'tenant.openTooLong': 'This page has been open for too long. Reload it in Jira.',
  'tenant.goneThenOpen': 'The app is no longer installed in this Jira site. Install it, then open this page.',
  'tenant.noLicence':
    'The app has no active licence in this Jira site: nothing is synchronized until it has one. Nothing is lost.',
  'tenant.notHowAsked': 'This is not how the app asks for a page. Reload it in Jira.',
  'tenant.nobodyOpens': 'Jira did not say who opens this page. Open it from Jira again.',
  'tenant.notVouchedForYou': 'Jira no longer vouches for you here. Reload the page in Jira.',
  'tenant.callNotVouched': 'Atlassian did not vouch for this call. Open the page from Jira again.',
  'tenant.callNotSigned': 'This call is not signed by Atlassian. Open the page from Jira again.',
  'tenant.notSetUpForForge': 'This server is not set up for Forge. Set FORGE_APP_ID on it.',
  'tenant.whoAdministers': 'Jira does not say who may administer it right now. Try again in a minute.',
  'tenant.ended': 'This call is of an installation that has ended. Reload the page in Jira.',
  'tenant.onlyAdmins':
    'Only Jira administrators can use this page. Ask one of them, or for the permission "Administer Jira".',
  'tenant.notHere': 'This Jira site is not installed here. Install the app in Jira first.',
  'tenant.stoppedCalling': 'Jira has stopped to call this app, and does not know it.',
  'tenant.limited': 'Waiting for Jira until {until}: it takes no more requests for now.',
  'tenant.noCallYet':
    'Jira has not called this app yet; waiting for its next hourly call, which brings the access to Jira.',
  'tenant.noCallForHours':
    'Jira has not called this app for {hours, plural, one {an hour} other {# hours}}; waiting for its next hourly call, which brings the access to Jira.',
  'tenant.authorized.service': 'Jira has let the app in',
  'tenant.authorized.asUser':
    'In {site} the app acts as {name}: its links, and what it does for people who have not authorized it themselves, show as theirs.',
  'tenant.authorized.noAdmin':
    '{name} administers neither Jira nor, perhaps, its projects. Then Smart Commits run only for people who have authorized the app themselves: Jira tells others’ permissions to administrators alone.',
  'tenant.authorized.back': 'Back to Jira',
  'tenant.lacks.issues':
    'This Jira site is connected by OAuth credentials, with which this app cannot read or change issues. Jira shows branches, commits, merge requests, builds, deployments and feature flags on its issues by itself, and carries out Smart Commits itself; what came of them is seen there.',
  'tenant.lacks.people':
    'This Jira site is connected by OAuth credentials, with which this app cannot find its users. Jira finds the author of a Smart Commit by e-mail address itself.',
  'tenant.lacks.person':
    'This page is about a person in Jira, and you are here by a sign-in link of whoever operates this server. Sign in through Jira to see it, where the version of your Jira allows that.',
  'tenant.noForgeKeys': "Atlassian does not give out Forge's keys right now. Try again in a minute.",
  'tenant.nav.guest': 'Guest of the operator',
} as const;

export const facade = {
  'facade.notServed': 'There is nothing at this address.',
  'facade.opened':
    'This address is opened by Jira, with what it needs. Go to DVCS accounts in Jira, and add the account there.',
  'facade.unknownJira':
    'The Jira that sent you here is not one that this server knows. Its operator has to enable it by the base URL that Jira shows under System, General configuration: npm run cli -- facade enable --jira <code>base URL</code> --gitlab <code>address</code>.',
  'facade.slash':
    'The Team or User Account “{typed}” has a slash, which Jira’s connector cannot handle. Go back to Jira and enter a subgroup with @ in place of each slash: {instead}.',
  'facade.stale':
    'This authorization was not started in this browser, has been used already, or took longer than 10 minutes. Go back to Jira, to DVCS accounts, and start it again.',
  'facade.noScope':
    'The application in GitLab does not have the scope “api”. Tick “api” on it, save it, and try again in Jira.',
  'facade.denied':
    'Access was denied in GitLab, so nothing was linked. Try again in Jira, and allow access in GitLab.',
  'facade.wrongClient':
    'GitLab does not accept the Client ID with the Client Secret that were entered in Jira. Copy both again from the application in GitLab, and add the account in Jira again.',
  'facade.wrongCode':
    'GitLab did not accept the access code: it is too old, or the Redirect URI of the application in GitLab is another one. Compare it with the one on this page, and add the account in Jira again.',
  'facade.changedMeanwhile': 'The account was changed at the same moment. Please add it in Jira again.',
  'facade.otherGitlab':
    'This Jira has accounts of {host} through its connector, which can have one GitLab. Delete them in Jira, then run “npm run cli -- facade revoke --forget” for it, and enable it for the other GitLab.',
  'facade.noSuchJira':
    'Nothing is served to a Jira at {site}. “npm run cli -- facade list” shows those that are.',
  'facade.noSuchAccount':
    'This Jira has no account “{account}”. “npm run cli -- accounts --tenant {tenant}” lists them.',
  'facade.organization.title': 'Which GitLab account?',
  'facade.organization.lead':
    '{site} wants to be linked with GitLab, but did not say with which group or user.',
  'facade.organization.label': 'Team or User Account',
  'facade.organization.hint':
    'The path of a group or a username, as in Jira. A subgroup is written with @ in place of each slash: <code>group@subgroup</code>.',
  'facade.organization.next': 'Next',
  'facade.continue.title': 'Continue to GitLab',
  'facade.continue.lead':
    'Jira will show what is in <strong>{organization}</strong> on {host}. It will see there what you see.',
  'facade.continue.button': 'Continue',
  'facade.setup.title': 'Connect Jira’s own connector',
  'facade.setup.lead':
    'For <strong>{site}</strong> (Jira Server or Data Center, with the host “GitHub Enterprise” of its own DVCS connector) and <strong>{host}</strong>.',
  'facade.setup.failed': 'The last attempt failed',
  'facade.setup.inGitlab': '1. In GitLab',
  'facade.setup.application':
    'Add an application: <gitlab>your own</gitlab>, one of the group, or one of the instance. Save it, and keep the page open: the secret is shown once.',
  'facade.setup.inJira': '2. In Jira',
  'facade.setup.form':
    'As an administrator, open Applications, DVCS accounts, and choose “Link Bitbucket or GitHub account”. Enter:',
  'facade.setup.then':
    'Jira opens GitLab; allow access there. Branches, commits and merge requests appear when everything has been read for the first time.',
  'facade.setup.linked': 'Linked accounts',
  'facade.setup.none': 'None yet.',
  'facade.setup.account': '{organization}: {problem}',
  'facade.setup.troubles': 'Jira could not be told of changes',
  'facade.setup.trouble': '{problem} ({count, plural, one {# hook} other {# hooks}})',
  'facade.setup.again': 'It is tried again by itself, and Jira looks every hour.',
  'facade.field.redirect': 'Redirect URI',
  'facade.field.confidential': 'Confidential',
  'facade.field.scopes': 'Scopes',
  'facade.field.host': 'Host',
  'facade.field.account': 'Team or User Account',
  'facade.field.hostUrl': 'Host URL',
  'facade.field.key': 'OAuth Key (newer: Client ID)',
  'facade.field.secret': 'OAuth Secret (newer: Client Secret)',
  'facade.value.ticked': 'ticked',
  'facade.value.account':
    'path of the group, or the username; of a subgroup with @ for each slash, as in group@subgroup',
  'facade.value.key': 'Application ID of the application in GitLab',
  'facade.value.secret': 'Secret of the application in GitLab',
  'facade.warning.port':
    'Jira’s connector drops the port of the Host URL: it will ask {address}. Let this server be reached there, at port {port}, and set APP_BASE_URL to that address.',
  'facade.warning.plain':
    'The Host URL is plain http: the OAuth Secret and the token travel unprotected. Use https.',
  'facade.hook.elsewhere':
    'The hook’s address is not below {site}. Switch the repository off and on in Jira.',
  'facade.hook.slow': '{site} asks to slow down.',
  'facade.hook.unwell':
    '{site} is not well right now (HTTP {status}). It is told of changes as soon as it is.',
  'facade.hook.redirected':
    '{site} redirects elsewhere. Set the base URL in Jira to the address that it really has, and enable it here by that.',
  'facade.hook.refused':
    'Jira refused to be told of changes (HTTP {status}). It still looks every hour. Check that a proxy in front of it lets /rest/bitbucket/1.0/ through without a sign-in.',
} as const;

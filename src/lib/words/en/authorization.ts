/** Going to GitLab and coming back: what is asked there, what went wrong, and when what was allowed has ended. */
export const authorization = {
  'authorization.unknown':
    'This authorization was not started here. Start it in Jira: from the account under "DVCS accounts", or from your page "My GitLab identity".',
  'authorization.used':
    'This authorization has been used already. If Jira does not show the account, or your GitLab user, as linked, start it again there.',
  'authorization.elsewhere':
    'This authorization was started in another browser. Finish it there, or start it again in Jira.',
  'authorization.expired':
    'This authorization took longer than 10 minutes and has ended. Start it again in Jira.',
  'authorization.denied': 'Access was denied in GitLab, so nothing was linked. {again}',
  'authorization.noCode': 'GitLab came back without an access code. {again} Then allow access in GitLab.',
  'authorization.wrongClient': 'GitLab does not accept the Client ID with this Client Secret. {client}',
  'authorization.wrongCode':
    'GitLab did not accept the access code: it is too old, was used before, or belongs to another Redirect URL. Check the Redirect URL of the application in GitLab. {again}',
  'authorization.leave.title': 'Continue to GitLab',
  'authorization.leave.sure':
    'Continue only if you have just chosen Continue in this Jira site. If a link somewhere else brought you here, close this page.',
  'authorization.nothing': 'Nothing was linked',
  'authorization.account': 'Account: {path}',
  'authorization.account.asks':
    'The Jira site <strong>{site}</strong> asks for access to {host}, to show what is in {path}. It will see there what you see.',
  'authorization.account.again': 'Start again from the account in Jira and choose Authorize.',
  'authorization.account.client':
    'Open the account in Jira, enter both again as GitLab shows them, and authorize it.',
  'authorization.account.gone':
    'The account has been removed meanwhile. Open "DVCS accounts" in Jira to add it again.',
  'authorization.account.failed': 'The account was not linked',
  'authorization.account.already':
    '{name} is already integrated with Jira, as "{path}". Remove this second entry in Jira.',
  'authorization.account.tooOld':
    '{host} runs GitLab {version}. This app needs {oldest} or newer: update GitLab, then authorize the account.',
  'authorization.account.unknown':
    'GitLab shows the user {username} no group or user "{path}" on {host}. Check the spelling; for a private group, make {username} a member of it, or authorize as a user who is one.',
  'authorization.account.refused':
    'GitLab no longer accepts the authorization of this account: it was revoked, or the application was changed. Open the account under "DVCS accounts" and authorize it again; nothing that was imported is lost.',
  'authorization.account.refusedClient':
    'GitLab no longer accepts the Client ID and Client Secret of this account: the secret was renewed, or the application was deleted. Open the account under "DVCS accounts", enter the new ones, and authorize it again.',
  'authorization.account.givenUp':
    'The app was uninstalled from Jira, so its access to GitLab was given up. Authorize the account again.',
  'authorization.identity.asks':
    'The Jira site <strong>{site}</strong> asks for access to {host}, to link your GitLab user with the Jira user {name}. Commits with your addresses then act in Jira as {name}. Continue only if that is you.',
  'authorization.identity.again': 'Start again from "My GitLab identity" in Jira.',
  'authorization.identity.client': 'Ask a Jira administrator to enter both again under "DVCS accounts".',
  'authorization.identity.gone':
    'This GitLab is not linked with Jira any more. Load "My GitLab identity" in Jira again.',
  'authorization.identity.failed': 'Your GitLab user was not linked',
  'authorization.identity.unconfirmed':
    'GitLab has no confirmed e-mail address of @{username}. Confirm one in GitLab, under "Emails" of your profile, then link again.',
  'authorization.identity.taken':
    '@{username} is linked with another Jira user of this site. Unlink it there, on "My GitLab identity", or ask a Jira administrator to remove it under "Authors of commits".',
  'authorization.act.asks':
    'The Jira site <strong>{site}</strong> asks for access to {host}, to create branches and merge requests as you when the Jira user {name} asks for them. It keeps that access until {name} takes it back. Continue only if that is you.',
  'authorization.act.failed': 'The app may not act as you',
} as const;

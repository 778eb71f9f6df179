/** A Jira that somebody runs by themselves: how it lets the app in, and why it does not answer. */
export const selfHosted = {
  'selfHosted.address': 'Enter an address such as https://jira.example.com or https://example.com/jira.',
  'selfHosted.notLetIn':
    'This Jira has not let the app in yet. Its administrator authorizes it by the link that "npm run cli -- tenants authorize-self-hosted" gives. What is to be sent waits; nothing is lost.',
  'selfHosted.revoked':
    'Jira no longer accepts the authorization: it was revoked, or the application link was deleted. Authorize the app again with "npm run cli -- tenants authorize-self-hosted". What is to be sent waits; nothing is lost.',
  'selfHosted.tokenEnded':
    'Jira no longer accepts the personal access token: it has expired or was revoked. Make a new one in Jira and give it to "npm run cli -- tenants authorize-self-hosted". What is to be sent waits; nothing is lost.',
  'selfHosted.personRevoked':
    'Jira no longer accepts what this person has authorized. They can authorize the app again.',
  'selfHosted.personNotAuthorized': 'This person has not authorized the app in Jira, or no longer does.',
  'selfHosted.renewing': 'Another process is still renewing the access to Jira. Try again soon.',
  'selfHosted.refusesFresh':
    'Jira refuses even a token that it has just given: something in front of it asks for a sign-in, or its user was switched off. It is asked again; nothing is lost.',
  'selfHosted.redirected':
    'Jira’s address leads elsewhere: its base URL has changed, or a login page stands in front of its REST API. Add the site by its new address, or let the REST API through. Nothing is lost.',
  'selfHosted.redirectedTo':
    'Jira’s address leads elsewhere (to {host}): its base URL has changed, or a login page stands in front of its REST API. Add the site by its new address, or let the REST API through. Nothing is lost.',
  'selfHosted.captcha':
    'Jira wants the user of this app to solve a captcha after failed sign-ins: sign in to Jira as that user once.',
  'selfHosted.notAvailable':
    'Jira is not available right now ({status}): it starts, is upgraded or indexes. It is asked again; nothing is lost.',
  'selfHosted.notRest':
    'What answers at this address is not Jira’s REST API: a proxy or a login page stands in front, or the path below which Jira runs is missing in the address.',
  'selfHosted.noSuchJira': 'There is no such Jira here. Ask whoever runs this app for its address.',
  'selfHosted.unusable':
    'This sign-in was not started here, was used already, has ended, or was started in another browser. Start it again.',
  'selfHosted.noApplicationLink':
    'This Jira has no application link for the app. Its operator gives its Client ID and Secret to "npm run cli -- tenants authorize-self-hosted".',
  'selfHosted.denied': 'Jira was not allowed to let the app in. Start again and choose "Allow" there.',
  'selfHosted.didNotLetIn':
    'Jira did not let the app in. Check the application link there, then start again.',
  'selfHosted.wrongClient':
    'Jira does not accept the Client ID and Secret, or the code it gave has ended. Check the application link, then start again.',
  'selfHosted.notWell': '{site} is not well right now (HTTP {status}). Try again later.',
  'selfHosted.noOauth':
    '{site} has no OAuth 2.0 for other applications: Jira has it from 8.22. Update Jira, or use a personal access token.',
  'selfHosted.noToken': '{site} gave no token (HTTP {status}). Check the address.',
  'selfHosted.tokenNotAccepted': '{site} does not accept the token. Make a new one there.',
  'selfHosted.notJira':
    '{site} does not answer as Jira does. Check its address: it has the path below which Jira runs.',
} as const;

/** A title for each code of an error, and errors that belong to no feature. */
export const errors = {
  'errors.title.bad_request': 'Something in the request is not right',
  'errors.title.unauthorized': 'Not signed in',
  'errors.title.forbidden': 'Not allowed',
  'errors.title.not_found': 'Not found',
  'errors.title.gone': 'No longer there',
  'errors.title.conflict': 'Already there',
  'errors.title.too_large': 'Too large',
  'errors.title.rate_limited': 'Too many requests',
  'errors.title.unavailable': 'Not available right now',
  'errors.title.timeout': 'No answer in time',
  'errors.title.unreachable': 'Cannot be reached',
  'errors.title.address_refused': 'Address refused',
  'errors.title.bad_certificate': 'Certificate not trusted',
  'errors.title.redirected': 'Redirected elsewhere',
  'errors.title.unexpected_answer': 'Unexpected answer',
  'errors.title.needs_authorization': 'Needs to be authorized again',
  'errors.title.feature_disabled': 'Switched off',
  'errors.title.cancelled': 'Stopped',
  'errors.title.configuration': 'Not set up',
  'errors.title.internal': 'Something went wrong on our side',
  'errors.requestId': 'If it happens again, give your administrator this number: <code>{id}</code>',
  'errors.noSuchAddress': 'There is nothing at this address. Go back to Jira and open the page from there.',
  'errors.tooLarge': 'The request is larger than this address accepts. Send less.',
  'errors.unreadable': 'The request cannot be read. Check it and send it again.',
  'errors.unforeseen': 'Something went wrong on our side. It has been logged; please try again.',
  'errors.gitlab.notAccepted':
    'GitLab no longer accepts the authorization of this account. Authorize the account again.',
  'errors.gitlab.wait': 'GitLab asks us to wait; reading goes on by itself.',
  'errors.gitlab.redirected':
    'GitLab redirected the request to another address. Check the Host URL of the account.',
  'errors.gitlab.scope':
    'The authorization lacks the scope "api". Tick "api" on the application in GitLab and authorize the account again.',
  'errors.gitlab.mergeRequestsOff': 'Merge requests are switched off in this project.',
  'errors.gitlab.hidden': 'GitLab does not show this project to the user who authorized this account.',
  'errors.gitlab.undocumented':
    'GitLab answered, but not as it is documented. Check that nothing between us and GitLab changes its answers.',
  'errors.gitlab.deleted': 'This project has been deleted; GitLab keeps it for some days.',
  'errors.jira.issueBusy': 'Somebody changes this issue in Jira just now. It is tried again.',
  'errors.jira.undocumented': 'Jira described this repository in a way that is not documented.',
  'errors.formTooLarge': 'The form is larger than this page accepts. Send less.',
  'errors.noAddress':
    'This is no address that can be called. It must start with https:// or http://, without user name and password.',
  'errors.stopped': 'Stopped before an answer came. It will be done again.',
  'errors.gitlab.what.branches': 'branches',
  'errors.gitlab.what.commits': 'commits',
  'errors.gitlab.what.feature-flags': 'feature flags',
  'errors.gitlab.what.merge-requests': 'merge requests',
  'errors.gitlab.what.the-group': 'the group',
  'errors.gitlab.what.the-user-account': 'the user account',
  'errors.gitlab.what.users': 'users',
  'errors.gitlab.what.webhooks': 'webhooks',
  'errors.gitlab.what.pushes': 'pushes',
  'errors.gitlab.what.pipelines': 'pipelines',
  'errors.gitlab.what.deployments': 'deployments',
  'errors.gitlab.none':
    'GitLab does not show {what} here: there is no such thing, or the user who authorized this account may not see it (404).',
  'errors.gitlab.couldNot':
    'GitLab could not answer the request for {what} ({status}). It will be tried again.',
  'errors.gitlab.didNotAccept': 'GitLab did not accept the request for {what} ({status}).',
  'errors.gitlab.didNotAcceptBecause': 'GitLab did not accept the request for {what} ({status}): {words}.',
  'errors.gitlab.refuses':
    'GitLab refuses {what} (403): the feature is switched off in this project, or the user who authorized this account may not see it.',
  'errors.gitlab.notJson':
    "GitLab's answer about {what} is not JSON. Is something else in front of this GitLab?",
  'errors.gitlab.notAsDocumented': "GitLab's answer about {what} is not as documented ({where}: {problem}).",
  'errors.host.cannotAnswer':
    '{host} cannot answer right now (HTTP {status}). Wait a moment, then try again.',
  'errors.host.noGitlab':
    'There is no GitLab at {host}: its API does not answer there. Enter the address that the browser shows on GitLab’s start page, with the path if there is one, such as https://example.com/gitlab.',
  'errors.host.redirects':
    '{host} redirects elsewhere. A sign-in page or proxy in front of GitLab may do this: let the API (/api/v4) and /oauth through.',
  'errors.host.redirectsTo': '{host} redirects elsewhere. If GitLab is at {base}, enter that as Host URL.',
  'errors.host.notAsGitlab': '{host} answered, but not as GitLab does. Check the Host URL.',
  'errors.host.slowDown': '{host} asks to slow down. Wait a minute, then try again.',
  'errors.host.notWell': '{host} is not well right now (HTTP {status}). Try again later.',
  'errors.host.useShown': '{host} redirects elsewhere. Use the address GitLab itself shows.',
  'errors.host.refused': '{host} refused the request (HTTP {status}). Try again.',
  'errors.network.timeout':
    '{host} did not answer in time. Check that it is up and that this app can reach it through any firewall.',
  'errors.network.certificateExpired': 'The certificate of {host} has expired. Renew it there.',
  'errors.network.certificateOther':
    'The certificate of {host} is for another host name. Use the name that it is for, or install the right one.',
  'errors.network.certificateUntrusted':
    'The certificate of {host} is not trusted. Install one of a known authority with its whole chain there, or ask the operator of this app to add your authority with NODE_EXTRA_CA_CERTS.',
  'errors.network.notFound':
    "The host name of {host} cannot be found. Check the spelling, and that the name is known to this app's network.",
  'errors.network.refuses': '{host} refuses connections. Check the port, and that the server runs.',
  'errors.network.noHttps':
    '{host} does not speak HTTPS as expected. Check the address: http or https, and the port.',
  'errors.network.broke': '{host} broke the connection. Try again in a moment.',
  'errors.network.noWay':
    "There is no way to {host} from this app's network. Check the address and any firewall.",
  'errors.network.unreachable':
    '{host} cannot be reached. Check the address and any firewall or proxy between.',
  'errors.network.private':
    '{host} is a private address, and this app only calls public ones. If it is yours, ask the operator of this app to add it to PRIVATE_HOSTS.',
  'errors.jira.forbidden':
    'Jira does not let this app do that. Update or reinstall the app in Jira so that it has its permissions.',
  'errors.jira.unavailable': 'Jira is not available right now ({status}).',
  'errors.jira.unexpected': 'Jira gave an unexpected answer ({status}).',
  'errors.jira.itSaid': '{what} It said: {words}',
  'errors.address.noUser': 'Leave the user name and password out of the address.',
  'errors.address.noQuery': 'The address must not have a "?" or "#" part. {example}',
  'errors.address.https':
    'The address must start with https://, because tokens travel over it. Plain http is only for hosts that the operator of this app lists in PRIVATE_HOSTS.',
  'errors.answerTooLarge':
    '{host} answered with more than {most, number} bytes, which is more than this app takes at once. Check that the address is the right one.',
  'errors.formUnreadable': 'The form cannot be read.',
  'errors.gitlab.graphql': "GitLab's GraphQL refused the request for merge requests: {words}",
  'errors.jira.refusesAll':
    'Jira refuses everything it is sent, last with these words: {reason} It is tried again later; nothing is lost.',
  'errors.jira.tooLarge': 'Jira finds it too large even by itself.',
  'errors.jira.refusedSilently': 'Jira refused it without saying why.',
  'errors.jira.rejectedSilently': 'Jira rejected it without saying why.',
  'errors.jira.notDeleted': 'Jira did not delete it ({status}). {words}',
  'errors.jira.saidNothing': 'It did not say why.',
  'errors.jira.mayNotLink':
    'The app’s user in Jira may not link issues of this project. Give it the permission “Link issues” there.',
  'errors.jira.notTranslated': 'This app could not write it for Jira.',
  'errors.gitlab.what.a-deployment': 'a deployment',
  'errors.gitlab.what.a-pipeline': 'a pipeline',
  'errors.gitlab.what.an-environment': 'an environment',
  'errors.gitlab.what.environments': 'environments',
  'errors.gitlab.what.approvals': 'approvals',
  'errors.gitlab.what.changed-files': 'changed files',
  'errors.gitlab.what.its-version': 'its version',
  'errors.gitlab.what.merge-requests-of-a-deployment': 'merge requests of a deployment',
  'errors.gitlab.what.projects': 'projects',
  'errors.gitlab.what.reviewers': 'reviewers',
  'errors.gitlab.what.test-reports': 'test reports',
  'errors.gitlab.what.the-author-of-a-commit': 'the author of a commit',
  'errors.gitlab.what.the-branch': 'the branch',
  'errors.gitlab.what.the-merge-request': 'the merge request',
  'errors.gitlab.what.the-new-branch': 'the new branch',
  'errors.gitlab.what.the-new-merge-request': 'the new merge request',
  'errors.gitlab.what.the-project': 'the project',
  'errors.gitlab.what.the-team-or-user-account': 'the team or user account',
  'errors.gitlab.what.the-user': 'the user',
  'errors.gitlab.what.the-version-of-GitLab': 'the version of GitLab',
  'errors.gitlab.what.the-addresses-of-the-user': 'the e-mail addresses of the user',
} as const;

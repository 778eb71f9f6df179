/** The pages that set a self-hosted Jira up, and what those of accounts say of the Jira itself. */
export const selfHostedPages = {
  'selfHosted.held': 'All that names an issue ({unsent})',
  'selfHosted.needsBoth': 'Both the Client ID and the Client secret of the application link are needed.',
  'selfHosted.site.title': 'Jira: {name}',
  'selfHosted.site.version': 'Version',
  'selfHosted.site.jira': 'Jira {version}',
  'selfHosted.site.unknown': 'Not known yet: Jira is asked once it has let the app in.',
  'selfHosted.site.access': 'Access',
  'selfHosted.site.byLink': 'Through an application link, as {name}',
  'selfHosted.site.byToken': 'By a personal access token of {name}',
  'selfHosted.site.lacks': 'What is not there',
  'selfHosted.lacks.tokens':
    'Any access for other applications (Jira 8.14): nothing can be sent to it. Its own DVCS connector can read from this server instead, with the host "GitHub Enterprise".',
  'selfHosted.lacks.links':
    'Application links for other applications (Jira 8.22): the app is let in by a personal access token.',
  'selfHosted.lacks.link':
    'An application link, which this version has: the app was let in by a personal access token alone.',
  'selfHosted.lacks.signIn':
    'Therefore signing in through Jira: pages open by a sign-in link of whoever operates this server, and nobody can say who they are in GitLab.',
  'selfHosted.lacks.actAs':
    'Therefore acting as the author: Smart Commits run as the app’s user and say whose they are.',
  'selfHosted.lacks.development':
    'Development information, in any version: branches, merge requests, builds, deployments and feature flags are links of the issues; commits are not shown there.',
  'selfHosted.authorized.signIn':
    'Next: administrators of Jira sign in through it, and link the accounts of GitLab. Everybody else signs in there once to let the app act as them.',
  'selfHosted.authorized.signIn.button': 'Sign in',
  'selfHosted.authorized.byOperator':
    'Next: whoever operates this server prints a sign-in link for an administrator, who then links the accounts of GitLab: <code>npm run cli -- tenants sign-in-link --tenant {tenant}</code>',
  'selfHosted.setUp.title': 'Connect Jira Data Center',
  'selfHosted.setUp.linkHint':
    'This link opens, once, the page where a Jira Data Center or Jira Server is connected to this server.',
  'selfHosted.setUp.noToken':
    'This address is not a whole link. Copy all of it, with what stands behind the #.',
  'selfHosted.setUp.begin': 'Begin',
  'selfHosted.setUp.linkGone':
    'This link cannot be used any more: it was used, is older than a day, or is not whole. Ask whoever operates this server for a new one.',
  'selfHosted.setUp.ended':
    'This set-up is over: it was finished, was open for more than two hours, or was begun in another browser. Ask whoever operates this server for a new link.',
  'selfHosted.setUp.tooMany': 'There were too many attempts to connect a Jira. Try again at {until}.',
  'selfHosted.setUp.steps': 'Steps',
  'selfHosted.setUp.step.address': 'Address',
  'selfHosted.setUp.step.access': 'Access',
  'selfHosted.setUp.step.consent': 'Consent',
  'selfHosted.setUp.where': 'Where is Jira?',
  'selfHosted.setUp.address': 'Address of Jira',
  'selfHosted.setUp.address.hint':
    'As in your browser, with the path below which Jira runs: https://jira.example.com or https://example.com/jira',
  'selfHosted.setUp.next': 'Next',
  'selfHosted.setUp.where.help': 'What is needed',
  'selfHosted.setUp.where.version': 'Jira 8.14 or newer; from 8.22 on people can sign in through it.',
  'selfHosted.setUp.where.path':
    'The base URL, which Jira shows under <strong>System > General configuration</strong>. This server has to reach it, with a certificate that it trusts.',
  'selfHosted.setUp.where.cloud':
    'Jira Cloud is connected in another way, by its app or by OAuth credentials.',
  'selfHosted.setUp.isCloud':
    'This is Jira Cloud. Install the app there, or let whoever operates this server add it with OAuth credentials: "npm run cli -- tenants add-credentials".',
  'selfHosted.setUp.tooOld':
    'This is Jira {version}, which lets no other application in: Jira does from {oldest} on. Update Jira, or let its own DVCS connector read from this server, with the host "GitHub Enterprise".',
  'selfHosted.setUp.below': 'Jira answers at {address}: enter that address.',
  'selfHosted.setUp.leadsTo':
    '{site} leads to {to} instead of answering as Jira. Enter the address that Jira has now, or let requests to its REST API (/rest/) through without a login page.',
  'selfHosted.setUp.noJira':
    'What answers at {site} is no Jira. Check the address: the path below which Jira runs may be missing, or a proxy or a login page stands in front of its REST API (/rest/).',
  'selfHosted.setUp.found': 'Jira {version} answers at {site}.',
  'selfHosted.setUp.foundUnknown':
    'Jira answers at {site}. It tells its version to nobody who has not signed in.',
  'selfHosted.setUp.ownUrl':
    'It calls itself {address}. Enter that address instead if people open Jira by it.',
  'selfHosted.setUp.lacksLinks':
    'This version has no application links (Jira 8.22): the app is let in by a personal access token, people cannot sign in through Jira, and Smart Commits run as the app’s user.',
  'selfHosted.setUp.link': 'Application link',
  'selfHosted.setUp.back': 'Another address',
  'selfHosted.setUp.link.help': 'Make it in Jira',
  'selfHosted.setUp.link.create':
    'As an administrator of Jira: <strong>Application links > Create link > External application</strong>, direction <strong>Incoming</strong>.',
  'selfHosted.setUp.link.fill': 'Enter the Redirect URL above, and the permission <strong>Write</strong>.',
  'selfHosted.setUp.link.copy': 'Jira then shows the Client ID and the Client secret.',
  'selfHosted.setUp.clientRefused':
    'Jira knows no application link with this Client ID and secret. Copy both again from the link in Jira.',
  'selfHosted.setUp.token': 'Personal access token',
  'selfHosted.setUp.token.instead': 'Use a personal access token instead',
  'selfHosted.setUp.token.hint':
    'Of the user that the app is to have in Jira: their profile, <strong>Personal Access Tokens</strong>. A token is a person’s: enter one only where this server is your own company’s.',
  'selfHosted.setUp.needsToken': 'The token is needed.',
  'selfHosted.setUp.connect': 'Connect',
  'selfHosted.setUp.consent': 'Allow access in Jira',
  'selfHosted.setUp.consent.who':
    'Jira knows the application link. Sign in to {site} as the user that the app is to have there, and allow access.',
  'selfHosted.setUp.consent.once':
    'The button works once, within 24 hours. To continue in another browser, copy its address.',
} as const;

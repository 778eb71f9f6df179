/** A Jira Cloud site without an app, by OAuth credentials: what pages and the operator’s commands say of them. */
export const credentials = {
  'credentials.onTwoLines': 'Give the Client ID on the first line and the secret on the second.',
  'credentials.address': 'Give the address of the Jira site, such as --url https://acme.atlassian.net.',
  'credentials.replace':
    'Look at them in Jira under Settings > Apps > OAuth credentials, or make new ones there, and give them to this server with "npm run cli -- tenants add-credentials".',
  'credentials.wrong':
    'Atlassian does not accept the OAuth credentials of this Jira site: they are wrong or were revoked. {replace} Nothing is lost meanwhile.',
  'credentials.notAccepted':
    'Jira no longer accepts the OAuth credentials of this site: they were revoked or belong to another site. {replace} Nothing is lost meanwhile.',
  'credentials.lacksPermission':
    'The OAuth credentials of this Jira site lack the permission "{permission}". Add it in Jira under Settings > Apps > OAuth credentials. What waits is tried again every hour; nothing is lost.',
  'credentials.permission.devinfo': 'Development information',
  'credentials.permission.builds': 'Builds',
  'credentials.permission.deployments': 'Deployments',
  'credentials.permission.featureflags': 'Feature flags',
  'credentials.otherSite':
    'Atlassian knows these credentials, but does not let them write development information to this site ({status}). Make them in this very site, under Settings > Apps > OAuth credentials, with the permissions Development information, Builds, Deployments and Feature flags.',
  'credentials.removed':
    'This Jira site was removed from this server. Add it again with "npm run cli -- tenants add-credentials".',
  'credentials.notOpened':
    'This Jira site is connected by OAuth credentials, which open development information, builds, deployments and feature flags alone. What needs issues, people or projects of Jira is not there.',
  'credentials.siteGone':
    'Atlassian knows no Jira site with the id that these OAuth credentials are for: it was deleted or moved. If it has another address now, give it with "npm run cli -- tenants add-credentials". Nothing is lost meanwhile.',
  'credentials.noToken': 'Atlassian gave no access token (answer {status}).',
  'credentials.noTokensNow':
    'Atlassian gives no access tokens right now. Nothing is lost; it is asked again.',
  'credentials.notAvailable': '{site} is not available right now ({status}). Try again in a minute.',
  'credentials.noCloudSite':
    '{site} is no Jira Cloud site: it does not say its cloud id. Give the address that people have in their browser when they are in Jira.',
} as const;

/** Who people are in GitLab, and what they let the app do as them. */
export const identity = {
  'identity.nobody':
    'Jira knows nobody by the e-mail address of this commit\'s author, or does not show it. The author can link their GitLab user on the page "My GitLab identity" in Jira, or a Jira administrator can add the address under "Authors of commits".',
  'identity.several':
    'Several Jira users may have the e-mail address of this commit\'s author. The author can link their GitLab user on the page "My GitLab identity" in Jira, or a Jira administrator can add the address under "Authors of commits".',
  'identity.switchedOff':
    'The Jira user with the e-mail address of this commit\'s author is not active. A site administrator can activate the user again, or a Jira administrator can name another one for this address under "Authors of commits".',
  'identity.inactive.linked':
    'Whoever has linked this GitLab user is no longer active in Jira. A Jira administrator can correct that under "Authors of commits", or a site administrator can activate the user again.',
  'identity.inactive.mapped':
    'The Jira user whom the list "Authors of commits" names for this author is no longer active in Jira. A Jira administrator can correct that under "Authors of commits", or a site administrator can activate the user again.',
  'identity.title': 'My GitLab identity',
  'identity.addresses': 'Addresses that count as yours',
  'identity.addresses.older':
    '{count, plural, one {# address was linked before this page could show it.} other {# addresses were linked before this page could show them.}} Unlink and link again to see which.',
  'identity.mapped': 'Addresses that an administrator has named as yours',
  'identity.act.title': 'Create in GitLab as yourself',
  'identity.act.off':
    'Allow it, and branches and merge requests that you create from Jira are created as you. The app then keeps access to GitLab as you, encrypted, and uses it for nothing else. You can take it back here at any time.',
  'identity.act.on':
    'Branches and merge requests that you create from Jira are created as you. Allowed since {since}.',
  'identity.act.over':
    'GitLab no longer takes what you allowed on {since}: you or an administrator took it back there. Allow it again to create as yourself.',
  'identity.act.allow': 'Let the app create as me',
  'identity.act.allow.of': 'Let the app create as me in {host}',
  'identity.act.stop': 'Take it back',
  'identity.act.stop.of': 'Take back what the app may do as me in {host}',
  'identity.act.refused':
    'GitLab no longer lets the app act as you. Allow it again on “My GitLab identity” in Jira.',
  'identity.act.scope':
    'GitLab asks you to allow this app full access to its API (<code>api</code>) as you, for the application has no narrower scope. The app keeps it, encrypted, until you take it back on this page, and uses it only to create branches and merge requests when you ask for one, and to search branches for that. You have 10 minutes.',
  'identity.missing': 'Something is missing in this form. Load the page again.',
  'identity.noAccount':
    'No account of this GitLab is linked at the moment. Ask a Jira administrator to look at "DVCS accounts".',
  'identity.noGitlab': 'This form names no GitLab. Load the page again.',
  'identity.notActive': 'You are no longer active in this Jira site. Ask its administrators.',
} as const;

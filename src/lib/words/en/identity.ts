/** Who people are in GitLab, and what they let the app do as them. */
export const identity = {
  'identity.lead':
    'Say which GitLab user you are, and the Smart Commits that you write act in Jira as you: those of every e-mail address that GitLab has confirmed as yours.',
  'identity.linked':
    'Linked with <gitlab>@{username}</gitlab> ({person}) since {since}, with {count, plural, one {# confirmed address} other {# confirmed addresses}}.',
  'identity.notLinked':
    'Not linked. Your commits are known by their e-mail address, if Jira knows it as yours.',
  'identity.link': 'Link',
  'identity.link.of': 'Link your user of {host}',
  'identity.unlink': 'Unlink',
  'identity.unlink.of': 'Unlink {host}',
  'identity.notAuthorized':
    'The account of this GitLab is not authorized at the moment. A Jira administrator can authorize it under “DVCS accounts”.',
  'identity.how':
    'You sign in to GitLab and allow access once. The app reads your name and your confirmed e-mail addresses, gives the access (GitLab grants all of <code>api</code>) back at once, and keeps your username and the addresses: hashed to compare them, encrypted to show them to you here. After you have changed your addresses in GitLab, unlink and link again.',
  'identity.none': 'No GitLab yet',
  'identity.none.hint': 'A Jira administrator has to link a GitLab group or personal namespace first.',
  'identity.continue.sure':
    'Please be sure that you are logged in to {host} as yourself before clicking Continue.',
  'identity.continue.scope':
    'GitLab asks you to allow this app full access to its API (<code>api</code>) as you, for the application has no narrower scope. The app only reads your name and your confirmed e-mail addresses, then has GitLab take the access back at once, or as soon as GitLab answers. You can also end it yourself in GitLab, under Applications of your profile. You have 10 minutes.',
  'identity.continue.cancel': 'Cancel',
  'identity.continue.error':
    'Does GitLab show an error page instead? Tell a Jira administrator what it says: the application in GitLab has to be corrected.',
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
  'identity.act.stop.of': 'Take it back: what the app may do as me in {host}',
  'identity.act.refused':
    'GitLab no longer lets the app act as you. Allow it again on “My GitLab identity” in Jira.',
  'identity.act.scope':
    'GitLab asks you to allow this app full access to its API (<code>api</code>) as you, for the application has no narrower scope. The app keeps it, encrypted, until you take it back on this page, and uses it only to create branches and merge requests when you ask for one, and to search branches for that. You have 10 minutes.',
  'identity.missing': 'Something is missing in this form. Load the page again.',
  'identity.noAccount':
    'No account of this GitLab is linked at the moment. Ask a Jira administrator to look at "DVCS accounts".',
  'identity.noGitlab': 'This form names no GitLab. Load the page again.',
  'identity.notActive': 'You are no longer active in this Jira site. Ask its administrators.',
  'identity.loadingMine': 'Loading your Smart Commits…',
} as const;
